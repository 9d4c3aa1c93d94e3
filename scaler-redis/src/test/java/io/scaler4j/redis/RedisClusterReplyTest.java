package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.ScriptedRedis.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What nodes of a cluster answer while slots move, and while they disagree: where a key is asked for, and how often.
 */
class RedisClusterReplyTest {

    private static final int LAST_SLOT = 16_383;

    private final Reads reads = new Reads();
    private final ScriptedRedis first = new ScriptedRedis();
    private final ScriptedRedis second = new ScriptedRedis();
    private final int slot = Key.of("mails").slot();
    private Traces before;

    @BeforeEach
    void look() {
        before = Traces.now();
        allSlotsAreAt(first);
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
        first.close();
        second.close();
    }

    private void allSlotsAreAt(ScriptedRedis node) {
        Answer slots = Answer.list(range(0, LAST_SLOT, host("127.0.0.1"), node.port()));
        first.on("CLUSTER", slots);
        second.on("CLUSTER", slots);
    }

    private static Answer host(String name) {
        return Answer.text(name);
    }

    private static Answer range(int from, int to, Answer host, int port) {
        return Answer.list(
                Answer.number(from), Answer.number(to), Answer.list(host, Answer.number(port), Answer.text("id")));
    }

    private String at(ScriptedRedis node) {
        return slot + " " + node.address();
    }

    private RedisServer.Builder cluster() {
        return RedisServer.builder().cluster(first.address());
    }

    private static RedisLengthScaler scaler(RedisServer server, String... keys) {
        return RedisLengthScaler.builder()
                .server(server)
                .keys(List.of(keys), Aggregate.SUM)
                .build();
    }

    private Reading.Value value(RedisServer.Builder builder) {
        try (var server = builder.build();
                var scaler = scaler(server, "mails")) {
            return reads.value(scaler);
        }
    }

    private Reading.Failure failure(RedisServer.Builder builder) {
        try (var server = builder.build();
                var scaler = scaler(server, "mails")) {
            return reads.failure(scaler);
        }
    }

    @Test
    void aSlotThatHasMovedIsLookedUpOnceAndAskedForAtItsNewPlaceFromThenOn() {
        first.on("LLEN", Answer.error("MOVED " + at(second)));
        second.on("LLEN", Answer.number(3));
        try (var server = cluster().build();
                var scaler = scaler(server, "mails")) {
            first.on(
                    "CLUSTER",
                    Answer.list(range(0, LAST_SLOT, host("127.0.0.1"), first.port())),
                    Answer.list(range(0, LAST_SLOT, host("127.0.0.1"), second.port())));
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
        }
        assertThat(first.received()).containsExactly("CLUSTER SLOTS", "LLEN mails", "CLUSTER SLOTS");
        assertThat(second.received()).containsExactly("LLEN mails", "LLEN mails");
    }

    /** The node that is told of the move may know of it before the one that is asked for the slots. */
    @Test
    void aSlotThatTheMapStillHasAtItsOldPlaceIsFollowedByTheAnswer() {
        first.on("LLEN", Answer.error("MOVED " + at(second)));
        second.on("LLEN", Answer.number(3));

        assertThat(value(cluster()).activationValue()).isEqualTo(3);
        assertThat(second.received()).containsExactly("LLEN mails");
    }

    @Test
    void aKeyThatNodesSendBackAndForthIsAFailureAfterAFewTurns() {
        first.on("LLEN", Answer.error("MOVED " + at(second)));
        second.on("LLEN", Answer.error("MOVED " + at(first)));

        assertThat(failure(cluster())).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message())
                    .contains("sent on once too often", "MOVED " + slot, "all its slots are served");
        });
        assertThat(first.received("LLEN").size() + second.received("LLEN").size())
                .isEqualTo(5);
    }

    @Test
    void aKeyThatIsMovingIsAskedForWhereItGoesAndTheSlotsStay() {
        first.on("LLEN", Answer.error("ASK " + at(second)), Answer.number(4));
        second.on("ASKING", Answer.OK).on("LLEN", Answer.number(3));
        try (var server = cluster().build();
                var scaler = scaler(server, "mails")) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
            assertThat(reads.value(scaler).activationValue())
                    .as("the old place comes first until the move is over")
                    .isEqualTo(4);
        }
        assertThat(second.received()).containsExactly("ASKING", "LLEN mails");
        assertThat(first.received("CLUSTER")).hasSize(1);
    }

    @Test
    void aKeyThatMovesOnceMoreMeanwhileIsFollowed() {
        first.on("LLEN", Answer.error("ASK " + at(second)), Answer.number(7));
        second.on("ASKING", Answer.OK).on("LLEN", Answer.error("MOVED " + at(first)));

        assertThat(value(cluster()).activationValue()).isEqualTo(7);
    }

    @Test
    void aUserThatMayNotAskForAMovingKeyIsToldWhatToAllow() {
        first.on("LLEN", Answer.error("ASK " + at(second)));
        second.on("ASKING", Answer.error("NOPERM User x has no permissions to run the 'asking' command"))
                .on("LLEN", Answer.error("MOVED " + at(first)));

        assertThat(failure(cluster())).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(DENIED);
            assertThat(failure.message()).contains("'asking'", "+asking", "+cluster|slots");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVED", "ASK"})
    void aRedirectionWithoutAHostMeansThatOfTheNodeThatAnswered(String kind) {
        first.on("LLEN", Answer.error(kind + " " + slot + " :" + second.port()));
        second.on("ASKING", Answer.OK).on("LLEN", Answer.number(3));

        assertThat(value(cluster()).activationValue()).isEqualTo(3);
    }

    @Test
    void aRedirectionToAPortThatDoesNotExistIsAFailure() {
        first.on("LLEN", Answer.error("MOVED " + slot + " 127.0.0.1:123456"));

        assertThat(failure(cluster())).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message()).contains("127.0.0.1:123456 has no port that exists");
        });
    }

    @ParameterizedTest
    @CsvSource({"$-1, with an unknown address", "'', with an empty one", "?, with an unknown name"})
    void aNodeThatDoesNotKnowItsHostIsReachedWhereItWasAsked(String told) {
        Answer host = told.equals("$-1") ? Answer.NOTHING : host(told);
        first.on("CLUSTER", Answer.list(range(0, LAST_SLOT, host, second.port())));
        second.on("LLEN", Answer.number(3));

        assertThat(value(cluster()).activationValue()).isEqualTo(3);
    }

    @Test
    void aNodeThatHasNoNameMayTellItsAddressInstead() {
        Answer told = Answer.list(Answer.text("ip"), Answer.text("127.0.0.1"));
        Answer untold = Answer.list(Answer.text("ip"), Answer.NOTHING);
        for (Answer more : List.of(told, untold)) {
            first.on(
                    "CLUSTER",
                    Answer.list(Answer.list(
                            Answer.number(0),
                            Answer.number(LAST_SLOT),
                            Answer.list(host("?"), Answer.number(second.port()), Answer.text("id"), more))));
            second.on("LLEN", Answer.number(3));

            assertThat(value(cluster()).activationValue()).isEqualTo(3);
        }
    }

    @Test
    void aSlotThatNobodyServesFailsItsOwnKeysAndIsLookedForAgainAtEachRead() {
        first.on("LLEN other", Answer.number(5));
        Answer gap = Answer.list(
                range(0, slot - 1, host("127.0.0.1"), first.port()),
                range(slot + 1, LAST_SLOT, host("127.0.0.1"), first.port()));
        first.on("CLUSTER", gap);
        try (var server = cluster().build();
                var lost = scaler(server, "mails");
                var both = scaler(server, "mails", "other")) {
            assertThat(reads.failure(lost)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains("no node serves slot " + slot, "check that all its slots");
            });
            assertThat(reads.value(both)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(5);
                assertThat(value.isLowerBound()).isTrue();
            });
            allSlotsAreAt(first);
            first.on("LLEN mails", Answer.number(3));
            assertThat(reads.value(both).activationValue()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\r\n",
                ":1\r\n",
                "$-1\r\n",
                "*1\r\n:1\r\n",
                "*1\r\n*2\r\n:0\r\n:16383\r\n",
                "*1\r\n*3\r\n:0\r\n:16383\r\n*1\r\n$9\r\n127.0.0.1\r\n",
                "*1\r\n*3\r\n:0\r\n:16384\r\n*2\r\n$9\r\n127.0.0.1\r\n:1\r\n",
                "*1\r\n*3\r\n:-1\r\n:5\r\n*2\r\n$9\r\n127.0.0.1\r\n:1\r\n",
                "*1\r\n*3\r\n:0\r\n:5\r\n*2\r\n$9\r\n127.0.0.1\r\n$2\r\nno\r\n",
                "-ERR unknown command 'CLUSTER'\r\n",
                "-LOADING Redis is loading the dataset in memory\r\n",
                "-NOPERM no permissions to run the 'cluster|slots' command\r\n"
            })
    void aNodeThatDoesNotTellTheSlotsIsPassedOverForOneThatDoes(String slots) {
        first.on("CLUSTER", new Answer(slots, false));
        second.on("LLEN", Answer.number(3))
                .on("CLUSTER", Answer.list(range(0, LAST_SLOT, host("127.0.0.1"), second.port())));

        assertThat(value(RedisServer.builder().cluster(first.address(), second.address()))
                        .activationValue())
                .isEqualTo(3);
        assertThat(failure(cluster()).message()).contains(first.address());
    }

    @Test
    void aNodeThatHangsUpIsPassedOverAndTheOneThatAnsweredIsAskedFirstTheNextTime() {
        first.on("CLUSTER", Answer.HANG_UP);
        Answer slots = Answer.list(range(0, LAST_SLOT, host("127.0.0.1"), second.port()));
        second.on("CLUSTER", slots).on("LLEN", Answer.HANG_UP, Answer.number(3));

        assertThat(value(RedisServer.builder().cluster(first.address(), second.address()))
                        .activationValue())
                .isEqualTo(3);
        assertThat(first.received("CLUSTER")).hasSize(1);
        assertThat(second.received("CLUSTER")).hasSize(2);
    }

    @Test
    void ofSeveralNodesThatFailTheFirstOneSaysWhy() {
        first.on("CLUSTER", Answer.error("NOPERM no permissions to run the 'cluster|slots' command"));
        second.on("CLUSTER", Answer.error("LOADING Redis is loading the dataset in memory"));

        assertThat(failure(RedisServer.builder().cluster(first.address(), second.address())))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(DENIED);
                    assertThat(failure.message()).contains("+cluster|slots");
                });
    }

    @Test
    void aNodeThatIsNoPartOfTheClusterAnyMoreKeepsNoConnection() {
        allSlotsAreAt(second);
        second.on("LLEN", Answer.number(3), Answer.error("MOVED " + at(first)));
        first.on("LLEN", Answer.number(4));
        try (var server = cluster().build();
                var scaler = scaler(server, "mails")) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
            assertThat(second.open()).isPositive();
            allSlotsAreAt(first);
            assertThat(reads.value(scaler).activationValue()).isEqualTo(4);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(second.open()).isZero());
        }
    }

    @Test
    void aNodeThatBreaksOffIsAskedAgainForWhatItHadNotAnswered() {
        first.on("LLEN mails", Answer.HANG_UP, Answer.number(3)).on("LLEN other", Answer.number(5));
        try (var server = cluster().build();
                var scaler = scaler(server, "mails", "other")) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(8);
                assertThat(value.isLowerBound()).isFalse();
            });
        }
    }
}

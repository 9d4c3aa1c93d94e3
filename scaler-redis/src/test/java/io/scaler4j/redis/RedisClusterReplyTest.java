package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.redis.ScriptedRedis.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes of a cluster tell of its slots, and which one is believed where they do not tell the same. */
class RedisClusterReplyTest extends ScriptedCluster {

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

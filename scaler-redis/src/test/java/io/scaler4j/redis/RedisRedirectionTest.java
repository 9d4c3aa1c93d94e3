package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.redis.ScriptedRedis.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that send a client to another one: where a key is asked for then, and how often. */
class RedisRedirectionTest extends ScriptedCluster {

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
}

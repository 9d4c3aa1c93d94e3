package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.redis.ScriptedRedis.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys whose type is not declared, on a server that answers to the question for it in every possible way. */
class RedisTypeReplyTest extends ScriptedRedisFixture {

    @Test
    void aKeyThatIsSomethingElseEachTimeIsGivenUp() {
        Answer wrong = Answer.error("WRONGTYPE Operation against a key");
        server.on("LLEN", wrong)
                .on("SCARD", wrong)
                .on("HLEN", wrong)
                .on("TYPE", new Answer("+set\r\n", false), new Answer("+hash\r\n", false));
        try (var scaler = mails().build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains("WRONGTYPE");
            });
        }
        assertThat(server.received())
                .containsExactly("LLEN mails", "TYPE mails", "SCARD mails", "TYPE mails", "HLEN mails");
    }

    @Test
    void aKeyThatVanishesWhileItsTypeIsAskedForIsEmpty() {
        server.on("LLEN", Answer.error("WRONGTYPE Operation against a key"), Answer.number(0))
                .on("TYPE", new Answer("+none\r\n", false));
        try (var scaler = mails().build()) {
            assertThat(reads.value(scaler).activationValue()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":5\r\n", "$-1\r\n", "-NOPERM no permissions to run the 'type' command\r\n"})
    void aTypeThatIsNotToldIsAFailure(String bytes) {
        server.on("LLEN", Answer.error("WRONGTYPE Operation against a key")).on("TYPE", new Answer(bytes, false));
        try (var scaler = mails().build()) {
            assertThat(reads.failure(scaler).message()).containsAnyOf("instead of a text", "+type");
        }
    }

    /** Only a sentinel explains the refusal by its role; the refusal stays what it is for any other answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*0\r\n",
                "*1\r\n:1\r\n",
                "*1\r\n$6\r\nmaster\r\n",
                ":1\r\n",
                "$-1\r\n",
                "-ERR unknown command 'ROLE'\r\n"
            })
    void aProxyThatDoesNotPassTheCommandOnIsNotTakenForASentinel(String role) {
        server.on("LLEN", Answer.error("ERR unknown command 'LLEN'")).on("ROLE", new Answer(role, false));
        try (var scaler = mails().build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message())
                        .contains("unknown command 'LLEN'", "a proxy that passes only some commands on");
            });
        }
    }
}

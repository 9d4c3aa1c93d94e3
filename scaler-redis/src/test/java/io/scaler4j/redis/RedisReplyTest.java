package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.ScriptedRedis.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers to a read of keys that a healthy server does not give on demand: what each means, and what comes after it.
 */
class RedisReplyTest extends ScriptedRedisFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOAUTH Authentication required.                    | DENIED        | check user and password",
                "NOPERM User x has no permissions to run 'llen'     | DENIED        | let this user run +llen",
                "WRONGTYPE Operation against a key                  | MISCONFIGURED | correct the key or its type",
                "MOVED 5 127.0.0.1:1                                | MISCONFIGURED | use the type redis-cluster",
                "ASK 5 127.0.0.1:1                                  | MISCONFIGURED | use the type redis-cluster",
                "ERR max number of clients reached                  | UNAVAILABLE   | needs up to 4 to each node",
                "ERR syntax error                                   | UNAVAILABLE   | may be too old, or a proxy",
                "LOADING Redis is loading the dataset in memory     | UNAVAILABLE   | a later read may succeed",
                "BUSY Redis is busy running a script                | UNAVAILABLE   | a later read may succeed",
                "MASTERDOWN Link with MASTER is down                | UNAVAILABLE   | a later read may succeed",
                "CLUSTERDOWN Hash slot not served                   | UNAVAILABLE   | a later read may succeed",
                "TRYAGAIN Multiple keys request during rehashing    | UNAVAILABLE   | a later read may succeed",
                "ERR something new                                  | UNAVAILABLE   | a later read may succeed",
            })
    void eachRefusalSaysWhatItMeansAndIsOverWithTheNextAnswer(
            String refusal, Reading.Failure.Kind kind, String wayOut) {
        server.on("LLEN", Answer.error(refusal), Answer.number(3));
        try (var scaler = mails().keyType(KeyType.LIST).build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure.message())
                        .contains(server.address(), refusal.split(" ", 2)[0], wayOut)
                        .doesNotContain("%");
            });
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOAUTH HELLO must be called                           | DENIED        | check user and password",
                "WRONGPASS invalid username-password pair              | DENIED        | check user and password",
                "ERR invalid password                                  | DENIED        | check user and password",
                "ERR Client sent AUTH, but no password is set          | DENIED        | check user and password",
                "ERR invalid username                                  | DENIED        | check user and password",
                "ERR wrong number of arguments for 'auth' command      | UNAVAILABLE   | a later read may succeed",
                "LOADING Redis is loading the dataset in memory        | UNAVAILABLE   | a later read may succeed",
            })
    void aLoginThatIsRefusedLeavesNoConnectionAndIsTriedAgain(
            String refusal, Reading.Failure.Kind kind, String wayOut) {
        server.on("AUTH", Answer.error(refusal), Answer.OK).on("LLEN", Answer.number(3));
        try (var scaler = mails().credentials(RedisCredentials.of("scaler", "correct-horse"))
                .build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure.message()).contains(refusal.trim(), wayOut);
            });
            assertThat(server.received()).as("nothing is asked without a login").isEmpty();
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
        }
        assertThat(server.received("AUTH")).containsOnly("AUTH scaler correct-horse");
    }

    @ParameterizedTest
    @CsvSource({
        "ERR DB index is out of range, MISCONFIGURED",
        "ERR invalid DB index, MISCONFIGURED",
        "ERR SELECT is not allowed in cluster mode, MISCONFIGURED",
        "NOPERM User x has no permissions to run the 'select' command, DENIED"
    })
    void aDatabaseThatCannotBeSelectedIsNotReadFromAnother(String refusal, Reading.Failure.Kind kind) {
        server.on("SELECT", Answer.error(refusal)).on("LLEN", Answer.number(3));
        try (var redis = RedisServer.builder()
                        .address(server.address())
                        .database(7)
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(redis).key("mails").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure.message()).contains(kind == DENIED ? "+select" : "correct the index");
            });
        }
        assertThat(server.received("SELECT")).contains("SELECT 7");
        assertThat(server.received()).isEmpty();
    }

    /** A server without a password refuses one from nobody, and takes any from its default user. */
    @Test
    void aPasswordThatNobodyAskedForIsOfferedOnceMoreAsThatOfTheDefaultUser() {
        server.on("AUTH secret", Answer.error("ERR AUTH <password> called without any password configured"))
                .on("AUTH default secret", Answer.OK)
                .on("LLEN", Answer.number(3));
        try (var scaler =
                mails().credentials(RedisCredentials.password("secret")).build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
        }
        server.on("AUTH default secret", Answer.error("WRONGPASS invalid username-password pair"));
        try (var scaler =
                mails().credentials(RedisCredentials.password("secret")).build()) {
            assertThat(reads.failure(scaler).kind()).isEqualTo(DENIED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$4\r\nmany\r\n", "$-1\r\n", "*1\r\n:3\r\n", "+many\r\n"})
    void anAnswerThatIsNoNumberIsAFailureAndNoZero(String bytes) {
        server.on("LLEN", new Answer(bytes, false));
        try (var scaler = mails().build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains("instead of a number");
            });
        }
    }

    @Test
    void aLengthMayBeLongerThanAnInt() {
        server.on("LLEN", Answer.number(3_000_000_000L));
        try (var scaler = mails().build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3e9);
        }
    }

    @Test
    void whatIsNotTheProtocolOfRedisIsAFailureThatNamesTheServer() {
        server.on("LLEN", new Answer("HTTP/1.1 400 Bad Request\r\n\r\n", true));
        try (var scaler = mails().build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains(server.address());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void anAnswerThatIsCutAnywhereIsAskedForAgainOnANewConnection(int bytes) {
        server.on("LLEN", Answer.number(54_321).cutAfter(bytes), Answer.number(54_321));
        try (var scaler = mails().build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(54_321);
        }
        assertThat(server.received()).containsExactly("LLEN mails", "LLEN mails");
        assertThat(server.received("CLIENT")).as("logins").hasSize(2);
    }

    @Test
    void anAnswerThatIsCutTwiceIsAFailureAndTheNextReadBeginsAnew() {
        Answer half = Answer.number(54_321).cutAfter(3);
        server.on("LLEN", half, half, Answer.number(54_321));
        try (var scaler = mails().build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains(server.address(), "cannot be reached");
            });
            assertThat(reads.value(scaler).activationValue()).isEqualTo(54_321);
        }
    }

    /** Which of the replies were lost cannot be told. */
    @Test
    void aPipelineThatBreaksInItsMiddleIsAskedAgainAsAWhole() {
        server.on("LLEN a", Answer.number(1))
                .on("LLEN b", Answer.HANG_UP, Answer.number(20))
                .on("LLEN c", Answer.number(300));
        try (var scaler = RedisLengthScaler.builder()
                .address(server.address())
                .keys(List.of("a", "b", "c"), Aggregate.SUM)
                .build()) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(321);
                assertThat(value.isLowerBound()).isFalse();
            });
        }
        assertThat(server.received()).containsExactly("LLEN a", "LLEN b", "LLEN a", "LLEN b", "LLEN c");
    }

    @Test
    void aPipelineThatBreaksTwiceIsAFailureOfAllOfItsKeysAndNoLowerBound() {
        server.on("LLEN a", Answer.number(1)).on("LLEN b", Answer.HANG_UP);
        try (var scaler = RedisLengthScaler.builder()
                .address(server.address())
                .keys(List.of("a", "b"), Aggregate.SUM)
                .build()) {
            assertThat(reads.failure(scaler).kind()).isEqualTo(UNAVAILABLE);
        }
    }

    @Test
    void anAnswerThatStopsInItsMiddleIsATimeoutAndIsNotMixedUpWithTheNext() {
        server.on("LLEN", new Answer(":9", false), new Answer(":9", false), Answer.number(3));
        try (var redis = RedisServer.builder()
                        .address(server.address())
                        .timeout(Duration.ofSeconds(2))
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(redis).key("mails").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(TIMEOUT);
                assertThat(failure.message()).contains(server.address(), "did not answer in time");
            });
            assertThat(reads.value(scaler).activationValue())
                    .as("not 93: the rest of a late answer is not read")
                    .isEqualTo(3);
        }
    }

    @Test
    void whatCannotBeCountedOfOneKeyHidesNoOther() {
        server.on("LLEN a", Answer.number(1))
                .on("LLEN b", Answer.error("NOPERM no permissions to access a key"))
                .on("LLEN c", Answer.number(300));
        try (var scaler = RedisLengthScaler.builder()
                .address(server.address())
                .keys(List.of("a", "b", "c"), Aggregate.MAX)
                .build()) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(300);
                assertThat(value.isLowerBound()).isTrue();
                assertThat(value.details()).containsEntry("unknownKeys", 1.0);
            });
        }
    }
}

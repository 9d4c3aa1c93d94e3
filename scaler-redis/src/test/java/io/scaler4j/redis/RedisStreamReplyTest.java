package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.ScriptedRedis.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of a stream on servers that refuse, forget or garble one of the commands it takes. */
class RedisStreamReplyTest {

    private static final Answer NONE_PENDING =
            Answer.list(Answer.number(0), Answer.NOTHING, Answer.NOTHING, Answer.NOTHING);
    private static final Answer NO_GROUP = Answer.error("NOGROUP No such key 'orders' or consumer group 'billing'");
    private static final Answer DENIAL = Answer.error("NOPERM this user has no permissions");

    private final Reads reads = new Reads();
    private final ScriptedRedis server = new ScriptedRedis();
    private Traces before;

    /** Redis 8, ten entries, of which the group was given six and has acknowledged two. */
    @BeforeEach
    void scriptAWorkingServer() {
        before = Traces.now();
        server.on("INFO", Answer.text("# Server\r\nredis_version:8.2.3\r\n"))
                .on("XINFO GROUPS orders", groups(Answer.number(4)))
                .on("XINFO STREAM orders", stream())
                .on("XLEN", Answer.number(10))
                .on(
                        "XPENDING orders billing",
                        Answer.list(Answer.number(4), Answer.text("3-0"), Answer.text("6-0"), Answer.list()));
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
        server.close();
    }

    private static Answer groups(Answer lag) {
        return Answer.list(
                Answer.list(
                        Answer.text("name"), Answer.text("audit"),
                        Answer.text("last-delivered-id"), Answer.text("0-0"),
                        Answer.text("lag"), Answer.number(10)),
                Answer.list(
                        Answer.text("name"), Answer.text("billing"),
                        Answer.text("last-delivered-id"), Answer.text("6-0"),
                        Answer.text("lag"), lag));
    }

    private static Answer stream() {
        return Answer.list(
                Answer.text("length"), Answer.number(10),
                Answer.text("entries-added"), Answer.number(10),
                Answer.text("max-deleted-entry-id"), Answer.text("0-0"),
                Answer.text("first-entry"), Answer.list(Answer.text("1-0"), Answer.list()),
                Answer.text("last-entry"), Answer.list(Answer.text("10-0"), Answer.list()));
    }

    private RedisStreamScalerBuilder orders(StreamMetric metric) {
        return RedisStreamScaler.builder().address(server.address()).stream("orders")
                .consumerGroup("billing")
                .metric(metric);
    }

    private Reading.Value value(StreamMetric metric) {
        try (var scaler = orders(metric).build()) {
            return reads.value(scaler);
        }
    }

    private Reading.Failure failure(StreamMetric metric) {
        try (var scaler = orders(metric).build()) {
            return reads.failure(scaler);
        }
    }

    @ParameterizedTest
    @CsvSource({"LENGTH, 10", "LAG, 4", "PENDING, 4", "LAG_AND_PENDING, 8"})
    void eachMetricIsReadInOneRoundTrip(StreamMetric metric, double right) {
        try (var redis = RedisServer.builder().address(server.address()).build();
                var scaler = RedisStreamScaler.builder().server(redis).stream("orders")
                        .consumerGroup("billing")
                        .metric(metric)
                        .build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(right);
            assertThat(redis.roundTrips()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LAG", "LAG_AND_PENDING"})
    void aGroupThatIsNotThereYetHasAllOfTheStreamBeforeIt(StreamMetric metric) {
        server.on("XINFO GROUPS orders", Answer.list()).on("XPENDING orders billing", NO_GROUP);

        assertThat(value(metric).activationValue()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"LAG", "LAG_AND_PENDING"})
    void aStreamThatIsNotThereYetHasNoWork(StreamMetric metric) {
        server.on("XINFO GROUPS orders", Answer.error("ERR no such key"))
                .on("XINFO STREAM orders", Answer.error("ERR no such key"))
                .on("XLEN", Answer.number(0))
                .on("XPENDING orders billing", NO_GROUP);

        assertThat(value(metric).activationValue()).isZero();
    }

    @Test
    void whatIsPendingOfAGroupThatIsNotThereIsUnknown() {
        server.on("XPENDING orders billing", NO_GROUP);

        assertThat(failure(StreamMetric.PENDING)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message()).contains("NOGROUP", "its first consumer may make it", "lagAndPendingCount");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH, XLEN, +xlen",
        "PENDING, XPENDING orders billing, +xpending",
        "LAG, XINFO GROUPS orders, +xinfo|groups +xlen +xrange +info",
        "LAG, XLEN, +xinfo|groups +xlen +xrange +info",
    })
    void aCommandThatIsDeniedIsAFailureWithAllThatIsNeeded(StreamMetric metric, String command, String needed) {
        server.on(command, DENIAL);

        assertThat(failure(metric)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(DENIED);
            assertThat(failure.message()).contains("let this user run " + needed + ", and");
        });
    }

    /** The group tells the number, too. */
    @Test
    void beneathTheLagPendingEntriesMayBeDenied() {
        Answer group = Answer.list(Answer.list(
                Answer.text("name"), Answer.text("billing"),
                Answer.text("pending"), Answer.number(3),
                Answer.text("last-delivered-id"), Answer.text("6-0"),
                Answer.text("lag"), Answer.number(4)));
        server.on("XINFO GROUPS orders", group).on("XPENDING orders billing", DENIAL);

        assertThat(value(StreamMetric.LAG_AND_PENDING).activationValue()).isEqualTo(7);
        try (var scaler = orders(StreamMetric.LAG_AND_PENDING)
                .ignorePendingIdleFor(Duration.ofMinutes(1))
                .build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).as("which are idle is not told").isEqualTo(DENIED);
                assertThat(failure.message()).contains("+xpending");
            });
        }
    }

    @Test
    void theStateOfAStreamThatIsDeniedIsNotAskedForAgain() {
        server.on("XINFO STREAM orders", DENIAL).on("XPENDING orders billing", NONE_PENDING);
        try (var scaler = orders(StreamMetric.PENDING).build()) {
            assertThat(reads.value(scaler).activationValue()).isZero();
            assertThat(reads.value(scaler).activationValue()).isZero();
        }
        assertThat(server.received())
                .containsExactly("XPENDING orders billing", "XINFO STREAM orders", "XPENDING orders billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR unknown command 'INFO'", "NOPERM this user has no permissions"})
    void aServerThatDoesNotTellItsVersionIsAskedToCount(String refusal) {
        server.on("INFO", Answer.error(refusal))
                .on("XINFO STREAM orders", DENIAL)
                .on("XRANGE", Answer.list(Answer.list(), Answer.list()));

        assertThat(value(StreamMetric.LAG)).satisfies(value -> {
            assertThat(value.activationValue()).isEqualTo(2);
            assertThat(value.isLowerBound()).isFalse();
        });
    }

    @Test
    void aServerThatIsTooOldIsToldSo() {
        server.on("INFO", Answer.text("redis_version:6.2.14\r\n"));

        assertThat(failure(StreamMetric.LAG)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message()).contains("6.2.14", "needs Redis 7.0 or newer");
        });
    }

    @Test
    void aLagThatMayNotBeCountedIsUnknown() {
        server.on("XINFO GROUPS orders", groups(Answer.NOTHING));
        try (var scaler = orders(StreamMetric.LAG).countUnknownLagUpTo(0).build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains("allow a count of entries");
            });
        }
    }

    /** Only a sentinel explains the refusal by its role. */
    @ParameterizedTest
    @CsvSource({"sentinel, MISCONFIGURED, it is a sentinel", "master, UNAVAILABLE, unknown command 'XPENDING'"})
    void anUnknownCommandIsExplainedByTheRole(String role, Reading.Failure.Kind kind, String said) {
        server.on("XPENDING orders billing", Answer.error("ERR unknown command 'XPENDING'"))
                .on("ROLE", Answer.list(Answer.text(role)));

        assertThat(failure(StreamMetric.PENDING)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.message()).contains(said);
        });
    }

    @Test
    void aKeyOfAnotherTypeIsAMistake() {
        server.on("XLEN", Answer.error("WRONGTYPE Operation against a key"));

        assertThat(failure(StreamMetric.LENGTH).kind()).isEqualTo(MISCONFIGURED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LENGTH  | XLEN                    | *0",
                "LAG     | INFO                    | :8",
                "LAG     | XINFO GROUPS orders     | :1",
                "LAG     | XINFO GROUPS orders     | *1,:1",
                "PENDING | XPENDING orders billing | *0",
                "PENDING | XPENDING orders billing | *1,:4",
                "PENDING | XPENDING orders billing | *3,:4,:3,:6",
                "PENDING | XINFO STREAM orders     | :10",
            })
    void anAnswerOfAnotherFormIsAFailureAndNoNumber(StreamMetric metric, String command, String answer) {
        server.on(command, new Answer(answer.replace(",", "\r\n") + "\r\n", false));

        assertThat(failure(metric)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message()).contains("the server answered with", "instead of");
        });
    }
}

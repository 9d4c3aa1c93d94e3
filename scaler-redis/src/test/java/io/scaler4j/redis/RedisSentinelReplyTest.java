package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.ScriptedRedis.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sentinels and a primary answer while they disagree: which one is believed, and what a failure says of each. */
class RedisSentinelReplyTest {

    private static final Answer MASTER = role("master");

    private final Reads reads = new Reads();
    private final ScriptedRedis first = new ScriptedRedis();
    private final ScriptedRedis second = new ScriptedRedis();
    private final ScriptedRedis primary = new ScriptedRedis();
    private final ScriptedRedis other = new ScriptedRedis();
    private Traces before;

    @BeforeEach
    void look() {
        before = Traces.now();
        first.on("SENTINEL", is("127.0.0.1", primary));
        second.on("SENTINEL", is("127.0.0.1", primary));
        primary.on("ROLE", MASTER).on("LLEN", Answer.number(3));
        other.on("ROLE", MASTER).on("LLEN", Answer.number(4));
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
        List.of(first, second, primary, other).forEach(ScriptedRedis::close);
    }

    private static Answer role(String name) {
        return Answer.list(Answer.text(name), Answer.number(0), Answer.list());
    }

    private static Answer is(String host, ScriptedRedis server) {
        return Answer.list(Answer.text(host), Answer.text("" + server.port()));
    }

    private RedisServer.Builder sentinels() {
        return RedisServer.builder().sentinels("mymaster", first.address(), second.address());
    }

    private static RedisLengthScaler scaler(RedisServer server) {
        return RedisLengthScaler.builder().server(server).key("mails").build();
    }

    private Reading read() {
        try (var server = sentinels().build();
                var scaler = scaler(server)) {
            return reads.of(scaler);
        }
    }

    private void assertLength(double right) {
        assertThat(Reads.asValue(read()).activationValue()).isEqualTo(right);
    }

    private Reading.Failure failure() {
        Reading reading = read();
        assertThat(reading).isInstanceOf(Reading.Failure.class);
        return (Reading.Failure) reading;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$-1\r\n",
                "-ERR unknown command 'SENTINEL'\r\n",
                "-NOPERM no permissions to run the command\r\n",
                "-NOAUTH Authentication required.\r\n",
                ":1\r\n",
                "*0\r\n",
                "*1\r\n$9\r\n127.0.0.1\r\n",
                "*2\r\n$9\r\n127.0.0.1\r\n$4\r\nport\r\n",
                "*2\r\n$9\r\n127.0.0.1\r\n$6\r\n123456\r\n",
                "*2\r\n$9\r\n127.0.0.1\r\n$-1\r\n"
            })
    void aSentinelThatDoesNotTellThePrimaryIsPassedOverForOneThatDoes(String told) {
        first.on("SENTINEL", new Answer(told, false));

        assertLength(3);
    }

    @Test
    void aSentinelThatHangsUpIsPassedOverAndTheOneThatAnsweredIsAskedFirstTheNextTime() {
        first.on("SENTINEL", Answer.HANG_UP);
        try (var server = sentinels().build();
                var scaler = scaler(server)) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
            primary.on("ROLE", role("slave"));
            second.on("SENTINEL", is("127.0.0.1", other));
            assertThat(reads.value(scaler).activationValue()).isEqualTo(4);
        }
        assertThat(first.received("SENTINEL")).hasSize(1);
        assertThat(second.received("SENTINEL")).hasSize(2).containsOnly("SENTINEL GET-MASTER-ADDR-BY-NAME mymaster");
    }

    @ParameterizedTest
    @CsvSource({"''", "?"})
    void aPrimaryWithoutAHostIsReachedAsTheSentinelWas(String host) {
        first.on("SENTINEL", is(host, primary));

        assertLength(3);
    }

    @Test
    void aPrimaryWhoseHostIsNotTakenDownIsReachedAsTheSentinelWas() {
        first.on("SENTINEL", Answer.list(Answer.NOTHING, Answer.text("" + primary.port())));

        assertLength(3);
    }

    @Test
    void whatEachSentinelSaidIsInTheFailure() {
        first.on("SENTINEL", Answer.NOTHING);
        second.on("SENTINEL", Answer.error("LOADING Redis is loading the dataset in memory"));

        assertThat(failure()).satisfies(failure -> {
            assertThat(failure.kind()).as("one that answers knows best").isEqualTo(MISCONFIGURED);
            assertThat(failure.message())
                    .contains(
                            "\"mymaster\"",
                            first.address() + " does not know it",
                            second.address() + ": JedisDataException: LOADING",
                            "correct the name of the primary");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOPERM no permissions to run the command | DENIED        | +sentinel|get-master-addr-by-name",
                "NOAUTH Authentication required.          | DENIED        | user and password of the sentinels",
                "ERR unknown command 'SENTINEL'           | MISCONFIGURED | is no sentinel",
                "LOADING Redis is loading the dataset     | UNAVAILABLE   | a later read may succeed",
            })
    void sentinelsThatAllRefuseSayWhatIsToBeDone(String refusal, Reading.Failure.Kind kind, String text) {
        String wayOut = refusal.startsWith("NOPERM") ? "+sentinel|get-master-addr-by-name" : text;
        first.on("SENTINEL", Answer.error(refusal));
        second.on("SENTINEL", Answer.error(refusal));

        assertThat(failure()).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.message()).contains(wayOut, first.address(), second.address());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"slave", "sentinel", "handshake"})
    void aPrimaryThatIsNoneIsLookedForOnceMoreAndThenAFailure(String role) {
        primary.on("ROLE", role(role));

        assertThat(failure()).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message()).contains(primary.address(), role, "another server is about to take over");
        });
        assertThat(first.received("SENTINEL")).hasSize(2);
    }

    @Test
    void aPrimaryThatIsDemotedBetweenTwoReadsIsReplacedInTheSameRead() {
        try (var server = sentinels().build();
                var scaler = scaler(server)) {
            assertThat(reads.value(scaler).details()).doesNotContainKey("newPrimary");
            primary.on("ROLE", role("slave")).on("LLEN", Answer.number(99));
            first.on("SENTINEL", is("127.0.0.1", other));
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(4);
                assertThat(value.details()).containsEntry("newPrimary", 1.0);
            });
            assertThat(reads.value(scaler).details()).as("once").doesNotContainKey("newPrimary");
        }
    }

    @Test
    void aPrimaryThatBreaksOffAndIsFoundAgainIsNoNewOne() {
        primary.on("LLEN", Answer.HANG_UP, Answer.number(3));
        try (var server = sentinels().build();
                var scaler = scaler(server)) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(3);
                assertThat(value.details()).doesNotContainKey("newPrimary");
            });
        }
    }

    @Test
    void aUserThatMayNotAskForTheRoleIsToldWhatToAllow() {
        primary.on("ROLE", Answer.error("NOPERM no permissions to run the 'role' command"));

        assertThat(failure()).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(DENIED);
            assertThat(failure.message()).contains("+role");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"*0\r\n", ":1\r\n", "$6\r\nmaster\r\n", "$-1\r\n", "*1\r\n:1\r\n"})
    void aServerThatDoesNotSayWhatItIsIsNotBelieved(String role) {
        primary.on("ROLE", new Answer(role, false));

        assertThat(failure()).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
            assertThat(failure.message()).contains("mymaster");
        });
    }
}

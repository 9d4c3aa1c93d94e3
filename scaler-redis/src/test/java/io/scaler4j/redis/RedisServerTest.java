package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections and scalers without a server. */
class RedisServerTest {

    private static final String NOWHERE = "127.0.0.1:1";

    private final Reads reads = new Reads();

    @Test
    void everyProblemIsToldAtOnce() {
        var builder = RedisServer.builder()
                .sentinels(" ", "a", "b:1")
                .timeout(Duration.ZERO)
                .freshness(Duration.ofSeconds(-1));
        var refused = catchThrowableOfType(InvalidConfigurationException.class, builder::build);

        assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem).contains("sentinelMaster is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("host:port, one was \"a\""))
                .anySatisfy(problem -> assertThat(problem).contains("timeout must be"))
                .anySatisfy(problem -> assertThat(problem).contains("freshness must be"));
    }

    @Test
    void aClusterHasNoOtherDatabase() {
        var builder = RedisServer.builder().cluster("a:1").database(1);

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build))
                .hasMessageContaining("a cluster has no database but 0");
    }

    @Test
    void aScalerNeedsAServerAndAKey() {
        var length = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> RedisLengthScaler.builder().build());
        var stream = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> RedisStreamScaler.builder().build());

        assertThat(length.problems()).hasSize(2);
        assertThat(stream.problems())
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("consumerGroup is missing"));
    }

    @Test
    void keysThatWouldCountTwiceAreRefused() {
        var builder = RedisLengthScaler.builder()
                .address(NOWHERE)
                .keys(List.of("a", "a", ""), Aggregate.SUM)
                .inFlight("a", 0);

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                        .problems())
                .hasSize(4);
    }

    @Test
    void anAddressBesideAServerIsRefused() {
        try (var redis = RedisServer.builder().address(NOWHERE).build()) {
            var builder =
                    RedisLengthScaler.builder().address(NOWHERE).server(redis).key("a");

            assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build))
                    .hasMessageContaining("not both");
        }
    }

    @Test
    void credentialsAndTlsBesideAServerAreRefused() {
        try (var redis = RedisServer.builder().address(NOWHERE).build()) {
            var length = RedisLengthScaler.builder()
                    .server(redis)
                    .key("a")
                    .credentials(RedisCredentials.password("correct-horse"));
            var stream = RedisStreamScaler.builder().server(redis).stream("a")
                    .consumerGroup("g")
                    .tls(Tls.builder().build());

            assertThat(catchThrowableOfType(InvalidConfigurationException.class, length::build))
                    .hasMessageContaining("not both");
            assertThat(catchThrowableOfType(InvalidConfigurationException.class, stream::build))
                    .hasMessageContaining("not both");
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailureThatNamesIt() {
        try (var scaler = RedisLengthScaler.builder().address(NOWHERE).key("a").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.UNAVAILABLE);
                assertThat(failure.message()).contains("Redis at 127.0.0.1:1 cannot be reached");
            });
        }
    }

    @Test
    void aNameThatCannotBeResolvedIsAFailureToo() {
        try (var scaler = RedisLengthScaler.builder()
                .address("no-such-host.invalid:1")
                .key("a")
                .build()) {
            assertThat(reads.failure(scaler).message()).contains("no-such-host.invalid");
        }
    }

    @Test
    void aClosedScalerFailsAndAClosedServerGivesNoHandle() {
        var redis = RedisServer.builder().address(NOWHERE).build();
        var scaler = RedisLengthScaler.builder().server(redis).key("a").build();
        scaler.close();
        scaler.close();
        assertThat(reads.failure(scaler).message()).contains("is closed");
        redis.close();
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> RedisLengthScaler.builder().server(redis).key("a").build());
    }
}

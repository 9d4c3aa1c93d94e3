package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.StackTraces;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address may hold a name and a password: nothing that is said about it does. */
class AddressSecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice:hunter2@broker:9092",
                "alice:hunter2@broker",
                "SASL_SSL://alice:hunter2@broker:9092",
                "broker-1:9092,alice:hunter2@broker-2:9092",
                "alice:hunter2@broker-1:9092,broker-2:9092,nonsense",
                "alice:hun,hunter2,ter2@broker:9092",
                "alice:p@hunter2@broker:9092",
                "hunter2@broker:9092",
                "alice:hunter2@",
                "//alice:hunter2@broker:9092/path",
            })
    void noRefusalQuotesThePasswordInAnAddress(String address) {
        var spec = TriggerSpec.builder("kafka")
                .metadata(Map.of("bootstrapServers", address, "topic", "orders", "consumerGroup", "billing"))
                .build();
        var fromTheEnvironment = TriggerSpec.builder("kafka")
                .metadata(Map.of("bootstrapServersFromEnv", "BROKERS", "topic", "orders", "consumerGroup", "billing"))
                .environment(Map.of("BROKERS", address))
                .build();
        String said;
        try (var log = CapturedLog.of("org.apache.kafka", "io.scaler4j");
                var catalog = ScalerCatalog.load()) {
            said = Stream.<ThrowingCallable>of(
                            KafkaCluster.builder().bootstrapServers(address)::build,
                            KafkaLagScaler.builder().bootstrapServers(address).consumerGroup("billing")::build,
                            () -> catalog.open(spec),
                            () -> catalog.open(fromTheEnvironment))
                    .map(AddressSecretsTest::refusal)
                    .reduce("", String::concat);
            said += log.text() + spec + fromTheEnvironment;
        }

        assertThat(said).contains("host:port", "***@", "credentials").doesNotContain("hunter2", "alice", "ter2@");
    }

    private static String refusal(ThrowingCallable building) {
        Throwable thrown = catchThrowable(building);
        assertThat(thrown).isInstanceOf(InvalidConfigurationException.class);
        return StackTraces.of(thrown);
    }
}

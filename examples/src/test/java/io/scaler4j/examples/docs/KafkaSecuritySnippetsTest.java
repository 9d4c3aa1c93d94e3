package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Tls;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaCredentials;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.kafka.KafkaSecurity;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The blocks of docs/kafka-security.md, compiled and run; no broker takes part. */
class KafkaSecuritySnippetsTest {

    @Test
    void aConnectionTakesItsSecretsFromASupplier() {
        try (var scaler = scaler("127.0.0.1:1", "", () -> "secret")) {
            assertThat(scaler).asString().contains("billing", "127.0.0.1:1").doesNotContain("secret");
        }
        assertThatThrownBy(() -> scaler("127.0.0.1:1", "no certificate", () -> ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("ca has no certificate", "password is missing");
    }

    private static KafkaLagScaler scaler(String brokers, String authorities, Supplier<String> vault) {
        try (var cluster = KafkaCluster.builder()
                .bootstrapServers(brokers)
                .security(() -> KafkaSecurity.builder()
                        .tls(Tls.builder().certificateAuthorities(authorities).build())
                        .credentials(KafkaCredentials.scramSha512("scaler", vault.get()))
                        .build())
                .build()) {
            return KafkaLagScaler.builder()
                    .cluster(cluster)
                    .topic("orders")
                    .consumerGroup("billing")
                    .build();
        }
    }

    @Test
    void aTriggerDoes() {
        try (var catalog = ScalerCatalog.load();
                var scaler =
                        catalog.open(trigger("127.0.0.1:1", "", () -> "secret")).scaler()) {
            assertThat(scaler).asString().contains("orders").doesNotContain("secret");
        }
    }

    private static TriggerSpec trigger(String brokers, String authorities, Supplier<String> vault) {
        return TriggerSpec.builder("kafka")
                .metadata(Map.of(
                        "bootstrapServers", brokers,
                        "topic", "orders",
                        "consumerGroup", "billing",
                        "tls", "enable",
                        "sasl", "scram_sha512"))
                .authentication(() -> Map.of("username", "scaler", "password", vault.get(), "ca", authorities))
                .build();
    }
}

package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaScalerProviderTest {

    private static final Map<String, String> REQUIRED =
            Map.of("bootstrapServers", "127.0.0.1:1,127.0.0.1:2", "topic", "orders", "consumerGroup", "billing");

    private ScalerCatalog catalog;

    @BeforeEach
    void loadCatalog() {
        catalog = ScalerCatalog.load();
    }

    @AfterEach
    void noClientIsLeft() {
        catalog.close();
        assertThat(Clients.open()).isZero();
    }

    @Test
    void isFoundByItsType() {
        assertThat(catalog.types()).contains("kafka");
    }

    @Test
    void hasTheDefaultsOfKeda() {
        Trigger trigger = create(REQUIRED);

        assertThat(trigger.name()).isEqualTo("lag");
        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(10));
        assertThat(trigger.activationThreshold()).isZero();
        assertThat(trigger.scaler())
                .hasToString("lag of group \"billing\" on topic \"orders\" of Kafka at 127.0.0.1:1,127.0.0.1:2");
        trigger.scaler().close();
    }

    @Test
    void takesEveryOption() {
        Trigger trigger = create(
                with(Map.of("lagThreshold", "50", "activationLagThreshold", "5", "offsetResetPolicy", "earliest")));

        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(50));
        assertThat(trigger.activationThreshold()).isEqualTo(5);
        trigger.scaler().close();
    }

    @Test
    void takesServersTopicAndGroupFromTheEnvironment() {
        var spec = TriggerSpec.builder("kafka")
                .metadata(Map.of(
                        "bootstrapServersFromEnv", "SERVERS", "topicFromEnv", "TOPIC", "consumerGroupFromEnv", "GROUP"))
                .environment(Map.of("SERVERS", "127.0.0.1:1", "TOPIC", "parcels", "GROUP", "shipping"))
                .build();

        var scaler = catalog.create(spec).scaler();

        assertThat(scaler).hasToString("lag of group \"shipping\" on topic \"parcels\" of Kafka at 127.0.0.1:1");
        scaler.close();
    }

    @Test
    void refusesEveryProblemAtOnce() {
        var spec = spec(Map.of(
                "bootstrapServers", "broker",
                "partitionLimitation", "5-3",
                "topic", "orders",
                "lagThreshold", "0",
                "activationLagThreshold", "-1",
                "offsetResetPolicy", "newest",
                "lagTreshold", "5"));

        var refused = catchThrowableOfType(InvalidConfigurationException.class, () -> catalog.create(spec));

        assertThat(refused.subject()).isEqualTo("trigger \"lag\" (kafka)");
        assertThat(refused.problems())
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each).contains("bootstrapServers", "\"broker\""),
                        each -> assertThat(each).contains("partitionLimitation must be", "\"5-3\"", "descends"),
                        each -> assertThat(each).contains("consumerGroup is missing"),
                        each -> assertThat(each).contains("lagThreshold must be at least 1", "\"0\""),
                        each -> assertThat(each).contains("activationLagThreshold must be at least 0", "\"-1\""),
                        each -> assertThat(each).contains("offsetResetPolicy", "\"newest\""),
                        each -> assertThat(each).contains("lagTreshold is not an option"));
    }

    @Test
    void namesTheTriggerWhoseServersCannotBeResolved() {
        var spec = spec(with(Map.of("bootstrapServers", "no-such-host.invalid:9092")));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> catalog.create(spec))
                .withMessageContainingAll("trigger \"lag\" (kafka)", "no-such-host.invalid:9092");
    }

    @Test
    void sharesOneClientAmongTriggersOfTheSameServers() {
        Trigger first = create(REQUIRED);
        Trigger second = create(with(Map.of("bootstrapServers", "127.0.0.1:2, 127.0.0.1:1")));
        assertThat(Clients.open()).isEqualTo(1);

        Trigger other = create(with(Map.of("bootstrapServers", "127.0.0.1:3")));
        assertThat(Clients.open()).isEqualTo(2);

        catalog.close();
        first.scaler().close();
        other.scaler().close();
        assertThat(Clients.open()).isEqualTo(1);
        second.scaler().close();
    }

    private Trigger create(Map<String, String> metadata) {
        return catalog.create(spec(metadata));
    }

    private static TriggerSpec spec(Map<String, String> metadata) {
        return TriggerSpec.builder("kafka").name("lag").metadata(metadata).build();
    }

    private static Map<String, String> with(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(options);
        return all;
    }
}

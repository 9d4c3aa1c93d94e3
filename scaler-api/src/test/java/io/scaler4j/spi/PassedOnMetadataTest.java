package io.scaler4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metadata that is for a source to understand. */
class PassedOnMetadataTest {

    private static final Option<String> ADDRESS = Option.text("address");
    private static final Option<String> KEY = Option.text("key").from(Option.Place.AUTHENTICATION);

    private static OptionReader reader(Map<String, String> metadata, Map<String, String> environment) {
        return OptionReader.of(
                TriggerSpec.builder("external")
                        .metadata(metadata)
                        .environment(environment)
                        .authentication(Map.of("key", "secret"))
                        .build(),
                List.of(ADDRESS, KEY));
    }

    private static TriggerPlan plan(Map<String, String> metadata, Map<String, String> environment) {
        OptionReader reader = reader(metadata, environment);
        reader.passOn();
        return reader.plan(
                MetricSpec.of("lag", MetricTarget.averageValue(1)),
                index -> "lag",
                context -> request -> Reading.of(1));
    }

    @Test
    void isPassedOnAsItIsDeclaredOrNot() {
        Map<String, String> metadata = Map.of("address", "h:1", "queue", " orders ", "key", "in the wrong place");

        OptionReader reader = reader(metadata, Map.of());

        assertThat(reader.passOn()).isEqualTo(metadata);
        assertThatCode(reader::verify).doesNotThrowAnyException();
    }

    @Test
    void isAProblemUnlessItIsPassedOn() {
        assertThatThrownBy(reader(Map.of("queue", "orders"), Map.of())::verify)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("queue is not an option");
    }

    @Test
    void hasTheValuesOfEnvironmentVariablesUnderTheSameNames() {
        Map<String, String> metadata = Map.of("tokenFromEnv", "TOKEN", "noneFromEnv", "NONE", "emptyFromEnv", "EMPTY");

        OptionReader reader = reader(metadata, Map.of("TOKEN", "t", "EMPTY", ""));

        assertThat(reader.passOn()).containsOnly(Map.entry("tokenFromEnv", "t"));
    }

    @Test
    void neverHasAnAuthenticationParameter() {
        assertThat(reader(Map.of("address", "h:1"), Map.of()).passOn()).containsOnlyKeys("address");
    }

    @Test
    void tellsPlansApart() {
        TriggerPlan orders = plan(Map.of("queue", "orders"), Map.of());

        assertThat(plan(Map.of("queue", "orders"), Map.of())).isEqualTo(orders);
        assertThat(plan(Map.of("queue", "mails"), Map.of())).isNotEqualTo(orders);
        assertThat(plan(Map.of("queueFromEnv", "Q"), Map.of("Q", "a")))
                .isNotEqualTo(plan(Map.of("queueFromEnv", "Q"), Map.of("Q", "b")));
    }
}

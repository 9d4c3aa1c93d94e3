package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenReadingTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final MetricSpec LAG = MetricSpec.of("lag", MetricTarget.averageValue(50));
    private static final MetricSpec CPU = MetricSpec.of("cpu", MetricTarget.utilization(60));

    @ParameterizedTest(name = "{0}")
    @CsvSource({"740, 740", "0, 0", "0.5, 0.5", "1e3, 1000", "-3, -3"})
    void aNumberIsAValue(String text, double value) {
        assertThat(GivenReading.of(LAG, text, 4, NOON)).isEqualTo(Reading.of(value));
    }

    @ParameterizedTest(name = "{0} replicas")
    @ValueSource(ints = {0, 1, 7})
    void aShareIsASampleOfEachReplica(int replicas) {
        assertThat(GivenReading.of(CPU, "80%", replicas, NOON))
                .isInstanceOfSatisfying(
                        Reading.Samples.class,
                        samples -> assertThat(samples.replicas()).hasSize(replicas));
    }

    @Test
    void theWordFailedIsAFailureOfEitherKind() {
        assertThat(GivenReading.of(LAG, "failed", 4, NOON)).isInstanceOf(Reading.Failure.class);
        assertThat(GivenReading.of(CPU, "failed", 4, NOON)).isInstanceOf(Reading.Failure.class);
    }

    @ParameterizedTest(name = "lag={0}")
    @CsvSource({
        "many, a finite number",
        "NaN, a finite number",
        "Infinity, a finite number",
        "'', a finite number",
        "80%, a number such as 740",
        "Failed, a finite number"
    })
    void anythingElseIsNoReadingOfAValue(String text, String says) {
        assertThatThrownBy(() -> GivenReading.of(LAG, text, 4, NOON))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("--reading of lag")
                .hasMessageContaining(says)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest(name = "cpu={0}")
    @CsvSource({"80, a utilization such as 80%", "x%, a finite number", "-1%, at least 0%", "%, a finite number"})
    void anythingElseIsNoReadingOfAUtilization(String text, String says) {
        assertThatThrownBy(() -> GivenReading.of(CPU, text, 4, NOON))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("--reading of cpu")
                .hasMessageContaining(says);
    }
}

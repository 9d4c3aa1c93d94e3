package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static io.scaler4j.scaledobject.check.ValidationFixture.scaledObject;
import static io.scaler4j.scaledobject.check.ValidationFixture.withTriggers;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.manifest.PauseAnnotations;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "cpu", "solace-event-queue", "temporal", "external-push", "gcp-spanner"})
    void aTypeOfKedaIsAccepted(String type) {
        assertThat(rules(withTriggers("[{type: " + type + ", metadata: {}}]"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cpu/memory, write one trigger for each type",
        "kafak, did you mean kafka?",
        "Prometheus, did you mean prometheus?",
        "carrier-pigeon, use one of KEDA's types",
        "stan, 'KEDA removed it in 2.19, use nats-jetstream'",
    })
    void aTypeThatNoKedaHasIsRefused(String type, String wayOut) {
        assertThat(findings(withTriggers("[{type: " + type + ", metadata: {}}]")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("unknown-trigger-type");
                    assertThat(finding.sentence()).contains(type);
                    assertThat(finding.wayOut()).startsWith(wayOut);
                });
    }

    @Test
    void aTypeOfOnesOwnIsAccepted() {
        String own = withTriggers("[{type: queue, metadata: {}}]");

        assertThat(findings(own, Set.of("queue"))).isEmpty();
        assertThat(findings(own, Set.of())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"kafka, Utilization", "kafka, Average", "cpu, Value", "memory, percent"})
    void aMetricTypeThatTheTypeDoesNotHaveIsRefused(String type, String metricType) {
        assertThat(rules(withTriggers("[{type: " + type + ", metricType: " + metricType + ", metadata: {}}]")))
                .containsExactly("incorrect-metric-type");
    }

    @ParameterizedTest
    @CsvSource({"kafka, Value", "kafka, AverageValue", "kafka, ''", "cpu, Utilization", "memory, AverageValue"})
    void aMetricTypeThatTheTypeHasIsAccepted(String type, String metricType) {
        assertThat(rules(withTriggers("[{type: " + type + ", metricType: '" + metricType + "', metadata: {}}]")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"some, incorrect-paused-replicas", "1.5, incorrect-paused-replicas", "4, ''"})
    void aCountToPauseAtIsAWholeNumber(String count, String rule) {
        String paused = scaledObject("")
                .replace(
                        "{name: orders}\nspec",
                        "{name: orders, annotations: {" + PauseAnnotations.PAUSED_REPLICAS + ": \"" + count
                                + "\"}}\nspec");

        assertThat(String.join(",", rules(paused))).isEqualTo(rule);
    }
}

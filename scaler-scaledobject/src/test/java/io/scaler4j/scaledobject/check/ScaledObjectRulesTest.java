package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static io.scaler4j.scaledobject.check.ValidationFixture.scaledObject;
import static io.scaler4j.scaledobject.check.ValidationFixture.withTriggers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledObjectRulesTest {

    @Test
    void aPlainObjectIsAccepted() {
        assertThat(findings(scaledObject(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minReplicaCount: 2\nmaxReplicaCount: 1",
                "minReplicaCount: 101",
                "idleReplicaCount: 0",
                "idleReplicaCount: 1\nminReplicaCount: 1",
                "idleReplicaCount: 3\nminReplicaCount: 2",
            })
    void replicasOutOfOrderAreRefusedOnce(String spec) {
        assertThat(rules(scaledObject(spec))).containsExactly("incorrect-replicas");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minReplicaCount: 5\nmaxReplicaCount: 5",
                "minReplicaCount: 100",
                "idleReplicaCount: 0\nminReplicaCount: 1",
                "idleReplicaCount: 0\nminReplicaCount: 0",
                "idleReplicaCount: 2\nminReplicaCount: 3",
            })
    void replicasInOrderAreAccepted(String spec) {
        assertThat(rules(scaledObject(spec))).isEmpty();
    }

    @Test
    void aCountOfAWrongTypeIsReportedByItsTypeAlone() {
        assertThat(rules(scaledObject("minReplicaCount: \"5\"\nidleReplicaCount: 0")))
                .containsExactly("wrong-type");
    }

    @Test
    void aNegativeFallbackIsReportedOnce() {
        assertThat(rules(scaledObject("fallback: {failureThreshold: -1, replicas: -3}")))
                .containsExactly("out-of-range", "out-of-range");
    }

    @Test
    void aFallbackNeedsATriggerThatIsNoResource() {
        String fallback = "fallback: {failureThreshold: 3, replicas: 2}\nminReplicaCount: 1";
        String cpu = "{type: cpu, metricType: Utilization, metadata: {value: \"50\"}}";

        assertThat(rules(scaledObject("a", "a", fallback, "[" + cpu + "]"))).containsExactly("incorrect-fallback");
        assertThat(rules(scaledObject("a", "a", fallback, "[" + cpu + ", {type: kafka, metadata: {}}]")))
                .isEmpty();
        assertThat(rules(scaledObject(
                        "a",
                        "a",
                        fallback + "\nadvanced: {scalingModifiers: {formula: \"1\", target: \"1\"}}",
                        "[" + cpu + "]")))
                .isEmpty();
    }

    @Test
    void aFallbackThatAsksTheFormulaNeedsOne() {
        String fallback = "fallback: {failureThreshold: 3, replicas: 2, behavior: scalingModifiers}";

        assertThat(rules(scaledObject(fallback))).containsExactly("scaling-modifiers-fallback");
        assertThat(rules(scaledObject(
                        "a",
                        "a",
                        fallback + "\nadvanced: {scalingModifiers: {formula: \"lag ?? 1\", target: \"5\"}}",
                        "[{type: kafka, name: lag, metadata: {}}]")))
                .isEmpty();
    }

    @Test
    void triggersHaveNamesOfTheirOwn() {
        assertThat(rules(withTriggers("[{type: kafka, name: a, metadata: {}}, {type: redis, name: a, metadata: {}}]")))
                .containsExactly("incorrect-triggers");
        assertThat(rules(
                        withTriggers("[{type: kafka, name: '', metadata: {}}, {type: redis, name: '', metadata: {}}]")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "memory", "cron"})
    void someTypesHaveNoCachedMetrics(String type) {
        assertThat(rules(withTriggers("[{type: " + type + ", useCachedMetrics: true, metadata: {}}]")))
                .containsExactly("incorrect-triggers");
        assertThat(rules(withTriggers("[{type: " + type + ", useCachedMetrics: false, metadata: {}}]")))
                .isEmpty();
        assertThat(rules(withTriggers("[{type: kafka, useCachedMetrics: true, metadata: {}}]")))
                .isEmpty();
    }

    @Test
    void anEmptyListOfTriggersIsReportedOnce() {
        assertThat(rules(withTriggers("[]"))).containsExactly("missing-field");
    }

    @Test
    void namesHaveAtMost63Characters() {
        assertThat(rules(scaledObject("a".repeat(54), ""))).isEmpty();
        assertThat(rules(scaledObject("a".repeat(55), ""))).containsExactly("hpa-name-too-long");
        assertThat(rules(scaledObject("a".repeat(64), ""))).containsExactly("name-too-long");
        String own = "advanced: {horizontalPodAutoscalerConfig: {name: %s}}";
        assertThat(rules(scaledObject("a".repeat(63), own.formatted("short")))).isEmpty();
        assertThat(rules(scaledObject("a", own.formatted("b".repeat(64))))).containsExactly("hpa-name-too-long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{target: \"2\"}",
                "{formula: lag}",
                "{formula: lag, target: \"0\"}",
                "{formula: lag, target: \"-1\"}",
                "{formula: lag, target: many}",
                "{formula: lag, target: \"1e999\"}",
                "{formula: lag > 5, target: \"2\"}",
                "{formula: lag +, target: \"2\"}",
                "{formula: other, target: \"2\"}",
                "{formula: load, target: \"2\"}",
            })
    void modifiersThatCannotWorkAreRefused(String modifiers) {
        assertThat(rules(modified(modifiers))).isNotEmpty().containsOnly("scaling-modifiers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{formula: \"\", target: \"\"}",
                "{formula: lag, target: \"0.5\"}",
                "{formula: lag + 1, target: \"1e3\", activationTarget: \"2\", metricType: Value}",
                "{formula: float(lag), target: \"+Inf\"}",
            })
    void modifiersThatWorkAreAccepted(String modifiers) {
        assertThat(rules(modified(modifiers))).isEmpty();
    }

    @Test
    void anActivationTargetIsANumber() {
        assertThat(rules(modified("{formula: lag, target: \"1\", activationTarget: some}")))
                .containsExactly("incorrect-activation-target");
    }

    @Test
    void utilizationIsNoMetricTypeOfAFormula() {
        assertThat(rules(modified("{formula: lag, target: \"1\", metricType: Utilization}")))
                .containsExactly("unknown-value");
    }

    private static String modified(String modifiers) {
        return scaledObject(
                "a",
                "a",
                "advanced: {scalingModifiers: " + modifiers + "}",
                "[{type: kafka, name: lag, metadata: {}}, {type: cpu, name: load, metadata: {}}]");
    }
}

package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static io.scaler4j.scaledobject.check.ValidationFixture.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceRulesTest {

    private static final String CPU = "{type: cpu, metricType: Utilization, metadata: {value: \"50\"}}";

    private static String cpu(String min, String more) {
        return scaledObject("a", "web", min, "[" + CPU + more + "]");
    }

    private static String deployment(String resources) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers:
                      - {name: main, resources: %s}
                      - {name: side, resources: {requests: {cpu: 10m}}}
                ---
                """.formatted(resources);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "minReplicaCount: 0"})
    void resourcesAloneCannotLeaveZero(String min) {
        assertThat(rules(cpu(min, ""))).containsExactly("scale-to-zero-requirements-not-met");
    }

    @Test
    void resourcesWithAMinimumOrAnotherTriggerCan() {
        assertThat(rules(cpu("minReplicaCount: 1", ""))).isEmpty();
        assertThat(rules(cpu("", ", {type: kafka, metadata: {}}"))).isEmpty();
    }

    @Test
    void otherKindsOfTargetsAreNotLookedAt() {
        assertThat(rules(cpu("", "").replace("{name: web}", "{name: web, apiVersion: example.com/v1, kind: Job}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                           | missing-requests
                    {requests: {memory: 1Gi}}    | missing-requests
                    {requests: {cpu: 0}}         | missing-requests
                    {requests: {cpu: '0m'}}      | missing-requests
                    {requests: {cpu: 100m}}      | ''
                    {requests: {cpu: 0.5}}       | ''
                    {limits: {cpu: 1}}           | ''
                    """)
    void everyContainerRequestsTheResource(String resources, String rule) {
        assertThat(rules(deployment(resources) + cpu("minReplicaCount: 1", "")))
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void aTriggerOfOneContainerAsksForThatAlone() {
        String side = cpu("minReplicaCount: 1", "").replace("value: \"50\"", "value: \"50\", containerName: side");

        assertThat(rules(deployment("{}") + side)).isEmpty();
    }

    @Test
    void aLimitRangeGivesDefaults() {
        String range = """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: defaults}
                spec: {limits: [{type: %s, default: {cpu: 1}}]}
                ---
                """;

        assertThat(rules(range.formatted("Container") + deployment("{}") + cpu("minReplicaCount: 1", "")))
                .isEmpty();
        assertThat(rules(range.formatted("Pod") + deployment("{}") + cpu("minReplicaCount: 1", "")))
                .containsExactly("missing-requests");
    }
}

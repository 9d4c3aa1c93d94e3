package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HpaRulesTest {

    private static String hpa(String spec) {
        return """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 5
                """ + spec.indent(2);
    }

    private static String metric(String metric) {
        return hpa("metrics: [" + metric + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}",
                "{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 500m}}}",
                "{type: ContainerResource, containerResource: {name: cpu, container: a, target: {type: Utilization,"
                        + " averageUtilization: 150}}}",
                "{type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 1k}}}",
                "{type: External, external: {metric: {name: lag, selector: {matchLabels: {a: b}}}, target: {type: Value,"
                        + " value: 0.5}}}",
                "{type: Object, object: {metric: {name: rps}, describedObject: {kind: Service, name: web}, target: {type:"
                        + " Value, value: 10, averageValue: 3}}}",
            })
    void aMetricThatFitsIsAccepted(String metric) {
        assertThat(rules(metric(metric))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {type: Resource} | missing-field
                    {type: Nothing} | unknown-value
                    {resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}} | missing-field
                    {type: Resource, resource: {name: cpu, target: {type: Utilization}}} | missing-field
                    {type: Resource, resource: {name: '', target: {type: Utilization, averageUtilization: 7}}} | missing-field
                    {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 0}}} | out-of-range
                    {type: Resource, resource: {name: cpu, target: {type: Percent, averageUtilization: 7}}} | unknown-value
                    {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 7, averageValue: 1}}} | fields-exclude-each-other
                    {type: Pods, pods: {metric: {name: a}, target: {type: Value, value: 3}}} | missing-field
                    {type: Pods, pods: {metric: {name: a/b}, target: {type: AverageValue, averageValue: 3}}} | malformed-value
                    {type: External, external: {metric: {name: a}, target: {type: Value, value: 3, averageValue: 3}}} | fields-exclude-each-other
                    {type: External, external: {metric: {name: a}, target: {type: Value, value: -3}}} | out-of-range
                    {type: External, external: {metric: {name: a}, target: {type: Value, value: many}}} | malformed-value
                    {type: ContainerResource, containerResource: {name: gpu, container: a, target: {type: AverageValue, averageValue: 1}}} | malformed-value
                    {type: ContainerResource, containerResource: {name: cpu, container: A, target: {type: AverageValue, averageValue: 1}}} | malformed-value
                    {type: Object, object: {metric: {name: a}, target: {type: Value, value: 1}}} | missing-field
                    {type: External, external: {metric: {name: a, selector: {app: b}}, target: {type: Value, value: 3}}} | unknown-field
                    {type: External, external: {metric: {name: a, selector: {matchLabels: {app: 1}}}, target: {type: Value, value: 3}}} | wrong-type
                    """)
    void aMetricThatDoesNotIsRefused(String metric, String rule) {
        assertThat(rules(metric(metric))).containsExactly(rule);
    }

    @Test
    void aSecondBlockInAMetricIsRefused() {
        assertThat(rules(metric(
                        "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 7}},"
                                + " pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 3}}}")))
                .containsExactly("fields-exclude-each-other");
    }

    @Test
    void aMetricOfAnotherBlockIsToldWhichOneItNeeds() {
        assertThat(findings(metric("{type: Resource, pods: {metric: {name: a}, target: {type: AverageValue,"
                        + " averageValue: 3}}}")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.wayOut()).isEqualTo("write resource in place of pods"));
    }

    @ParameterizedTest
    @CsvSource({"6, out-of-range", "-1, out-of-range", "5, ''", "1, ''"})
    void theMinimumIsBetweenOneAndTheMaximum(String min, String rule) {
        assertThat(String.join(",", rules(hpa("minReplicas: " + min)))).isEqualTo(rule);
    }

    @Test
    void zeroNeedsAMetricThatIsThereWithoutPods() {
        String external = "{type: External, external: {metric: {name: lag}, target: {type: Value, value: 5}}}";

        assertThat(rules(hpa("minReplicas: 0"))).containsExactly("missing-field");
        assertThat(rules(hpa("minReplicas: 0\nmetrics: [" + external + "]"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {stabilizationWindowSeconds: 60} | ''
                    {selectPolicy: Disabled} | ''
                    {tolerance: 0.05} | ''
                    {policies: [{type: Percent, value: 900, periodSeconds: 1800}]} | ''
                    {stabilizationWindowSeconds: 3601} | out-of-range
                    {stabilizationWindowSeconds: -1} | out-of-range
                    {selectPolicy: Most} | unknown-value
                    {tolerance: -0.1} | out-of-range
                    {policies: []} | missing-field
                    {policies: [{type: Pods, value: 0, periodSeconds: 1}]} | out-of-range
                    {policies: [{type: Pods, value: 1, periodSeconds: 1801}]} | out-of-range
                    {policies: [{type: Half, value: 1, periodSeconds: 1}]} | unknown-value
                    """)
    void aDirectionHasItsBounds(String rules, String rule) {
        assertThat(String.join(",", rules(hpa("behavior: {scaleDown: " + rules + "}"))))
                .isEqualTo(rule);
    }

    @Test
    void theOldVersionHasOneMetric() {
        String old = hpa("targetCPUUtilizationPercentage: 50").replace("autoscaling/v2", "autoscaling/v1");

        assertThat(rules(old)).isEmpty();
        assertThat(rules(old.replace(": 50", ": 0"))).containsExactly("out-of-range");
        assertThat(rules(old.replace("targetCPUUtilizationPercentage: 50", "metrics: []")))
                .containsExactly("unknown-field");
    }
}

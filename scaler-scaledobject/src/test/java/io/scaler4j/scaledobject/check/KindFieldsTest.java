package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static io.scaler4j.scaledobject.check.ValidationFixture.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of each kind: those that it has, and what is wrong with others. */
class KindFieldsTest {

    private static final String EVERYTHING = """
            pollingInterval: 10
            initialCooldownPeriod: 0
            cooldownPeriod: 30
            idleReplicaCount: 0
            minReplicaCount: 1
            maxReplicaCount: 9
            fallback: {failureThreshold: 3, replicas: 6, behavior: currentReplicasIfHigher}
            advanced:
              restoreToOriginalReplicaCount: true
              horizontalPodAutoscalerConfig:
                name: own
                behavior:
                  scaleUp: {stabilizationWindowSeconds: 0, selectPolicy: Max, tolerance: 50m}
                  scaleDown: {policies: [{type: Percent, value: 50, periodSeconds: 60}]}
              scalingModifiers: {formula: "1", target: "1", activationTarget: "0", metricType: AverageValue}
            """;

    @Test
    void aScaledObjectMayHaveEveryField() {
        assertThat(findings(scaledObject(
                        "a",
                        "web",
                        EVERYTHING,
                        "[{type: kafka, name: t, metricType: Value, useCachedMetrics: true, metadata: {a: b},"
                                + " authenticationRef: {name: x, kind: ClusterTriggerAuthentication}}]")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pollingInterval: 0 | out-of-range
                    cooldownPeriod: -1 | out-of-range
                    initialCooldownPeriod: -1 | out-of-range
                    maxReplicaCount: 0 | out-of-range
                    minReplicaCount: 1.5 | wrong-type
                    fallback: {replicas: 1} | missing-field
                    fallback: {failureThreshold: 1, replicas: 1, behavior: lowest} | unknown-value
                    advanced: {restoreToOriginalReplicaCount: "yes"} | wrong-type
                    advanced: {scalingModifiers: {formula: "1", target: 1}} | wrong-type
                    advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {tolerance: 0.05}}}} | wrong-type
                    advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [{type: Pods}]}}}} | missing-field,missing-field
                    advanced: {horizontalPodAutoscalerConfig: {name: My_HPA}} | malformed-value
                    advanced: {horizontalPodAutoscalerConfig: {name: ''}} | ''
                    minReplicas: 3 | unknown-field
                    """)
    void aFieldOfAScaledObjectHasItsBounds(String spec, String rules) {
        assertThat(String.join(",", rules(scaledObject(spec)))).isEqualTo(rules);
    }

    @Test
    void aTriggerHasTypeAndMetadata() {
        assertThat(rules(scaledObject("a", "web", "", "[{}]"))).containsExactly("missing-field", "missing-field");
        assertThat(rules(scaledObject("a", "web", "", "[{type: '', metadata: {}}]")))
                .containsExactly("missing-field");
        assertThat(rules(scaledObject("a", "web", "", "[{type: kafka, metadata: {lagThreshold: 5}}]")))
                .containsExactly("wrong-type");
        assertThat(rules(scaledObject("a", "web", "", "[{type: kafka, metadata: {}, lagThreshold: '5'}]")))
                .containsExactly("unknown-field");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: Orders} | malformed-value
                    {name: orders_1} | malformed-value
                    {name: a, labels: {team: 1}} | wrong-type
                    {name: a, labels: {team: 'a b'}} | malformed-value
                    {name: a, labels: {a b: c}} | malformed-value
                    {name: a, labels: {-a: c}} | malformed-value
                    {name: a, labels: {Example.org/a: c}} | malformed-value
                    {name: a, labels: {example.org/a/b: c}} | malformed-value
                    {name: a, labels: {example.org/A_b.c: d}} | ''
                    {name: a, annotations: {'a b': c}} | malformed-value
                    {name: a, annotations: {Example.org/a: 'any text'}} | ''
                    {name: a, annotations: {autoscaling.keda.sh/paused: true}} | wrong-type
                    {name: a, nmespace: b} | unknown-field
                    {} | missing-field
                    {generateName: a-} | ''
                    {name: a.b-c, namespace: d, labels: {e: F_1.x}, uid: x, creationTimestamp: ~} | ''
                    """)
    void anObjectHasNames(String metadata, String rules) {
        assertThat(String.join(",", rules(scaledObject("").replace("{name: orders}\nspec", metadata + "\nspec"))))
                .isEqualTo(rules);
    }

    private static String job(String more) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledJob
                metadata: {name: import}
                spec:
                  jobTargetRef: {template: {spec: {containers: [{name: a, image: b}], restartPolicy: Never}}}
                  triggers: [{type: redis, metadata: {listName: a}}]
                """ + more.indent(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    scalingStrategy: {strategy: custom, customScalingRunningJobPercentage: "0.5"} | ''
                    rollout: {strategy: gradual, propagationPolicy: foreground} | ''
                    minReplicaCount: 5 | ''
                    rollout: {strategy: default} | unknown-value
                    rolloutStrategy: default | unknown-value
                    scalingStrategy: {strategy: fast} | unknown-value
                    scalingStrategy: {customScalingRunningJobPercentage: 0.5} | wrong-type
                    scalingStrategy: {multipleScalersCalculation: median} | unknown-value
                    failedJobsHistoryLimit: -1 | out-of-range
                    cooldownPeriod: 30 | unknown-field
                    fallback: {replicas: 1} | unknown-field
                    """)
    void aFieldOfAScaledJobHasItsBounds(String spec, String rules) {
        assertThat(String.join(",", rules(job(spec)))).isEqualTo(rules);
    }

    @Test
    void theTriggersOfAScaledJobAreThoseOfAScaledObject() {
        String twice = "[{type: redis, name: a, metadata: {}}, {type: kafka, name: a, metadata: {}}]";

        assertThat(rules(job("").replace("[{type: redis, metadata: {listName: a}}]", twice)))
                .containsExactly("incorrect-triggers");
        assertThat(rules(job("").replace("type: redis", "type: reddis"))).containsExactly("unknown-trigger-type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {scaleTargetRef: {service: a, port: 80}} | ''
                    {scaleTargetRef: {service: a, portName: http}, scalingMetric: {requestRate: {window: 1m}}} | ''
                    {scaleTargetRef: {service: a}} | missing-field
                    {scaleTargetRef: {service: a, port: 80, portName: http}} | fields-exclude-each-other
                    {scaleTargetRef: {service: a, port: 0}} | out-of-range
                    {scaleTargetRef: {service: a, port: 80}, host: b} | unknown-field
                    {scaleTargetRef: {service: a, port: 80}, replicas: {min: 3, max: 2}} | incorrect-replicas
                    {scaleTargetRef: {service: a, port: 80}, scalingMetric: {concurrency: {}, requestRate: {}}} | fields-exclude-each-other
                    {scaleTargetRef: {service: a, port: 80}, timeouts: {conditionWait: 20}} | wrong-type
                    {scaleTargetRef: {service: a, port: 80}, timeouts: {conditionWait: "20"}} | malformed-value
                    """)
    void aFieldOfAnHttpScaledObjectHasItsBounds(String spec, String rules) {
        String text = "apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: a}\nspec: " + spec;

        assertThat(String.join(",", rules(text))).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rules: [{}] | ''
                    coldStart: {placeholder: {response: {statusCode: 503, body: wait}}} | ''
                    coldStart: {maxPendingRequests: 10, overflow: Reject} | ''
                    coldStart: {} | missing-field
                    coldStart: {fallback: {service: {name: a}}} | missing-field
                    coldStart: {placeholder: {response: {statusCode: 99}}} | out-of-range
                    coldStart: {placeholder: {response: {body: a, bodyFromConfigMap: {name: b}}}} | fields-exclude-each-other
                    staticRoutes: [{rules: [], response: {}}] | missing-field
                    staticRoutes: [{rules: [{}], response: {}, responseMode: Never}] | unknown-value
                    """)
    void aFieldOfAnInterceptorRouteHasItsBounds(String more, String rules) {
        String route = """
                apiVersion: http.keda.sh/v1beta1
                kind: InterceptorRoute
                metadata: {name: a}
                spec:
                  target: {service: a, port: 80}
                  scalingMetric: {concurrency: {targetValue: 1}}
                """;

        assertThat(String.join(",", rules(route + more.indent(2)))).isEqualTo(rules);
        assertThat(rules((route + more.indent(2)).replace("{concurrency: {targetValue: 1}}", "{}")))
                .contains("missing-field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ScaledObject orders", "test.yaml:6:7"})
    void aFindingNamesItsObjectAndItsPlace(String part) {
        var finding = findings("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders}
                spec:
                  scaleTargetRef:
                      nam: web
                  triggers: [{type: kafka, metadata: {}}]
                """).get(1);

        assertThat(finding.object() + " " + finding).contains(part);
    }
}

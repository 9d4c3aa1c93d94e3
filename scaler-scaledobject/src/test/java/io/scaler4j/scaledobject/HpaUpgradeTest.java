package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpaUpgradeTest {

    private static final String HEAD = """
            kind: HorizontalPodAutoscaler
            metadata:
              name: web
              namespace: shop
            spec:
              scaleTargetRef:
                apiVersion: apps/v1
                kind: Deployment
                name: web
              minReplicas: 2
              maxReplicas: 9
            """;

    private static Manifest object(String version, String rest) {
        return ScaledObjects.parse("apiVersion: autoscaling/" + version + "\n" + HEAD + rest)
                .objects()
                .get(0);
    }

    /** What is written is valid, and the HPA that is read from it. */
    private static HorizontalPodAutoscaler upgraded(Manifest object) {
        ScaledObjects read = ScaledObjects.parse(HpaUpgrade.write(object));
        assertThat(read.findings()).noneMatch(finding -> finding.severity() == Finding.Severity.INVALID);
        assertThat(read.objects().get(0).apiVersion()).isEqualTo("autoscaling/v2");
        return (HorizontalPodAutoscaler) read.objects().get(0);
    }

    @Test
    void aPercentageOfVersion1IsAResourceMetric() {
        HorizontalPodAutoscaler hpa = upgraded(object("v1", "  targetCPUUtilizationPercentage: 65\n"));
        assertThat(hpa.metrics()).singleElement().satisfies(metric -> {
            assertThat(metric.name()).isEqualTo("cpu");
            assertThat(metric.averageUtilization()).hasValue(65);
        });
        assertThat(hpa.targetCpuUtilization()).isEmpty();
        assertThat(hpa.minReplicas()).hasValue(2);
    }

    @Test
    void version1WithoutAMetricStaysSo() {
        assertThat(upgraded(object("v1", "")).metrics()).isEmpty();
    }

    @Test
    void whatVersion1KeepsInAnnotationsBecomesFields() {
        Manifest object = ScaledObjects.parse("apiVersion: autoscaling/v1\n" + HEAD.replace("  namespace: shop\n", """
                          namespace: shop
                          annotations:
                            team: shop
                            autoscaling.alpha.kubernetes.io/metrics: '[{"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"q":"a"}},"targetAverageValue":"30"}}]'
                            autoscaling.alpha.kubernetes.io/behavior: '{"scaleDown":{"stabilizationWindowSeconds":60}}'
                            autoscaling.alpha.kubernetes.io/conditions: '[]'
                        """))
                .objects()
                .get(0);
        HorizontalPodAutoscaler hpa = upgraded(object);
        assertThat(hpa.metrics()).singleElement().satisfies(metric -> {
            assertThat(metric.name()).isEqualTo("queue");
            assertThat(metric.averageValue()).hasValue("30");
            assertThat(metric.source().find("external", "metric", "selector", "matchLabels", "q"))
                    .isPresent();
        });
        assertThat(hpa.behavior()).isPresent();
        assertThat(hpa.annotations()).containsOnlyKeys("team");
    }

    @Test
    void theFlatMetricsOfVersion2beta1GetTargets() {
        HorizontalPodAutoscaler hpa = upgraded(object("v2beta1", """
                  metrics:
                    - type: Resource
                      resource: {name: cpu, targetAverageUtilization: 50}
                    - type: Resource
                      resource: {name: memory, targetAverageValue: 500Mi}
                    - type: Pods
                      pods: {metricName: sessions, targetAverageValue: "10"}
                    - type: Object
                      object:
                        target: {apiVersion: v1, kind: Service, name: web}
                        metricName: rps
                        targetValue: "100"
                    - type: External
                      external: {metricName: queue, targetValue: "30"}
                """));
        assertThat(hpa.metrics()).hasSize(5);
        assertThat(hpa.metrics().get(0).averageUtilization()).hasValue(50);
        assertThat(hpa.metrics().get(1).averageValue()).hasValue("500Mi");
        assertThat(hpa.metrics().get(2).averageValue()).hasValue("10");
        assertThat(hpa.metrics().get(3).value()).hasValue("100");
        assertThat(hpa.metrics().get(3).source().find("object", "describedObject", "name"))
                .isPresent();
        assertThat(hpa.metrics().get(4).value()).hasValue("30");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v2beta2", "v2"})
    void aVersionWithTheSameFieldsGetsTheNewVersionAlone(String version) {
        String rest = """
                  metrics:
                    - type: Resource
                      resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}
                  behavior:
                    scaleUp: {stabilizationWindowSeconds: 30}
                """;
        assertThat(upgraded(object(version, rest)).source())
                .isEqualTo(object("v2", rest).source());
    }

    @Test
    void theStatusIsLeftOut() {
        assertThat(HpaUpgrade.write(object("v1", "status:\n  currentReplicas: 3\n")))
                .doesNotContain("status");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[broken", "{}", "5"})
    void anAnnotationThatHoldsNoMetricsIsRefused(String metrics) {
        Manifest object = ScaledObjects.parse("apiVersion: autoscaling/v1\n"
                        + HEAD.replace(
                                "  namespace: shop\n",
                                "  annotations:\n    autoscaling.alpha.kubernetes.io/metrics: '" + metrics + "'\n"))
                .objects()
                .get(0);
        assertThatThrownBy(() -> HpaUpgrade.write(object))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("the annotation autoscaling.alpha.kubernetes.io/metrics must hold");
    }

    @Test
    void anotherKindIsRefused() {
        Manifest secret = ScaledObjects.parse("apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n")
                .objects()
                .get(0);
        assertThatThrownBy(() -> HpaUpgrade.write(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Secret a is no HorizontalPodAutoscaler");
    }
}

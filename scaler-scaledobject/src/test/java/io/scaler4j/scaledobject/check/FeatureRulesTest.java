package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.ScaledObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A field whose feature is off is refused, and nothing else. */
class FeatureRulesTest {

    private static final String ZERO = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: a}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
              minReplicas: 0
              maxReplicas: 5
              metrics: [{type: External, external: {metric: {name: lag}, target: {type: Value, value: 5}}}]
            """;
    private static final String BOTH = ZERO + "  behavior: {scaleUp: {tolerance: 0.05}, scaleDown: {tolerance: 0}}\n";
    private static final String OF_KEDA = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: a}
            spec:
              scaleTargetRef: {name: a}
              minReplicaCount: 0
              triggers: [{type: rabbitmq, metadata: {queueName: a, value: "5"}}]
              advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {tolerance: "0.05"}}}}
            """;

    private static String invalid(String text, ClusterFeature... absent) {
        return String.join(
                " ",
                ScaledObjects.reader().without(absent).parse(text).findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.INVALID)
                        .map(finding ->
                                finding.rule() + "@" + finding.position().line())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "HPA_SCALE_TO_ZERO, feature-off@6, feature-off@6, ''",
        "HPA_CONFIGURABLE_TOLERANCE, '', feature-off@9 feature-off@9, feature-off@8"
    })
    void whatNeedsAFeatureIsRefusedWithoutIt(ClusterFeature absent, String zero, String both, String ofKeda) {
        assertThat(invalid(ZERO, absent)).isEqualTo(zero);
        assertThat(invalid(BOTH, absent)).isEqualTo(both);
        assertThat(invalid(OF_KEDA, absent)).isEqualTo(ofKeda);
    }

    @ParameterizedTest
    @EnumSource(ClusterFeature.class)
    void everyFeatureIsOnUnlessItIsNamed(ClusterFeature absent) {
        assertThat(invalid(BOTH)).isEmpty();
        assertThat(invalid(OF_KEDA)).isEmpty();
        assertThat(invalid(ZERO.replace("minReplicas: 0", "minReplicas: 1"), absent))
                .isEmpty();
    }

    @Test
    void aFindingNamesTheGate() {
        assertThat(ScaledObjects.reader()
                        .without(ClusterFeature.HPA_SCALE_TO_ZERO)
                        .parse(ZERO)
                        .findings())
                .filteredOn(finding -> finding.rule().equals("feature-off"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence())
                            .isEqualTo("spec.minReplicas needs a cluster with the feature HPAScaleToZero");
                    assertThat(finding.wayOut()).isEqualTo("write 1 or more");
                });
    }
}

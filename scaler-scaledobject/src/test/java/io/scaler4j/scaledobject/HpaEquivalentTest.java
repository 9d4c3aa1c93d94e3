package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HpaEquivalentTest {

    private static final String CPU = """
            - type: cpu
              metricType: Utilization
              metadata:
                value: "60"
            """;

    private static HpaEquivalent of(String yaml) {
        ScaledObjects read = ScaledObjects.parse(yaml);
        return HpaEquivalent.of((ScaledObject) read.objects().get(0), read.single());
    }

    @Test
    void resourcesAboveZeroLoseNothing() {
        String yaml = scaledObject("", """
                minReplicaCount: 2
                maxReplicaCount: 9
                pollingInterval: 10
                advanced:
                  horizontalPodAutoscalerConfig:
                    behavior:
                      scaleDown:
                        stabilizationWindowSeconds: 60
                        policies:
                          - type: Percent
                            value: 50
                            periodSeconds: 30
                """, CPU);
        HpaEquivalent hpa = of(yaml);
        assertThat(hpa.losses()).isEmpty();
        AutoscalerSpec before = ScaledObjects.parse(yaml).single();
        AutoscalerSpec after = ScaledObjects.parse(hpa.write()).single();
        PolicyDetails details = PolicyDetails.of(after.policy()).orElseThrow();
        assertThat(details.min()).isEqualTo(2);
        assertThat(details.max()).isEqualTo(9);
        assertThat(after.triggers().get(0).metric().target())
                .isEqualTo(before.triggers().get(0).metric().target());
        CpuLoad load = CpuLoad.cores(Load.diurnal(0.5, 6, 1).withPoissonNoise(3));
        assertThat(series(after, load)).isEqualTo(series(before, load)).hasSizeGreaterThan(5);
    }

    private static List<Integer> series(AutoscalerSpec spec, CpuLoad load) {
        return Simulation.of(spec, Map.of("cpu", load))
                .startingAt(2)
                .lasting(Duration.ofHours(24))
                .series();
    }

    @Test
    void whatAnHpaCannotDoIsSaidAPieceASentence() {
        HpaEquivalent hpa = of(scaledObject("minReplicaCount: 0", "fallback: {failureThreshold: 3, replicas: 6}"));
        assertThat(hpa.losses())
                .hasSize(3)
                .anyMatch(loss -> loss.startsWith("minReplicaCount 0: the HPA keeps 1 replica"))
                .anyMatch(loss -> loss.contains("(prometheus): KEDA's metrics server serves the metric"))
                .anyMatch(loss -> loss.startsWith("fallback of trigger "));
        AutoscalerSpec after = ScaledObjects.parse(hpa.write()).single();
        assertThat(PolicyDetails.of(after.policy()).orElseThrow().min()).isEqualTo(1);
    }

    @Test
    void pausesAndActivationAreLosses() {
        assertThat(of(scaledObject(
                                "autoscaling.keda.sh/paused-scale-in: \"true\"\n",
                                "minReplicaCount: 1",
                                Manifests.PROMETHEUS + "    activationThreshold: \"5\"\n"))
                        .losses())
                .anyMatch(loss -> loss.startsWith("annotations that pause"))
                .anyMatch(loss -> loss.startsWith("activation threshold of trigger"));
    }
}

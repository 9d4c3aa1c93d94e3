package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.scaledobject.Manifests.hpa;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestChangeTest {

    private static final String EXTERNAL = """
            minReplicas: 2
            maxReplicas: 9
            metrics:
              - type: External
                external:
                  metric:
                    name: queue
                  target:
                    type: AverageValue
                    averageValue: "30"
            """;

    private static ManifestChange change(ScaledObjects read) {
        return ManifestChange.of(read.objects().get(0), read.single());
    }

    private static List<MetricSpec> wanting(AutoscalerSpec spec, double number) {
        TriggerPlan plan = spec.triggers().get(0);
        return List.of(MetricSpec.of(plan.metric().trigger(), averageValue(number)));
    }

    @Test
    void withoutAChangeTheSameIsRead() {
        ScaledObjects read = ScaledObjects.parse(scaledObject("minReplicaCount: 1", "cooldownPeriod: 60"));
        assertThat(ScaledObjects.parse(change(read).write()).single()).isEqualTo(read.single());
    }

    @Test
    void policyAndWantedNumberAreReadBackAndTheRestStays() {
        ScaledObjects read = ScaledObjects.parse(scaledObject("minReplicaCount: 0", "pollingInterval: 7"));
        ScalingPolicy tuned = ScalingPolicy.likeKeda()
                .replicas(3, 100)
                .cooldown(Duration.ofSeconds(90))
                .scaleUp(ScalingRules.builder()
                        .replicas(2, Duration.ofMinutes(1))
                        .build())
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(Duration.ofMinutes(2))
                        .build())
                .build();
        String yaml =
                change(read).policy(tuned).metrics(wanting(read.single(), 62.5)).write();
        AutoscalerSpec changed = ScaledObjects.parse(yaml).single();
        assertThat(changed.policy()).isEqualTo(tuned);
        assertThat(changed.triggers().get(0).metric().target()).isEqualTo(averageValue(62.5));
        assertThat(changed.idleInterval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(yaml).contains("query: sum(rate(requests_total[2m]))");
    }

    @Test
    void anHpaIsChangedInItsOwnFields() {
        ScaledObjects read = ScaledObjects.parse(hpa(EXTERNAL));
        ScalingPolicy tuned = ScalingPolicy.likeHpa()
                .replicas(3, 9)
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(Duration.ofMinutes(1))
                        .build())
                .build();
        String yaml =
                change(read).policy(tuned).metrics(wanting(read.single(), 45)).write();
        AutoscalerSpec changed = ScaledObjects.parse(yaml).single();
        assertThat(changed.policy()).isEqualTo(tuned);
        assertThat(changed.triggers().get(0).metric().target()).isEqualTo(averageValue(45));
    }

    @Test
    void anOptionThatCannotBeToldIsAProblem() {
        ScaledObjects read = ScaledObjects.parse(
                scaledObject("", "", Manifests.PROMETHEUS.replace("threshold:", "timeout: \"100\"\n    threshold:")));
        assertThatThrownBy(
                        () -> change(read).metrics(wanting(read.single(), 50)).write())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("the one to change is not known");
    }

    @Test
    void anObjectThatIsNoAutoscalerIsRefused() {
        ScaledObjects read = ScaledObjects.parse("apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n");
        AutoscalerSpec any = ScaledObjects.parse(scaledObject("")).single();
        assertThatThrownBy(() -> ManifestChange.of(read.objects().get(0), any))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Secret a (v1) cannot be changed");
    }
}

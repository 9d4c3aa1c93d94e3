package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The HPA of a real cluster scales on our scalers, and never on their failures. */
class RealHpaTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void scalesOnAScalerAndNotOnItsFailures() {
        var reading = new AtomicReference<Reading>(Reading.of(30));
        var reads = new AtomicInteger();
        try (var cluster = HpaCluster.open()) {
            cluster.metrics.serve(ExternalMetric.of(cluster.namespace(), "Orders-Lag", request -> {
                reads.incrementAndGet();
                return reading.get();
            }));
            cluster.deploy("orders", 1);
            cluster.create(hpa("orders", "Orders-Lag"));
            await().atMost(LIMIT).until(() -> cluster.replicas("orders") == 3);

            for (Reading failed : new Reading[] {
                Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the broker is away"),
                Reading.value(0).lowerBound().build(),
                Reading.value(0).measuredAt(Instant.EPOCH).build()
            }) {
                reading.set(failed);
                int before = reads.get();
                await().atMost(LIMIT).until(() -> reads.get() >= before + 4);
                assertThat(cluster.replicas("orders")).isEqualTo(3);
            }
            reading.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the broker is away"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(scalingActive(cluster))
                            .returns("False", HorizontalPodAutoscalerCondition::getStatus)
                            .returns("FailedGetExternalMetric", HorizontalPodAutoscalerCondition::getReason)
                            .extracting(HorizontalPodAutoscalerCondition::getMessage)
                            .asString()
                            .contains("the broker is away"));

            reading.set(Reading.of(-5)); // as 0, and not as a wish for two billion replicas
            await().atMost(LIMIT).until(() -> cluster.replicas("orders") == 1);
            reading.set(Reading.of(1e300));
            await().atMost(LIMIT).until(() -> cluster.replicas("orders") == 10);
        }
    }

    private static HorizontalPodAutoscalerCondition scalingActive(HpaCluster cluster) {
        return cluster.hpa("orders").getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("ScalingActive"))
                .findFirst()
                .orElseThrow();
    }

    private static HorizontalPodAutoscaler hpa(String target, String metric) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(target)
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", target)
                .withMinReplicas(1)
                .withMaxReplicas(10)
                .addNewMetric()
                .withType("External")
                .withNewExternal()
                .withNewMetric()
                .withName(metric)
                .endMetric()
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(new Quantity("10"))
                .endTarget()
                .endExternal()
                .endMetric()
                .withNewBehavior()
                .withNewScaleDown()
                .withStabilizationWindowSeconds(2)
                .endScaleDown()
                .withNewScaleUp()
                .addNewPolicy(1, "Pods", 100) // the default policies take 30 s for 10 pods
                .endScaleUp()
                .endBehavior()
                .endSpec()
                .build();
    }
}

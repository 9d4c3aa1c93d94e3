package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.kubernetes.controller.KedaKinds;
import io.scaler4j.kubernetes.controller.ScaledObjectMetrics;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real HPA, with an object as KEDA makes it, on the metrics of a ScaledObject: no Java and no KEDA in between. */
class ScaledObjectHpaTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SCALED_OBJECT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: orders}
            spec:
              scaleTargetRef: {name: orders}
              triggers: [{type: fixed, metadata: {value: "REPLICAS"}}]
            """;

    private static final String HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: keda-hpa-orders}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: orders}
              minReplicas: 1
              maxReplicas: 9
              metrics:
              - type: External
                external:
                  metric:
                    name: s0-fixed
                    selector: {matchLabels: {scaledobject.keda.sh/name: orders}}
                  target: {type: AverageValue, averageValue: "1"}
              behavior:
                scaleDown: {stabilizationWindowSeconds: 2, policies: [{type: Pods, value: 9, periodSeconds: 1}]}
                scaleUp: {policies: [{type: Pods, value: 9, periodSeconds: 1}]}
            """;

    /** A source whose number is in the object. */
    private static final class Fixed implements ScalerProvider {

        private static final Option<String> VALUE =
                Option.text("value").required().says("The number.");

        @Override
        public String type() {
            return "fixed";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(VALUE);
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            var given = OptionReader.of(spec, options());
            double value = Double.parseDouble(given.require(VALUE));
            given.verify();
            return given.plan(
                    MetricSpec.of(spec.name(), MetricTarget.averageValue(1)),
                    index -> TriggerPlan.externalMetricName(index, "fixed"),
                    context -> request -> Reading.of(value));
        }
    }

    private static void apply(HpaCluster cluster, int replicas) {
        String text = SCALED_OBJECT.replace("REPLICAS", String.valueOf(replicas));
        cluster.client
                .resource(Serialization.<GenericKubernetesResource>unmarshal(text, GenericKubernetesResource.class))
                .inNamespace(cluster.namespace())
                .serverSideApply();
    }

    @Test
    void scalesOnTheTriggersOfAScaledObject() {
        try (var cluster = HpaCluster.open();
                var catalog = ScalerCatalog.of(new Fixed())) {
            KedaKinds.install(cluster.client);
            cluster.deploy("orders", 1);
            apply(cluster, 4);
            try (var followed = ScaledObjectMetrics.follow(
                    cluster.client.getConfiguration(), cluster.namespace(), catalog, cluster.metrics)) {
                cluster.create(Serialization.unmarshal(HPA, HorizontalPodAutoscaler.class));
                await().atMost(LIMIT).until(() -> cluster.replicas("orders") == 4);
                apply(cluster, 7);
                await().atMost(LIMIT).until(() -> cluster.replicas("orders") == 7);
                apply(cluster, 2);
                await().atMost(LIMIT).until(() -> cluster.replicas("orders") == 2);
                assertThat(followed.size()).isEqualTo(1);
            }
        }
    }
}

package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.scaler4j.Autoscaler;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.controller.ScaledObjectController;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.TargetRef;
import org.junit.jupiter.api.Test;

/** The blocks of docs/kubernetes.md on objects of a cluster, run without one. */
class KubernetesControllerSnippetsTest {

    private static final Config NOWHERE = new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:9")
            .build();

    @Test
    void aController() {
        try (ScaledObjectController controller = run(NOWHERE)) {
            assertThat(controller.names()).isEmpty();
            assertThat(controller.shardsHeld()).isZero();
            assertThat(controller.isReliable()).isFalse();
        }
    }

    @Test
    void aTarget() {
        Scaler lag = request -> Reading.of(1);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(NOWHERE).build();
                Autoscaler autoscaler = orders(client, Trigger.of("lag", lag, averageValue(50)))) {
            assertThat(autoscaler.name()).isEqualTo("orders");
        }
    }

    private static ScaledObjectController run(Config cluster) {
        return ScaledObjectController.builder(
                        cluster) // new ConfigBuilder().build() finds KUBECONFIG or the pod's account
                .namespace("shop") // all namespaces unless given
                .start(); // close it at the end
    }

    private static Autoscaler orders(KubernetesClient client, Trigger lag) {
        var targets = KubernetesTargets.open(client.getConfiguration()); // close it after the autoscaler
        return Autoscaler.builder("orders")
                .target(targets.target("shop", TargetRef.deployment("orders")))
                .policy(ScalingPolicy.builder().replicas(0, 20).build())
                .trigger(lag)
                .build();
    }
}

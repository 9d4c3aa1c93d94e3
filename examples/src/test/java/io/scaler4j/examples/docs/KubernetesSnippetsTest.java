package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.utilization;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.kubernetes.KubernetesCluster;
import io.scaler4j.kubernetes.KubernetesSampler;
import io.scaler4j.policy.ScalingPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The block of docs/kubernetes.md, compiled and run as far as it goes outside of a pod. */
class KubernetesSnippetsTest {

    @Test
    void podsOfACluster() {
        var workers = ScaleTarget.of(() -> 1, count -> {});
        if (Files.exists(Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token"))) {
            pods(workers).close();
        } else {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> pods(workers))
                    .withMessageContaining("runs in no pod");
        }
    }

    private static Autoscaler pods(ScaleTarget workers) {
        try (var cluster = KubernetesCluster.builder().build()) { // of the pod that this runs in
            var sampler = KubernetesSampler.builder()
                    .cluster(cluster)
                    .namespace("shop")
                    .labelSelector("app=orders")
                    .build();
            var cpu = CpuScaler.builder().sampler(sampler).container("app").build();
            return Autoscaler.builder("orders")
                    .target(workers)
                    .policy(ScalingPolicy.builder().replicas(1, 20).build())
                    .trigger(cpu.trigger("cpu", utilization(50)))
                    .build();
        } // the connection closes with the autoscaler
    }
}

package io.scaler4j.kubernetes;

import io.scaler4j.connect.SharedConnections;
import io.scaler4j.cpu.PodSamplerProvider;
import io.scaler4j.cpu.PodSelection;
import io.scaler4j.cpu.ReplicaSampler;
import java.nio.file.Path;
import java.util.List;

/**
 * Samples pods for triggers of type {@code cpu} and {@code memory}. The options are those of the table in
 * {@link io.scaler4j.cpu}.
 */
public final class KubernetesSamplerProvider implements PodSamplerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public KubernetesSamplerProvider() {}

    @Override
    public ReplicaSampler create(PodSelection pods, SharedConnections connections) {
        try (var cluster = KubernetesCluster.of(connections.lease(
                settings(pods.kubeconfig(), pods.kubeconfigContext()),
                KubernetesConnection.class,
                () -> connect(pods)))) {
            return KubernetesSampler.builder()
                    .cluster(cluster)
                    .namespace(pods.namespace())
                    .labelSelector(pods.labelSelector())
                    .build();
        }
    }

    /** By which a connection is found; both empty for the cluster that this process runs in. */
    static Object settings(String kubeconfig, String context) {
        return List.of("kubeconfig", kubeconfig, context);
    }

    private static KubernetesConnection connect(PodSelection pods) {
        var cluster = KubernetesCluster.builder().context(pods.kubeconfigContext());
        if (!pods.kubeconfig().isEmpty()) {
            cluster.kubeconfig(Path.of(pods.kubeconfig()));
        }
        return cluster.connect();
    }
}

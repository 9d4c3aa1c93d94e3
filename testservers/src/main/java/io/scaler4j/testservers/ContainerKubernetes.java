package io.scaler4j.testservers;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** k3s in a container: a whole Kubernetes with one node. */
final class ContainerKubernetes {
    static final String IMAGE = "rancher/k3s:v1.35.4-k3s1";

    private static final int PORT = 6443;
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final String KUBECONFIG = "/etc/rancher/k3s/k3s.yaml";

    private ContainerKubernetes() {}

    static KubernetesServer started() {
        var container = new GenericContainer<>(LocalDocker.image(IMAGE))
                .withPrivilegedMode(true)
                .withExposedPorts(PORT)
                .withCommand("server", "--disable=traefik", "--tls-san=127.0.0.1")
                .waitingFor(Wait.forLogMessage(".*Node controller sync successful.*", 1)
                        .withStartupTimeout(START_LIMIT));
        try {
            container.start();
            String kubeconfig = container.copyFileFromContainer(
                    KUBECONFIG, stream -> new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            Config config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                    .withMasterUrl("https://127.0.0.1:" + container.getMappedPort(PORT))
                    .build();
            return new KubernetesServer(config, null, container::stop, true);
        } catch (RuntimeException failed) {
            container.stop();
            throw failed;
        }
    }
}

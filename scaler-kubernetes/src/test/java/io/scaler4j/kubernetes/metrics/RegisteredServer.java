package io.scaler4j.kubernetes.metrics;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Registers a server of this machine with the cluster, under the one name there is for metrics of its kind. */
public final class RegisteredServer implements AutoCloseable {

    private final KubernetesClient client;
    private final String name;

    private RegisteredServer(KubernetesClient client, String group) {
        this.client = client;
        name = MetricAnswers.VERSION + "." + group;
    }

    /** Waits until the API server finds it. */
    static RegisteredServer at(KubernetesClient client, String namespace, int port) {
        return at(client, namespace, port, MetricAnswers.GROUP);
    }

    /** For version {@code v1beta1} of this group. */
    public static RegisteredServer at(KubernetesClient client, String namespace, int port, String group) {
        client.services()
                .inNamespace(namespace)
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("scaler4j-metrics")
                        .endMetadata()
                        .withNewSpec()
                        .withType("ExternalName")
                        .withExternalName("localhost")
                        .endSpec()
                        .build())
                .create();
        var registered = new RegisteredServer(client, group);
        registered.close(); // of a test that was killed
        client.apiServices()
                .resource(new APIServiceBuilder()
                        .withNewMetadata()
                        .withName(registered.name)
                        .endMetadata()
                        .withNewSpec()
                        .withGroup(group)
                        .withVersion(MetricAnswers.VERSION)
                        .withGroupPriorityMinimum(100)
                        .withVersionPriority(100)
                        .withInsecureSkipTLSVerify(true)
                        .withNewService()
                        .withNamespace(namespace)
                        .withName("scaler4j-metrics")
                        .withPort(port)
                        .endService()
                        .endSpec()
                        .build())
                .create();
        await().atMost(Duration.ofSeconds(20)).until(registered::isAvailable);
        return registered;
    }

    private boolean isAvailable() {
        var service = client.apiServices().withName(name).get();
        return service != null
                && service.getStatus() != null
                && service.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Available")
                                && condition.getStatus().equals("True"));
    }

    @Override
    public void close() {
        client.apiServices().withName(name).delete();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.apiServices().withName(name).get() == null);
    }
}

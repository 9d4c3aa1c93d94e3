package io.scaler4j.kubernetes.metrics;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Registers a server of this machine with the cluster, under the one name there is for external metrics. */
final class RegisteredServer implements AutoCloseable {

    private static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";

    private final KubernetesClient client;

    private RegisteredServer(KubernetesClient client) {
        this.client = client;
    }

    /** Waits until the API server finds it. */
    static RegisteredServer at(KubernetesClient client, String namespace, int port) {
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
        var registered = new RegisteredServer(client);
        registered.close(); // of a test that was killed
        client.apiServices()
                .resource(new APIServiceBuilder()
                        .withNewMetadata()
                        .withName(API_SERVICE)
                        .endMetadata()
                        .withNewSpec()
                        .withGroup(MetricAnswers.GROUP)
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
        var service = client.apiServices().withName(API_SERVICE).get();
        return service != null
                && service.getStatus() != null
                && service.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Available")
                                && condition.getStatus().equals("True"));
    }

    @Override
    public void close() {
        client.apiServices().withName(API_SERVICE).delete();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.apiServices().withName(API_SERVICE).get() == null);
    }
}

package io.scaler4j.testservers;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.UUID;

/** A namespace with a random name, deleted at the end with all that is in it. */
public final class KubernetesNamespace implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final String name;

    private KubernetesNamespace(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * Creates a namespace and waits until pods can be made in it.
     *
     * @param client of an administrator; stays the caller's, and is used until this is closed
     */
    public static KubernetesNamespace create(KubernetesClient client) {
        String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        var namespace = new KubernetesNamespace(client, name);
        try {
            Patience.await(
                    "have a service account",
                    LIMIT,
                    () -> client.serviceAccounts()
                                    .inNamespace(name)
                                    .withName("default")
                                    .get()
                            != null);
            return namespace;
        } catch (InterruptedException e) {
            namespace.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the namespace was ready.", e);
        }
    }

    public String name() {
        return name;
    }

    /** Asks for its deletion, and does not wait for the end. May be called again. */
    @Override
    public void close() {
        client.namespaces().withName(name).delete();
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code -Dscaler4j.write=true} writes {@code deploy/crds.yaml} again. */
class CustomResourceDefinitionsTest {

    private static final Path FILE = Path.of("deploy", "crds.yaml");

    @Test
    void theFileIsThatOfTheSchemas() throws IOException {
        if (Boolean.getBoolean("scaler4j.write")) {
            Files.writeString(FILE, CustomResourceDefinitions.yaml());
        }
        assertThat(FILE).hasContent(CustomResourceDefinitions.yaml());
    }

    @Test
    void aRealApiServerTakesTheDefinitionsAndChecksObjectsByThem() {
        var server = ServerRequirement.startKubernetes(KubernetesServer::own); // other tests define kinds, too
        try (server;
                var client = server.newClient();
                var namespace = KubernetesNamespace.create(client)) {
            List<HasMetadata> definitions = client.load(new ByteArrayInputStream(
                            CustomResourceDefinitions.yaml().getBytes(StandardCharsets.UTF_8)))
                    .items();
            assertThat(definitions).hasSize(6);
            for (HasMetadata definition : definitions) {
                client.resource(definition).create();
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> definitions.stream()
                            .allMatch(each ->
                                    isEstablished(client, each.getMetadata().getName())));
            assertThat(create(client, namespace.name(), "maxReplicaCount: 9")
                            .get("spec")
                            .toString())
                    .contains("maxReplicaCount", "lagThreshold");
            assertThatExceptionOfType(KubernetesClientException.class)
                    .isThrownBy(() -> create(client, namespace.name(), "maxReplicaCount: many"))
                    .satisfies(refused -> assertThat(refused.getCode()).isEqualTo(422))
                    .withMessageContaining("maxReplicaCount");
            assertThat(create(client, namespace.name(), "unknown: 5")
                            .get("spec")
                            .toString())
                    .doesNotContain("unknown"); // pruned, as with KEDA
        }
    }

    private static boolean isEstablished(KubernetesClient client, String name) {
        var status = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .get()
                .getStatus();
        return status != null
                && status.getConditions() != null
                && status.getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private static GenericKubernetesResource create(KubernetesClient client, String namespace, String field) {
        return client.resource(
                        Serialization.unmarshal("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {generateName: orders-, namespace: %s}
                        spec:
                          %s
                          scaleTargetRef: {name: orders}
                          triggers:
                            - type: kafka
                              metadata: {bootstrapServers: "broker:9092", consumerGroup: g, topic: orders, lagThreshold: "5"}
                        """.formatted(namespace, field), GenericKubernetesResource.class))
                .create();
    }
}

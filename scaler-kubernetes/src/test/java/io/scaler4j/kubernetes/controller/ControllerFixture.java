package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.kubernetes.Workloads;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace with KEDA's kinds, for tests of the controller on a real API server. */
abstract class ControllerFixture {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FAST = "{type: Pods, value: 100, periodSeconds: 15}";
    /** Without the HPA's usual limits and windows, for which a test would wait. */
    static final String AT_ONCE = atOnce(0);

    final TestLoad load = new TestLoad();
    final ScalerCatalog catalog = ScalerCatalog.of(load);
    KubernetesServer server;
    KubernetesClient client;
    KubernetesNamespace namespace;
    Workloads workloads;

    @BeforeEach
    void start() {
        server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        begin();
    }

    /** On the server that there is. */
    void begin() {
        client = server.newClient();
        KedaKinds.install(client);
        namespace = KubernetesNamespace.create(client);
        workloads = new Workloads(client, namespace.name());
    }

    @AfterEach
    void stop() {
        if (namespace != null) {
            namespace.close();
            client.close();
            server.close(); // if it is the test's own
        }
        catalog.close();
    }

    ScaledObjectControllerBuilder builder() {
        return builder(server.config());
    }

    ScaledObjectControllerBuilder builder(Config config) {
        return ScaledObjectController.builder(config)
                .namespace(namespace.name())
                .catalog(catalog)
                .lease(Duration.ofSeconds(3))
                .syncPeriod(Duration.ofMillis(500));
    }

    void create(String yaml) {
        client.resource(Serialization.<GenericKubernetesResource>unmarshal(yaml, GenericKubernetesResource.class))
                .inNamespace(namespace.name())
                .create();
    }

    void scaledObject(String name, String more) {
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %1$s}
                spec:
                  scaleTargetRef: {name: %1$s}
                  pollingInterval: 1
                  cooldownPeriod: 2
                  maxReplicaCount: 9
                  %2$s
                  triggers:
                  - {type: test-load, metadata: {load: %1$s}}
                """.formatted(name, more.replace("\n", "\n  ")));
    }

    /** A TriggerAuthentication {@code queue}, whose password is in a Secret of the same name. */
    void authentication(String password) {
        secret(password);
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: queue}
                spec: {secretTargetRef: [{parameter: password, name: queue, key: key}]}
                """);
    }

    /** A Secret {@code queue}. */
    void secret(String password) {
        client.secrets()
                .inNamespace(namespace.name())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("queue")
                        .endMetadata()
                        .withStringData(Map.of("key", password))
                        .build())
                .create();
    }

    /** A ScaledObject whose trigger uses the authentication {@code queue}. */
    void authenticated(String name, String more) {
        create("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %1$s}
                spec:
                  scaleTargetRef: {name: %1$s}
                  %2$s
                  triggers:
                  - {type: test-load, metadata: {load: %1$s}, authenticationRef: {name: queue}}
                """.formatted(name, more));
    }

    /** Outwards at once, inwards after this window. */
    static String atOnce(int windowSeconds) {
        return "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [" + FAST
                + "]}, scaleDown: {stabilizationWindowSeconds: " + windowSeconds + "}}}}";
    }

    /** As {@link #AT_ONCE}, and the first count comes back in the end. */
    static String restoring() {
        return AT_ONCE.replace("advanced: {", "advanced: {restoreToOriginalReplicaCount: true, ");
    }

    GenericKubernetesResource resource(String name) {
        return client.genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(namespace.name())
                .withName(name)
                .get();
    }

    void patch(String name, String json) {
        client.genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(namespace.name())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    JsonNode status(String name) {
        return MAPPER.valueToTree(resource(name)).path("status");
    }

    String condition(String name, String type) {
        JsonNode condition = StatusText.condition(status(name), type);
        return condition.path("status").asText() + " "
                + condition.path("reason").asText();
    }

    void awaitCondition(String name, String type, String expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(condition(name, type)).isEqualTo(expected));
    }

    void awaitDesired(String name, int replicas) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(workloads.desired(name)).isEqualTo(replicas));
    }

    List<String> reasons(String name) {
        return client.v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name)
                        && event.getInvolvedObject().getKind().equals("ScaledObject"))
                .map(event -> event.getReason())
                .toList();
    }
}

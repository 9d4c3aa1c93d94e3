package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against a real API server, with the kinds of {@code deploy/crds.yaml}. */
class ControllerCommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private KubernetesServer server;
    private KubernetesClient client;
    private KubernetesNamespace namespace;

    @BeforeEach
    void start() throws IOException {
        server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        client = server.newClient();
        namespace = KubernetesNamespace.create(client);
        try (InputStream kinds = Files.newInputStream(Path.of("../scaler-kubernetes/deploy/crds.yaml"))) {
            for (HasMetadata kind : client.load(kinds).items()) {
                client.resource(kind).createOr(existing -> existing.update());
            }
        }
    }

    @AfterEach
    void stop() {
        if (namespace != null) {
            namespace.close();
            client.close();
        }
    }

    private Path kubeconfig() throws IOException {
        Config config = server.config();
        String token = config.getOauthToken() == null ? config.getAutoOAuthToken() : config.getOauthToken();
        return Files.writeString(
                folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: u, user: {token: "%s"}}]
                """.formatted(config.getMasterUrl(), config.getCaCertData(), token));
    }

    private void deployment() {
        client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("orders")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(1)
                        .withNewSelector()
                        .addToMatchLabels("app", "orders")
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels("app", "orders")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("app")
                        .withImage("none")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private int replicas() {
        return client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("orders")
                .get()
                .getSpec()
                .getReplicas();
    }

    private static String status(String line, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + line.replaceAll(".*, metrics at port ", "") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void scalesAnObjectOfTheClusterUntilItIsToldToStop() throws Exception {
        deployment();
        client.load(new java.io.ByteArrayInputStream(
                        """
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: orders}
                        spec:
                          scaleTargetRef: {name: orders}
                          triggers:
                          - type: cron
                            metadata: {timezone: UTC, start: "* * * * *", end: "* * * * *", desiredReplicas: "4"}
                        """.replace("start: \"* * * * *\", end: \"* * * * *\"", "start: 0 0 1 1 *, end: 59 23 31 12 *")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .inNamespace(namespace.name())
                .create();
        Map<String, String> variables = Map.of("SCALER4J_SYNC_PERIOD", "1s", "SCALER4J_IDENTITY", "test-pod");
        try (Background controller = Background.start(
                variables,
                "controller",
                "--kubeconfig",
                kubeconfig().toString(),
                "--namespace",
                namespace.name(),
                "--lease",
                "3s",
                "--metrics",
                "0",
                "--metrics-address",
                "127.0.0.1")) {
            String line = controller.line();
            assertThat(line)
                    .contains("controller test-pod at https://", "runs ScaledObjects of namespace " + namespace.name());
            await().atMost(LIMIT).untilAsserted(() -> assertThat(replicas()).isEqualTo(4));
            assertThat(status(line, "/livez")).isEqualTo("ok");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(status(line, "/readyz")).isEqualTo("ok"));
            String autoscaler = "{autoscaler=\"" + namespace.name() + "/orders\",} ";
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(status(line, "/metrics"))
                            .contains(
                                    "scaler4j_desired_replicas" + autoscaler + "4.0",
                                    "scaler4j_controller_objects 1.0",
                                    "scaler4j_controller_shards_held 1.0",
                                    "scaler4j_controller_follows_objects 1.0",
                                    "scaler4j_controller_api_requests_total "));
            assertThat(client.leases()
                            .inNamespace(namespace.name())
                            .withName("scaler4j-0")
                            .get()
                            .getSpec()
                            .getHolderIdentity())
                    .isEqualTo("test-pod");
            assertThat(controller.stop()).isZero();
        }
    }
}

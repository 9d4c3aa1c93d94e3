package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesServerTest {

    @Test
    void makesPodsReadyInANamespaceThatIsGoneAfterwards() {
        var server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        try (var client = server.newClient()) {
            String name;
            try (var namespace = KubernetesNamespace.create(client)) {
                name = namespace.name();
                try (var ready = KubernetesPods.readyIn(client, name)) {
                    create(client, name);
                    await().untilAsserted(() -> assertThat(phase(client, name)).isEqualTo("Running"));
                }
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(client.namespaces().withName(name).get()).isNull());
        }
    }

    @Test
    void givesAnAccountTheRightsOfItsRoleAndNoOthers() {
        var server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        try (var client = server.newClient();
                var namespace = KubernetesNamespace.create(client)) {
            var rule = new PolicyRuleBuilder()
                    .withApiGroups("")
                    .withResources("pods")
                    .withVerbs("list")
                    .build();
            var account = KubernetesAccount.create(client, namespace.name(), "reader", List.of(rule));
            try (KubernetesClient limited =
                    new KubernetesClientBuilder().withConfig(account.config()).build()) {
                await().ignoreExceptions()
                        .untilAsserted(() -> assertThat(limited.pods()
                                        .inNamespace(namespace.name())
                                        .list()
                                        .getItems())
                                .isEmpty());
                assertThatExceptionOfType(KubernetesClientException.class)
                        .isThrownBy(() ->
                                limited.secrets().inNamespace(namespace.name()).list())
                        .satisfies(e -> assertThat(e.getCode()).isEqualTo(403));
                assertThatExceptionOfType(KubernetesClientException.class)
                        .isThrownBy(() -> create(limited, namespace.name()))
                        .satisfies(e -> assertThat(e.getCode()).isEqualTo(403));
            }
        }
    }

    @Test
    void keepsItsDataWhenItsApiServerIsKilledAndLeavesNothingBehind() {
        List<String> folders = Traces.folders().toList();
        try (var server = ServerRequirement.startKubernetes(KubernetesServer::own);
                var client = server.newClient()) {
            var namespace = KubernetesNamespace.create(client);
            assertThat(server.folder().orElseThrow().resolve("front-proxy-ca.crt"))
                    .isRegularFile();
            server.killApi();
            server.killApi();
            assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(client::getKubernetesVersion);
            server.startApi();
            server.startApi();
            assertThat(client.namespaces().withName(namespace.name()).get()).isNotNull();
            server.close();
            assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(client::getKubernetesVersion);
        }
        assertThat(Traces.folders()).containsExactlyElementsOf(folders);
    }

    @Test
    void refusesAServerThatIsNotOnThisMachine(@TempDir Path folder) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("config"), kubeconfig("https://192.0.2.1:6443"));
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> KubernetesServer.at(kubeconfig))
                .withMessageContaining("192.0.2.1")
                .withMessageContaining("loopback");
    }

    @Test
    void saysThatAServerDoesNotAnswerAndThatAFileIsMissing(@TempDir Path folder) throws IOException {
        int port = FreePorts.pick(1).get(0);
        Path kubeconfig = Files.writeString(folder.resolve("config"), kubeconfig("https://127.0.0.1:" + port));
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> KubernetesServer.at(kubeconfig))
                .withMessageContaining("does not answer");
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> KubernetesServer.at(folder.resolve("nothing")))
                .withMessageContaining("cannot be read");
    }

    @Test
    void saysWhenThereIsNoScript(@TempDir Path folder) {
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> ControlPlane.find(folder))
                .withMessageContaining("control-plane");
    }

    @Test
    void killsNoServerThatIsNotTheTestsOwn(@TempDir Path folder) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("config"), kubeconfig("https://127.0.0.1:6443"));
        var server = new KubernetesServer(KubernetesServer.read(kubeconfig), null, () -> {}, false);
        assertThatIllegalStateException().isThrownBy(server::killApi).withMessageContaining("own");
        assertThat(server.port()).isEqualTo(6443);
        assertThat(server.runsPods()).isFalse();
    }

    private static void create(KubernetesClient client, String namespace) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("web")
                .endContainer()
                .endSpec()
                .build();
        client.pods().inNamespace(namespace).resource(pod).create();
    }

    private static String phase(KubernetesClient client, String namespace) {
        return client.pods()
                .inNamespace(namespace)
                .withName("web")
                .get()
                .getStatus()
                .getPhase();
    }

    private static String kubeconfig(String server) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(server);
    }
}

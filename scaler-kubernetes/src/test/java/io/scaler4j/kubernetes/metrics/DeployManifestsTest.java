package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.testservers.KubernetesAccount;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code deploy}: a real API server takes them, and the rights in them are enough. */
class DeployManifestsTest {

    private static List<HasMetadata> load(KubernetesClient client, String file) throws IOException {
        try (InputStream stream = Files.newInputStream(Path.of("deploy", file))) {
            return client.load(stream).items();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller.yaml", "external-metrics.yaml", "webhook.yaml"})
    void areTakenByARealApiServer(String file) throws IOException {
        var server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        try (var client = server.newClient()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("scaler4j")
                            .endMetadata()
                            .build())
                    .createOr(NonDeletingOperation::update); // a trial run in a namespace needs the namespace
            List<HasMetadata> objects = load(client, file);
            assertThat(objects).hasSizeGreaterThan(2);
            for (HasMetadata object : objects) {
                HasMetadata taken = client.resource(object).dryRun().serverSideApply(); // refuses unknown fields
                assertThat(taken.getMetadata().getUid()).isNotBlank();
            }
        }
    }

    @Test
    void giveTheServerTheRightThatItNeeds() throws IOException {
        var server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        try (var client = server.newClient();
                var namespace = KubernetesNamespace.create(client)) {
            var account = KubernetesAccount.create(client, namespace.name(), "scaler4j-metrics", List.of());
            try (var limited =
                    new KubernetesClientBuilder().withConfig(account.config()).build()) {
                assertThatExceptionOfType(InvalidConfigurationException.class)
                        .isThrownBy(() -> ClusterFrontProxy.open(limited))
                        .withMessageContaining("extension-apiserver-authentication-reader");
                RoleBinding binding = only(load(client, "external-metrics.yaml"), RoleBinding.class);
                binding.getMetadata().setName(namespace.name());
                binding.getSubjects().get(0).setNamespace(namespace.name());
                client.resource(binding).create();
                try {
                    await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                        try (var proxy = ClusterFrontProxy.open(limited)) {
                            assertThat(proxy.get().allowedNames()).isNotEmpty();
                        }
                    });
                } finally {
                    client.resource(binding).delete();
                }
            }
        }
    }

    @Test
    void giveTheHpaTheRightsOfTheTestsWithARealHpa() throws IOException {
        try (var client = new KubernetesClientBuilder().build()) {
            ClusterRole role = only(load(client, "external-metrics.yaml"), ClusterRole.class);
            assertThat(role.getMetadata().getName()).isEqualTo("scaler4j-external-metrics-reader");
            assertThat(role.getRules()).hasSize(1).allSatisfy(rule -> {
                assertThat(rule.getApiGroups()).containsExactly(MetricAnswers.GROUP);
                assertThat(rule.getResources()).containsExactly("*");
                assertThat(rule.getVerbs()).containsExactly("get", "list");
            });
        }
    }

    private static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> type) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}

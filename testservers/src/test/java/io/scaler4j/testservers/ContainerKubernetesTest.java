package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class ContainerKubernetesTest {

    @Test
    void answersAtTheLoopbackAddressAndRunsPodsItself() {
        try (var server = ServerRequirement.startKubernetes(KubernetesServer::container);
                var client = server.newClient();
                var namespace = KubernetesNamespace.create(client)) {
            assertThat(server.runsPods()).isTrue();
            assertThat(client.namespaces().withName(namespace.name()).get()).isNotNull();
        }
    }
}

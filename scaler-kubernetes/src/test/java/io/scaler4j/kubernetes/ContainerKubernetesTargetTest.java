package io.scaler4j.kubernetes;

import io.scaler4j.testservers.KubernetesServer;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class ContainerKubernetesTargetTest extends KubernetesTargetContract {
    @Override
    KubernetesServer newServer() {
        return KubernetesServer.container();
    }
}

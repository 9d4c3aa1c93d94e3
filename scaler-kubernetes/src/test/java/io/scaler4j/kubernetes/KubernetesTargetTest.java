package io.scaler4j.kubernetes;

import io.scaler4j.testservers.KubernetesServer;

class KubernetesTargetTest extends KubernetesTargetContract {
    @Override
    KubernetesServer newServer() {
        return KubernetesServer.shared();
    }
}

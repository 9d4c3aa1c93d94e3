package io.scaler4j.testservers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The cluster that all tests of a JVM share, started when it is first needed; it ends with the JVM. */
final class SharedKubernetes {
    private @Nullable KubernetesServer server;
    private @Nullable ServerUnavailableException missing;

    /** What is missing once stays missing, and is not looked for again. */
    synchronized KubernetesServer get() {
        if (missing != null) {
            throw missing;
        }
        try {
            if (server == null) {
                server = start();
            }
            return server.withoutEnd();
        } catch (ServerUnavailableException e) {
            missing = e;
            throw e;
        }
    }

    private static KubernetesServer start() {
        String kubeconfig = System.getenv().getOrDefault("KUBECONFIG", "");
        return kubeconfig.isBlank() ? KubernetesServer.own() : KubernetesServer.at(Path.of(kubeconfig));
    }
}

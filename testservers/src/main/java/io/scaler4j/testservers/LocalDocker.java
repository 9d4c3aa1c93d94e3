package io.scaler4j.testservers;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** A Docker daemon whose containers can be reached at the loopback address, which is where servers are looked for. */
final class LocalDocker {

    private LocalDocker() {}

    /**
     * {@return an image that the daemon has, or could pull}
     *
     * @throws ServerUnavailableException if there is no such daemon, or no such image
     */
    static RemoteDockerImage image(String name) {
        requireDaemon();
        RemoteDockerImage image = new RemoteDockerImage(DockerImageName.parse(name));
        try {
            image.get();
            return image;
        } catch (RuntimeException e) {
            throw new ServerUnavailableException(
                    "The Docker daemon has no image " + name + " and could not pull it; load or build it there.", e);
        }
    }

    private static void requireDaemon() {
        if (looksForPortsElsewhere() || !isLoopback(daemonHost())) {
            throw new ServerUnavailableException(
                    "Testcontainers does not expect the ports of containers at the loopback"
                            + " address. Use a Docker daemon on this machine; if there is one, tell Testcontainers so by"
                            + " setting TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 in the environment.");
        }
    }

    /** Inside a container Testcontainers looks for the gateway of the network, and may pull an image to find it. */
    private static boolean looksForPortsElsewhere() {
        return DockerClientConfigUtils.IN_A_CONTAINER
                && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null
                && !System.getenv().getOrDefault("DOCKER_HOST", "").startsWith("tcp:");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1");
    }

    private static String daemonHost() {
        try {
            return DockerClientFactory.instance().dockerHostIpAddress();
        } catch (RuntimeException e) {
            throw new ServerUnavailableException(
                    "No Docker daemon answers as Testcontainers needs it; start one, or set DOCKER_HOST to the one to use.",
                    e);
        }
    }
}

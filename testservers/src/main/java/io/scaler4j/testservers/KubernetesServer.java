package io.scaler4j.testservers;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes control plane at the loopback address. Never a mock.
 *
 * <pre>{@code
 * var server = ServerRequirement.startKubernetes(KubernetesServer::shared);
 * try (var client = server.newClient(); var namespace = KubernetesNamespace.create(client)) { .. }
 * }</pre>
 *
 * <p>{@link #shared} is one for all test classes of a JVM: that of {@code KUBECONFIG}, if this is set, else a cluster
 * that the program in the cache runs, see {@code testservers/kubernetes/control-plane}. {@link #own} is a new one,
 * whose API server may be killed. Neither has nodes: {@link KubernetesPods} makes pods ready. {@link #container} is a
 * k3s, which runs pods itself.
 *
 * <p>Thread-safe. A cluster that this JVM started ends with {@link #close} or with the JVM.
 */
public final class KubernetesServer implements AutoCloseable {

    private static final SharedKubernetes SHARED = new SharedKubernetes();

    private final Config config;
    private final @Nullable ControlPlane controlPlane;
    private final AutoCloseable ender;
    private final boolean runsPods;

    KubernetesServer(Config config, @Nullable ControlPlane controlPlane, AutoCloseable ender, boolean runsPods) {
        this.config = config;
        this.controlPlane = controlPlane;
        this.ender = ender;
        this.runsPods = runsPods;
    }

    /**
     * {@return the cluster of this JVM's tests} Closing it does nothing.
     *
     * @throws ServerUnavailableException if {@code KUBECONFIG} is not set and the program is not in the cache
     */
    public static KubernetesServer shared() {
        return SHARED.get();
    }

    /**
     * {@return a new cluster of the caller alone, started}
     *
     * @throws ServerUnavailableException if the program is not in the cache, or cannot run here
     */
    public static KubernetesServer own() {
        return own(ControlPlane.start());
    }

    /**
     * {@return a new cluster of the caller alone, started, whose HPA controller looks this often}
     *
     * @throws ServerUnavailableException as {@link #own()}
     */
    public static KubernetesServer own(Duration hpaPeriod) {
        return own(ControlPlane.start(Map.of("HPA_SYNC_PERIOD", hpaPeriod.toMillis() + "ms")));
    }

    private static KubernetesServer own(ControlPlane controlPlane) {
        return new KubernetesServer(read(controlPlane.kubeconfig()), controlPlane, controlPlane, false);
    }

    /**
     * {@return a k3s in a container, started}
     *
     * @throws ServerUnavailableException if there is no Docker daemon, or it has no such image
     */
    public static KubernetesServer container() {
        return ContainerKubernetes.started();
    }

    /** A server that runs already. One that is not on this machine is not for tests. */
    static KubernetesServer at(Path kubeconfig) {
        if (!Files.isReadable(kubeconfig)) {
            throw new ServerUnavailableException("KUBECONFIG names " + kubeconfig
                    + ", which cannot be read; name the file of a server at the loopback address, or unset it.");
        }
        Config config = read(kubeconfig);
        String host = String.valueOf(URI.create(config.getMasterUrl()).getHost());
        if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
            throw new ServerUnavailableException("KUBECONFIG names a server at " + host
                    + ", and tests only run against one at the loopback address: set it to what"
                    + " testservers/kubernetes/control-plane prints, or unset it.");
        }
        var server = new KubernetesServer(config, null, () -> {}, false);
        try (KubernetesClient client = server.newClient()) {
            client.getKubernetesVersion();
            return server;
        } catch (RuntimeException silent) {
            throw new ServerUnavailableException(
                    "KUBECONFIG names the server " + config.getMasterUrl()
                            + ", which does not answer; start it with testservers/kubernetes/control-plane, or unset KUBECONFIG.",
                    silent);
        }
    }

    static Config read(Path kubeconfig) {
        return Config.fromKubeconfig(kubeconfig.toFile());
    }

    /**
     * {@return the rights of an administrator; a client that tries requests once, for at most 10 s} To be changed with
     * a {@link ConfigBuilder}.
     */
    public Config config() {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(10_000)
                .build();
    }

    /** {@return a client with the rights of an administrator, which the caller closes} */
    public KubernetesClient newClient() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** {@return the same server, which stays when the result is closed} */
    KubernetesServer withoutEnd() {
        return new KubernetesServer(config, controlPlane, () -> {}, runsPods);
    }

    /** {@return the port of the API server at 127.0.0.1, for a {@link FaultProxy}} */
    public int port() {
        return URI.create(config.getMasterUrl()).getPort();
    }

    /** {@return whether pods run by themselves, since there is a node} */
    public boolean runsPods() {
        return runsPods;
    }

    /** {@return the folder of keys and certificates, {@code front-proxy-ca.crt} among them; empty if not ours} */
    public Optional<Path> folder() {
        return Optional.ofNullable(controlPlane).map(ControlPlane::folder);
    }

    /** Ends the API server as a crash would; etcd keeps the data. Only for a cluster that is the caller's own. */
    public void killApi() {
        requireOwn().killApi();
    }

    /** Starts the API server again at its port, and waits until it is ready. */
    public void startApi() {
        requireOwn().startApi();
    }

    private ControlPlane requireOwn() {
        if (controlPlane == null) {
            throw new IllegalStateException("This server is not the test's own; use KubernetesServer.own().");
        }
        return controlPlane;
    }

    @Override
    public void close() {
        try {
            ender.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The Kubernetes server did not end: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Kubernetes[" + config.getMasterUrl() + "]";
    }
}

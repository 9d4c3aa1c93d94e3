package io.scaler4j.testservers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.images.builder.Transferable;

/**
 * Prometheus in a container that is stopped and started again as a whole, at one port inside and outside. It cannot
 * scrape what listens on the loopback address of the host.
 */
final class ContainerPrometheus implements PrometheusNode {
    static final String IMAGE = "prom/prometheus:v2.42.0";

    private static final String FOLDER = "/tmp/scaler4j";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 20;
    private static final int READABLE = 0644;

    private final int port = FreePorts.pick(1).get(0);
    private final PrometheusApi api;
    private final GenericContainer<?> container;
    private boolean closed;

    private ContainerPrometheus(PrometheusOptions options, RemoteDockerImage image) {
        api = new PrometheusApi(options.scheme() + "://127.0.0.1:" + port, options);
        container = new GenericContainer<>(image)
                .withCommand(
                        "--config.file=" + FOLDER + "/prometheus.yml",
                        "--web.config.file=" + FOLDER + "/web.yml",
                        "--storage.tsdb.path=/prometheus",
                        "--web.listen-address=0.0.0.0:" + port,
                        "--log.level=warn")
                .withCreateContainerCmdModifier(this::bindPort);
        new PrometheusFiles(options)
                .contents()
                .forEach((name, content) ->
                        container.withCopyToContainer(Transferable.of(content, READABLE), FOLDER + "/" + name));
    }

    static PrometheusNode started(PrometheusOptions options) {
        var server = new ContainerPrometheus(options, LocalDocker.image(IMAGE));
        try {
            server.start();
            return server;
        } catch (Throwable failed) {
            server.close();
            throw failed;
        }
    }

    private void bindPort(CreateContainerCmd command) {
        ExposedPort inside = ExposedPort.tcp(port);
        HostConfig host = command.getHostConfig();
        command.withExposedPorts(inside)
                .withHostConfig((host == null ? HostConfig.newHostConfig() : host)
                        .withPortBindings(new PortBinding(Binding.bindIpAndPort("127.0.0.1", port), inside)));
    }

    @Override
    public String url() {
        return api.url();
    }

    @Override
    public List<PrometheusSample> query(String expression) {
        return api.query(expression);
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("This Prometheus is closed and its data deleted; make a new one.");
        }
        if (container.getContainerId() == null) {
            container.start();
        } else if (!container.isRunning()) {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        await("get ready", START_LIMIT, true);
    }

    @Override
    public synchronized void stop() {
        if (isRunning()) {
            docker().stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
            await("end", Duration.ofSeconds(STOP_SECONDS), false);
        }
    }

    @Override
    public synchronized void kill() {
        if (isRunning()) {
            docker().killContainerCmd(container.getContainerId()).exec();
            await("end", Duration.ofSeconds(STOP_SECONDS), false);
        }
    }

    private boolean isRunning() {
        return container.getContainerId() != null && container.isRunning();
    }

    /** The daemon answers a kill before the process is gone, and starts nothing that still runs. */
    private void await(String what, Duration limit, boolean up) {
        try {
            Patience.await(what, limit, () -> container.isRunning() == up && (!up || api.isReady()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the Prometheus at " + url() + " could " + what, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        container.stop();
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }

    @Override
    public String toString() {
        return "Prometheus[" + url() + "]";
    }
}

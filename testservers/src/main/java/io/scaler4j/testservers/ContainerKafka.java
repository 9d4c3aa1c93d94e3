package io.scaler4j.testservers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.RemoteDockerImage;

/**
 * The broker in a container that is stopped and started again as a whole: its file system keeps the data, and the ports
 * are bound to fixed ports of the host, since Docker would hand out new ones at the next start. Inside and outside the
 * port numbers are the same, so the advertised addresses hold on both sides.
 */
final class ContainerKafka extends ManagedKafka {
    static final String IMAGE = "apache/kafka:4.3.1";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 20;
    private static final int KEPT_OUTPUT = 8_000;

    private final GenericContainer<?> container;

    private ContainerKafka(KafkaOptions options, RemoteDockerImage image) {
        super(options);
        this.container = new GenericContainer<>(image)
                .withEnv(environment(settings().properties("0.0.0.0", "/tmp/kafka-data")))
                .withEnv("CLUSTER_ID", settings().clusterId())
                .withEnv("KAFKA_HEAP_OPTS", "-Xmx256m")
                .withCreateContainerCmdModifier(this::bindPorts);
    }

    static ContainerKafka create(KafkaOptions options) {
        return new ContainerKafka(options, LocalDocker.image(IMAGE));
    }

    /** The image turns such variables into broker properties: a dot is written _, an underscore __, a dash ___. */
    private static Map<String, String> environment(Map<String, String> properties) {
        Map<String, String> variables = new TreeMap<>();
        properties.forEach((name, value) -> {
            String key = name.replace("_", "__").replace("-", "___").replace('.', '_');
            variables.put("KAFKA_" + key.toUpperCase(Locale.ROOT), value);
        });
        return variables;
    }

    private void bindPorts(CreateContainerCmd command) {
        List<ExposedPort> exposed = new ArrayList<>();
        List<PortBinding> bindings = new ArrayList<>();
        for (int port : settings().ports()) {
            ExposedPort inside = ExposedPort.tcp(port);
            exposed.add(inside);
            bindings.add(new PortBinding(Binding.bindIpAndPort(KraftSettings.LOOPBACK, port), inside));
        }
        HostConfig host = command.getHostConfig();
        command.withExposedPorts(exposed)
                .withHostConfig((host == null ? HostConfig.newHostConfig() : host).withPortBindings(bindings));
    }

    @Override
    void launch() throws Exception {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        awaitBroker();
    }

    /** Asks for the brokers of the cluster: empty until this one is admitted. */
    private void awaitBroker() throws InterruptedException {
        Map<String, Object> quick = Map.of(
                "bootstrap.servers", settings().directAddress(),
                "reconnect.backoff.max.ms", 200,
                "request.timeout.ms", 1_000,
                "default.api.timeout.ms", 2_000);
        try (Admin admin = Admin.create(quick)) {
            Patience.await("serve requests", START_LIMIT, () -> {
                requireRunning();
                return !admin.describeCluster().nodes().get().isEmpty();
            });
        } catch (IllegalStateException late) {
            throw new IllegalStateException(late.getMessage() + " Its last output:\n" + lastOutput(), late);
        }
    }

    private void requireRunning() {
        if (!container.isRunning()) {
            throw new IllegalStateException("The container ended.");
        }
    }

    private String lastOutput() {
        String output = container.getLogs();
        return output.substring(Math.max(0, output.length() - KEPT_OUTPUT));
    }

    @Override
    void halt(boolean hard) {
        String id = container.getContainerId();
        if (id == null || !container.isRunning()) {
            return;
        }
        if (hard) {
            docker().killContainerCmd(id).exec();
        } else {
            docker().stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
        }
        // The daemon answers a kill before the process is gone, and starts nothing that still runs.
        try {
            Patience.await("end", Duration.ofSeconds(STOP_SECONDS), () -> !container.isRunning());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void discard() {
        container.stop();
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }
}

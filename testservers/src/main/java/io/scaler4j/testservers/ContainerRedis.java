package io.scaler4j.testservers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.images.builder.Transferable;

/** Redis in a container that is stopped and started again as a whole, at one port inside and outside. */
final class ContainerRedis implements RedisNode {
    static final String IMAGE = "redis:7.0.15";

    private static final String FOLDER = "/tmp/redis";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int READABLE = 0644;
    private static final int ANSWER_MILLIS = 1_000;

    private final int port = FreePorts.pick(1).get(0);
    private final GenericContainer<?> container;

    private ContainerRedis(RedisOptions options, RemoteDockerImage image) {
        container = new GenericContainer<>(image)
                .withCommand(
                        options.command("redis-server", FOLDER + "/redis.conf").toArray(String[]::new))
                .withCreateContainerCmdModifier(this::bindPort);
        options.files().forEach((name, content) -> copy(name, content));
        copy("redis.conf", options.configuration(port, "0.0.0.0", FOLDER));
    }

    private void copy(String name, String content) {
        container.withCopyToContainer(Transferable.of(content, READABLE), FOLDER + "/" + name);
    }

    static RedisNode started(RedisOptions options) {
        var server = new ContainerRedis(options, LocalDocker.image(IMAGE));
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
    public int port() {
        return port;
    }

    @Override
    public synchronized void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else if (!container.isRunning()) {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        await("accept connections", START_LIMIT, true);
    }

    @Override
    public synchronized void kill() {
        if (container.getContainerId() != null && container.isRunning()) {
            docker().killContainerCmd(container.getContainerId()).exec();
            await("end", STOP_LIMIT, false);
        }
    }

    /** The daemon's own proxy may accept before the server does: a reply is what counts. */
    private void await(String what, Duration limit, boolean up) {
        try {
            Patience.await(what, limit, () -> container.isRunning() == up && (!up || answers()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the Redis at port " + port + " could " + what + ".", e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        container.stop();
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }

    @Override
    public String toString() {
        return "Redis[" + address() + "]";
    }
}

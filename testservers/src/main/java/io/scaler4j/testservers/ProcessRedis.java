package io.scaler4j.testservers;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Redis as a child process, with its data and its configuration in a folder of its own. */
final class ProcessRedis implements RedisNode {
    private static final String PROGRAM = "redis-server";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Path program;
    private final RedisOptions options;
    private final int port = FreePorts.pick(1).get(0);
    private final DataFolder folder = DataFolder.create(PROGRAM);
    /** A JVM that ends without closing takes its server with it. */
    private final Thread ender = new Thread(this::kill);

    private @Nullable ChildProcess child;
    private boolean closed;

    private ProcessRedis(Path program, RedisOptions options) {
        this.program = program;
        this.options = options;
    }

    static RedisNode started(RedisOptions options) {
        var server =
                new ProcessRedis(find(Optional.ofNullable(System.getenv("PATH")).orElse("")), options);
        Runtime.getRuntime().addShutdownHook(server.ender);
        try {
            server.writeFiles();
            server.start();
            return server;
        } catch (Throwable failed) {
            server.close();
            throw failed;
        }
    }

    static Path find(String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ServerUnavailableException("There is no program " + PROGRAM
                        + " on the PATH; install it (Debian, Ubuntu: apt-get install redis-server)."));
    }

    /** Once: a sentinel rewrites its configuration. */
    private void writeFiles() {
        try {
            for (Map.Entry<String, String> file : options.files().entrySet()) {
                Files.writeString(folder.path().resolve(file.getKey()), file.getValue());
            }
            Files.writeString(
                    configuration(),
                    options.configuration(port, "127.0.0.1", folder.path().toString()));
        } catch (IOException e) {
            throw failure("get its files", e);
        }
    }

    private Path configuration() {
        return folder.path().resolve("redis.conf");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("This Redis is closed and its data deleted; make a new one.");
        }
        if (child != null) {
            return;
        }
        try {
            launch();
        } catch (IOException | InterruptedException | RuntimeException failed) {
            kill();
            throw failure("start", failed);
        }
    }

    private void launch() throws IOException, InterruptedException {
        List<String> command =
                options.command(program.toString(), configuration().toString());
        ChildProcess started = ChildProcess.start(
                new ProcessBuilder(command).directory(folder.path().toFile()));
        child = started;
        Patience.await("accept connections", START_LIMIT, () -> {
            started.requireRunning();
            return accepts(port);
        });
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public synchronized void kill() {
        if (child == null) {
            return;
        }
        try {
            child.kill();
            child = null;
        } catch (InterruptedException interrupted) {
            throw failure("end", interrupted);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            kill();
        } finally {
            forgetEnder();
            folder.delete();
        }
    }

    private void forgetEnder() {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException endingAlready) {
            // then it is done anyway
        }
    }

    private RuntimeException failure(String verb, Exception failed) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException(
                "The Redis at port %d did not %s: %s".formatted(port, verb, failed.getMessage()), failed);
    }

    @Override
    public String toString() {
        return "Redis[" + address() + "]";
    }
}

package io.scaler4j.testservers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prometheus as a child process, with its data and its configuration in a folder of its own. */
final class ProcessPrometheus implements PrometheusServer {
    private static final String PROGRAM = "prometheus";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final PrometheusOptions options;
    private final Path program;
    private final String address;
    private final PrometheusApi api;
    private final DataFolder folder;
    /** A JVM that ends without closing takes its server with it. */
    private final Thread ender = new Thread(this::kill);

    private @Nullable ChildProcess child;
    private boolean closed;

    private ProcessPrometheus(Path program, PrometheusOptions options) {
        this.program = program;
        this.options = options;
        address = "127.0.0.1:" + FreePorts.pick(1).get(0);
        api = new PrometheusApi(options.scheme() + "://" + address, options);
        folder = DataFolder.create(PROGRAM);
    }

    static PrometheusServer started(PrometheusOptions options) {
        var server = new ProcessPrometheus(find(), options);
        Runtime.getRuntime().addShutdownHook(server.ender);
        try {
            server.start();
            return server;
        } catch (Throwable failed) {
            server.close();
            throw failed;
        }
    }

    private static Path find() {
        return find(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    static Path find(String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ServerUnavailableException("There is no program " + PROGRAM
                        + " on the PATH; install it (Debian, Ubuntu: apt-get install prometheus)."));
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
        new PrometheusFiles(options).writeTo(folder.path());
        ProcessBuilder command = new ProcessBuilder(
                program.toString(),
                "--config.file=" + folder.path().resolve("prometheus.yml"),
                "--web.config.file=" + folder.path().resolve("web.yml"),
                "--storage.tsdb.path=" + folder.path().resolve("data"),
                "--web.listen-address=" + address,
                "--log.level=warn");
        command.directory(folder.path().toFile());
        ChildProcess started = ChildProcess.start(command);
        child = started;
        Patience.await("get ready", START_LIMIT, () -> {
            started.requireRunning();
            return api.isReady();
        });
    }

    @Override
    public synchronized void stop() {
        end(false);
    }

    @Override
    public synchronized void kill() {
        end(true);
    }

    private void end(boolean hard) {
        if (child == null) {
            return;
        }
        try {
            if (hard) {
                child.kill();
            } else {
                child.terminate(STOP_LIMIT);
            }
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
            end(false);
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
                "The Prometheus at %s did not %s: %s".formatted(address, verb, failed.getMessage()), failed);
    }

    @Override
    public String toString() {
        return "Prometheus[" + url() + "]";
    }
}

package io.scaler4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.http.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replica: a JVM that runs {@link HttpWorker}. If this JVM dies, the other's input ends, and so does it. */
final class WorkerProcess {

    /** What the worker prints, with its port behind. */
    static final String READY = "ready on port ";

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final Consumer<WorkerProcess> changed;
    private volatile Optional<Endpoint> endpoint = Optional.empty();

    private WorkerProcess(Process process, Consumer<WorkerProcess> changed) {
        this.process = process;
        this.changed = changed;
    }

    /** @param changed told when it is ready, and when it has ended */
    static WorkerProcess started(Consumer<WorkerProcess> changed) {
        try {
            var command = new ProcessBuilder(
                    JAVA.toString(),
                    "-Xmx32m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HttpWorker.class.getName());
            var worker = new WorkerProcess(
                    command.redirectError(ProcessBuilder.Redirect.INHERIT).start(), changed);
            var reader = new Thread(worker::read, "worker-" + worker.process.pid());
            reader.setDaemon(true);
            reader.start();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("a worker could not be started: " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    endpoint =
                            Optional.of(Endpoint.http("127.0.0.1", Integer.parseInt(line.substring(READY.length()))));
                    changed.accept(this);
                }
            }
        } catch (IOException e) {
            LOG.warn("the output of worker {} broke off", process.pid(), e);
        }
        endpoint = Optional.empty();
        changed.accept(this);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where it takes requests; empty while it starts and when it has ended. */
    Optional<Endpoint> endpoint() {
        return endpoint;
    }

    /** Asks it to end with what it has begun. */
    void leave() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("worker {} is gone already", process.pid(), e);
        }
    }

    /** Returns when it has ended; one that takes longer is killed. */
    void awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

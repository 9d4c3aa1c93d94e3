package io.scaler4j.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cluster of {@code testservers/kubernetes/control-plane} with its own folder, which ends with this JVM at the
 * latest.
 */
final class ControlPlane implements AutoCloseable {
    private static final String SCRIPT = "testservers/kubernetes/control-plane";
    private static final int NOT_BUILT = 3;

    private final Path script;
    private final DataFolder folder;
    private final Map<String, String> settings;
    private final Thread ender = new Thread(this::end, "end of a control plane");
    private boolean closed;

    private ControlPlane(Path script, DataFolder folder, Map<String, String> settings) {
        this.script = script;
        this.folder = folder;
        this.settings = settings;
    }

    static ControlPlane start() {
        return start(Map.of());
    }

    /** With variables for the script. */
    static ControlPlane start(Map<String, String> settings) {
        Path script = find(Path.of("").toAbsolutePath());
        var controlPlane = new ControlPlane(script, DataFolder.create("kubernetes"), settings);
        try {
            controlPlane.requireProgram();
            Runtime.getRuntime().addShutdownHook(controlPlane.ender);
            controlPlane.run("up");
            return controlPlane;
        } catch (RuntimeException failed) {
            controlPlane.close();
            throw failed;
        }
    }

    /** Tests run in the folder of their module. */
    static Path find(Path from) {
        return Stream.iterate(from, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(SCRIPT))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new ServerUnavailableException("There is no " + SCRIPT + " in a folder above " + from + "."));
    }

    private void requireProgram() {
        Answer answer = ask("built");
        if (answer.status() == NOT_BUILT) {
            throw new ServerUnavailableException(
                    "No Kubernetes server: KUBECONFIG is not set, and the control plane is not built. Run ./verify"
                            + " --kubernetes, or " + SCRIPT + " build, which takes minutes and needs Go.");
        }
        requireSuccess("built", answer);
    }

    Path folder() {
        return folder.path().resolve("run");
    }

    Path kubeconfig() {
        return folder().resolve("kubeconfig");
    }

    void killApi() {
        run("kill-api");
    }

    void startApi() {
        run("start-api");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException endingAlready) {
            return; // then the hook does it
        }
        end();
    }

    private synchronized void end() {
        if (!closed) {
            closed = true;
            run("stop");
            folder.delete();
        }
    }

    private void run(String command) {
        requireSuccess(command, ask(command));
    }

    private static void requireSuccess(String command, Answer answer) {
        if (answer.status() != 0) {
            throw new IllegalStateException(SCRIPT + " " + command + " failed: " + answer.text());
        }
    }

    private record Answer(int status, String text) {}

    /** Its processes outlive it and must not hold its output open, so the output goes to a file. */
    private Answer ask(String command) {
        try {
            Path output = folder.path().resolve("output");
            var builder = new ProcessBuilder(new ArrayList<>(List.of(script.toString(), command)));
            builder.environment().putAll(settings);
            builder.environment().put("SCALER4J_KUBERNETES", folder().toString());
            int status = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return new Answer(
                    status, Files.readString(output, Charset.defaultCharset()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(script + " cannot be run.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + SCRIPT + " " + command + " ran.", e);
        }
    }
}

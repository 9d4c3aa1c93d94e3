package io.scaler4j.kubernetes.controller;

import io.fabric8.kubernetes.client.Config;
import io.scaler4j.spi.ScalerCatalog;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A controller in a JVM of its own, which a test may kill. Its loads come by its standard input. */
final class ControllerProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter input;

    private ControllerProcess(Process process) {
        this.process = process;
        input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static ControllerProcess start(Path kubeconfig, String namespace, Duration lease) {
        try {
            return new ControllerProcess(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ControllerProcess.class.getName(),
                            kubeconfig.toString(),
                            namespace,
                            String.valueOf(lease.toMillis())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void load(String name, double value) {
        input.println(name + " " + value);
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param args a kubeconfig, a namespace, the lease in milliseconds */
    public static void main(String[] args) throws IOException {
        var load = new TestLoad();
        try (ScalerCatalog catalog = ScalerCatalog.of(load);
                var controller = ScaledObjectController.builder(Config.fromKubeconfig(new File(args[0])))
                        .namespace(args[1])
                        .catalog(catalog)
                        .lease(Duration.ofMillis(Long.parseLong(args[2])))
                        .syncPeriod(Duration.ofMillis(500))
                        .identity("child")
                        .start();
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                load.values.put(words[0], Double.parseDouble(words[1]));
            }
            System.err.println(controller + " ends with its input");
        }
    }
}

package io.scaler4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** {@code cli}: starts of the packaged program, beside the smallest program with picocli on the same JVM. */
final class CliSuite implements Suite {

    private static final Path FOLDER = Path.of("scaler-cli/target");
    private static final String EXAMPLE = "scaler-cli/examples/orders.yaml";
    private static final double MIB = 1024.0 * 1024;

    @Override
    public List<Metric> measure(boolean quick) {
        int times = quick ? 3 : 21;
        String launcher = FOLDER.resolve("scaler4j").toString();
        Path cache;
        long bytes;
        try (Stream<Path> files = Files.list(FOLDER)) {
            cache = Files.createTempDirectory("scaler4j-benchmark");
            bytes = Files.size(files.filter(file -> file.toString().endsWith("-standalone.jar"))
                    .findFirst()
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException("scaler-cli is not packaged: mvn -pl scaler-cli -am -DskipTests package", e);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Stream.of(HelloWorld.class, CommandLine.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
        String[] hello = {java, "-cp", classPath, HelloWorld.class.getName(), "--version"};
        millis(cache, launcher, "--version"); // makes the archive
        double[] bare = new double[times];
        double[] version = new double[times];
        double[] lint = new double[times];
        for (int i = 0; i < times; i++) {
            bare[i] = millis(cache, hello);
            version[i] = millis(cache, launcher, "--version");
            lint[i] = millis(cache, launcher, "lint", EXAMPLE);
        }
        return List.of(
                new Metric("cli", "start-ratio", median(version) / median(bare), "ratio"),
                new Metric("cli", "start-ms", median(version), "ms"),
                new Metric("cli", "hello-ms", median(bare), "ms"),
                new Metric("cli", "lint-ms", median(lint), "ms"),
                new Metric("cli", "jar-mib", bytes / MIB, "MiB"));
    }

    private static double median(double[] millis) {
        return Arrays.stream(millis).sorted().toArray()[millis.length / 2];
    }

    private static double millis(Path cache, String... command) {
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SCALER4J_CACHE", cache.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            long begin = System.nanoTime();
            int status = builder.start().waitFor();
            double taken = (System.nanoTime() - begin) / 1e6;
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with status " + status);
            }
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

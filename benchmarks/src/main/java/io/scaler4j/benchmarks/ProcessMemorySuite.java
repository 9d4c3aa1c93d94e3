package io.scaler4j.benchmarks;

import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/**
 * {@code process-memory}: what a whole process takes that watches 1,000 lists of Redis, with the JVM's defaults and
 * with the flags that {@code docs/performance.md} names for small processes.
 */
final class ProcessMemorySuite implements Suite {

    /** As the page has them; a test compares. */
    static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx12m", "-Xss256k", "-XX:+ExitOnOutOfMemoryError");

    /** An application has its own libraries only: a JVM keeps the table of contents of each jar in memory. */
    private static final Pattern NEEDED = Pattern.compile(
            "(scaler-api|scaler-redis|jedis|redis-authx-core|commons-pool2|gson|json|slf4j-api|logback-\\w+)-\\d.*");

    private final List<Metric> metrics = new ArrayList<>();

    @Override
    public List<Metric> measure(boolean quick) {
        int lists = quick ? 20 : 1_000;
        int seconds = quick ? 3 : 60;
        try (var node = RedisNode.process(RedisOptions.defaults());
                var redis = new Jedis("127.0.0.1", node.port())) {
            for (int number = 0; number < lists; number++) {
                redis.rpush("list-" + number, "a", "b", "c");
            }
            add("process", watch(SMALL, node.address(), lists, seconds));
            add("default-process", watch(List.of(), node.address(), lists, seconds));
        }
        return metrics;
    }

    private void add(String name, String[] told) {
        metrics.add(new Metric("process-memory", name + "-memory", Double.parseDouble(told[0]) / 1024, "MiB"));
        metrics.add(new Metric("process-memory", name + "-threads", Double.parseDouble(told[1]), "threads"));
        metrics.add(new Metric("process-memory", name + "-turns", Double.parseDouble(told[2]), "turns"));
    }

    /** What the program told; it must have seen every list as it is. */
    private static String[] watch(List<String> flags, String address, int lists, int seconds) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), RedisWatcher.class.getName()));
        command.addAll(List.of(address, String.valueOf(lists), String.valueOf(seconds)));
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String[] told = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            if (child.waitFor() != 0 || told.length != 4 || Integer.parseInt(told[2]) < lists || !told[3].equals("0")) {
                throw new IllegalStateException("the program failed or read a list wrong: " + Arrays.toString(told));
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith("classes")
                        || NEEDED.matcher(Path.of(entry).getFileName().toString())
                                .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

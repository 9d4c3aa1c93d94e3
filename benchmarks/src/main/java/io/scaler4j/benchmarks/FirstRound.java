package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.metric.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The first round of a process: a JVM that has read nothing yet opens a connection and reads all triggers at once.
 *
 * @param millis until the last answer, from before the connection is made
 * @param cpuMillis of the whole process in that time
 */
record FirstRound(double millis, double cpuMillis) {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** In a JVM of its own, by the scalers or by the bare client. */
    static FirstRound inNewJvm(KafkaWorkload workload, String bootstrapServers, boolean bare) {
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FirstRound.class.getName(),
                bootstrapServers,
                String.valueOf(workload.groups()),
                String.valueOf(workload.topics()),
                String.valueOf(workload.partitions()),
                String.valueOf(bare));
        process.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process child = process.start();
            String[] told = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            if (child.waitFor() != 0 || told.length != 2) {
                throw new IllegalStateException("the JVM of the first round failed, see above");
            }
            return new FirstRound(Double.parseDouble(told[0]), Double.parseDouble(told[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Reads once, and prints both numbers.
     *
     * @param args servers, groups, topics, partitions, and whether by the bare client
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        var out = System.out;
        System.setOut(System.err); // for logs
        var workload =
                new KafkaWorkload(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        double cpuBefore = Resources.cpuMillis();
        long begin = System.nanoTime();
        if (Boolean.parseBoolean(args[4])) {
            readBare(workload, args[0]);
        } else {
            read(workload, args[0]);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        out.println(millis + " " + (Resources.cpuMillis() - cpuBefore));
        out.flush();
        System.exit(0);
    }

    private static void readBare(KafkaWorkload workload, String bootstrapServers)
            throws InterruptedException, ExecutionException {
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        workload.readBare(admin);
    }

    private static void read(KafkaWorkload workload, String bootstrapServers) {
        KafkaCluster cluster =
                KafkaCluster.builder().bootstrapServers(bootstrapServers).build();
        List<KafkaLagScaler> scalers = IntStream.range(0, workload.groups())
                .mapToObj(number -> KafkaLagScaler.builder()
                        .cluster(cluster)
                        .topic(workload.topic(number))
                        .consumerGroup(workload.group(number))
                        .build())
                .toList();
        var request = ReadRequest.of(Instant.now(), DEADLINE);
        List<CompletableFuture<Reading>> answers = scalers.stream()
                .map(scaler -> scaler.readAsync(request, Runnable::run).toCompletableFuture())
                .toList();
        for (CompletableFuture<Reading> answer : answers) {
            if (!(answer.join() instanceof Reading.Value value) || value.milli() != workload.lag() * 1000) {
                throw new IllegalStateException("expected a lag of " + workload.lag() + ", was " + answer.join());
            }
        }
    }
}

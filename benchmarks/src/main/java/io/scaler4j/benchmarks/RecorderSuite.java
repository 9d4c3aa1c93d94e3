package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** {@code recorder}: a day of two triggers with the default rules at 15 s, as a recorder writes it. */
final class RecorderSuite implements Suite {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 100).build();
    /** As simulated turns say. */
    private static final String AUTOSCALER = "simulation";

    private static final int WARM_UP_DAYS = 20;
    private static final int DAYS = 51;
    private static final long UNLIMITED = Long.MAX_VALUE;

    @Override
    public List<Metric> measure(boolean quick) {
        List<Turn> day = day().turns();
        try {
            Path folder = Files.createTempDirectory("recorder-benchmark");
            try {
                return measure(day, folder, quick);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Run day() {
        return Simulation.of(POLICY)
                .trigger("lag", averageValue(50), Load.diurnal(100, 3_000, 0.4).withPoissonNoise(1))
                .trigger("rate", averageValue(12.5), Load.diurnal(20, 700, 0.4).withPoissonNoise(2))
                .lasting(Duration.ofDays(1));
    }

    private static List<Metric> measure(List<Turn> day, Path folder, boolean quick) throws IOException {
        Path current = folder.resolve(AUTOSCALER + ".jsonl");
        record(day, folder);
        long bytes = Files.size(current);
        List<byte[]> lines = lines(current);
        int warmUp = quick ? 1 : WARM_UP_DAYS;
        int days = quick ? 3 : DAYS;
        double[] recorded = new double[days];
        double[] bare = new double[days];
        for (int i = -warmUp; i < days; i++) {
            Files.delete(current);
            double record = record(day, folder);
            double write = write(lines, folder.resolve("bare"));
            if (i >= 0) {
                recorded[i] = record;
                bare[i] = write;
            }
        }
        double finish = finish(folder);
        long compressed = Files.size(folder.resolve(AUTOSCALER + ".jsonl.000001.gz"));
        return List.of(
                metric("turn-bytes", (double) bytes / day.size(), "B"),
                metric("turn-gzip-bytes", (double) compressed / day.size(), "B"),
                metric("day-bytes", (double) bytes, "B"),
                metric("day-gzip-bytes", (double) compressed, "B"),
                metric("record-time", median(recorded) / day.size(), "ns"),
                metric("bare-write-time", median(bare) / day.size(), "ns"),
                metric("finish-time", finish / 1e6, "ms"));
    }

    /** In nanoseconds, from the first event to the last line. */
    private static double record(List<Turn> day, Path folder) {
        try (Recorder recorder = recorder(folder)) {
            long begin = System.nanoTime();
            for (Turn turn : day) {
                recorder.turnEnded(turn);
            }
            long taken = System.nanoTime() - begin;
            if (recorder.lostTurns() > 0) {
                throw new IllegalStateException(recorder.lostTurns() + " turns were lost");
            }
            return taken;
        }
    }

    private static Recorder recorder(Path folder) {
        return Recorder.builder(folder, AUTOSCALER)
                .policy(POLICY)
                .maxFileBytes(UNLIMITED)
                .build();
    }

    private static double write(List<byte[]> lines, Path file) throws IOException {
        Files.deleteIfExists(file);
        try (var bare = new RandomAccessFile(file.toFile(), "rw")) {
            long begin = System.nanoTime();
            for (byte[] line : lines) {
                bare.write(line);
            }
            return System.nanoTime() - begin;
        }
    }

    /** A new recorder finishes what the last one left. */
    private static double finish(Path folder) {
        long begin = System.nanoTime();
        recorder(folder).close();
        return System.nanoTime() - begin;
    }

    private static List<byte[]> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> (line + "\n").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("recorder", name, value, unit);
    }
}

package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.FolderStateStore;
import io.scaler4j.registry.SavedState;
import io.scaler4j.registry.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code states}: the states of 10,000 autoscalers, saved together once a round, by a store in a folder, and beside it
 * with one file for each, which is written, forced and moved into place.
 */
final class StatesSuite implements Suite {

    private static final int AUTOSCALERS = 10_000;
    private static final int ROUNDS = 9;
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    @Override
    public List<Metric> measure(boolean quick) {
        int autoscalers = quick ? AUTOSCALERS / 100 : AUTOSCALERS;
        try {
            Path folder = Files.createTempDirectory("states-benchmark");
            try {
                return measure(folder, autoscalers, quick ? 3 : ROUNDS);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Metric> measure(Path folder, int autoscalers, int rounds) throws IOException {
        SavedState state = SavedState.of(state());
        Path log = folder.resolve("log");
        Path files = Files.createDirectory(folder.resolve("files"));
        double[] together = new double[rounds];
        double[] single = new double[rounds];
        double[] apart = new double[rounds];
        try (StateStore store = FolderStateStore.open(log)) {
            for (int i = 0; i < rounds; i++) {
                together[i] = save(store, state, autoscalers);
                single[i] = save(store, state, 1);
                apart[i] = saveFiles(files, state, autoscalers);
            }
        }
        long bytes = Files.size(log.resolve("states.log"));
        long begin = System.nanoTime();
        FolderStateStore.open(log).close();
        double open = System.nanoTime() - begin;
        return List.of(
                metric("round-time", median(together) / 1e6, "ms"),
                metric("one-save-time", median(single) / 1e6, "ms"),
                metric("file-bytes-per-autoscaler", (double) bytes / autoscalers, "B"),
                metric("open-time", open / 1e6, "ms"),
                metric("one-file-each-round-time", median(apart) / 1e6, "ms"),
                metric("one-file-each-ratio", median(apart) / median(together), ""));
    }

    /** The state of a trigger that fills a window of 300 s at 15 s. */
    private static ScalingState state() {
        ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 100).build();
        ScalingState state = ScalingState.initial();
        int replicas = 1;
        for (int i = 0; i < 100; i++) {
            Instant now = START.plus(Duration.ofSeconds(15L * i));
            var lag = Measurement.of("lag", averageValue(50), Reading.of(2_000 + 900 * Math.sin(i / 3.0)));
            var decision = policy.decide(state, Observation.of(now, Replicas.of(replicas), List.of(lag)));
            state = decision.next(true);
            replicas = decision.to();
        }
        return state;
    }

    private static double save(StateStore store, SavedState state, int autoscalers) {
        long begin = System.nanoTime();
        CompletableFuture.allOf(IntStream.range(0, autoscalers)
                        .mapToObj(i -> store.save("autoscaler-" + i, state).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .join();
        return System.nanoTime() - begin;
    }

    private static double saveFiles(Path folder, SavedState state, int autoscalers) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < autoscalers; i++) {
            Path fresh = folder.resolve("autoscaler-" + i + ".new");
            byte[] text = state.state().toText().getBytes(StandardCharsets.US_ASCII);
            try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(text));
                file.force(false);
            }
            Files.move(fresh, folder.resolve("autoscaler-" + i), StandardCopyOption.ATOMIC_MOVE);
        }
        return System.nanoTime() - begin;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("states", name, value, unit);
    }
}

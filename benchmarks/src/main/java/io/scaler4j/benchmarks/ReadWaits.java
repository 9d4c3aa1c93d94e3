package io.scaler4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** How long reads take beside a bare call for the same number, in milliseconds. */
final class ReadWaits {

    private final List<Double> reads = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();

    /** Adds the reads of a round. */
    void add(List<Double> round) {
        reads.addAll(round);
    }

    /** Makes bare calls, one after the other, and notes how long they take. */
    void callBare(int times, Callable<?> call) {
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            try {
                call.call();
            } catch (Exception e) {
                throw new IllegalStateException("the bare call failed: " + e, e);
            }
            bare.add((System.nanoTime() - begin) / 1e6);
        }
    }

    /** Both, and what reads take more; less than 0 where the answer is there before a bare call would have it. */
    List<Metric> metrics(String suite) {
        return List.of(
                new Metric(suite, "read-p50", percentile(reads, 50), "ms"),
                new Metric(suite, "read-p99", percentile(reads, 99), "ms"),
                new Metric(suite, "bare-call-p50", percentile(bare, 50), "ms"),
                new Metric(suite, "bare-call-p99", percentile(bare, 99), "ms"),
                new Metric(suite, "added-p50", percentile(reads, 50) - percentile(bare, 50), "ms"),
                new Metric(suite, "added-p99", percentile(reads, 99) - percentile(bare, 50), "ms"));
    }

    /** The number that so many percent of them do not exceed. */
    static double percentile(List<Double> numbers, int percent) {
        var sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}

package io.scaler4j.benchmarks;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** What a soak came to. Thread-safe. */
final class SoakCounts implements AutoscalerObserver {

    private static final int LATEST_MILLIS = 60_000;

    /** Turns by how many milliseconds they were late. */
    private final AtomicIntegerArray lateness = new AtomicIntegerArray(LATEST_MILLIS + 1);

    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong failedReads = new AtomicLong();
    private final AtomicLong undecided = new AtomicLong();
    private final AtomicLong scaledOut = new AtomicLong();
    private final AtomicLong scaledIn = new AtomicLong();
    private final AtomicLong wronglyIn = new AtomicLong();
    private final List<AtomicInteger> targets = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private long unsettled;

    /** What the process holds at the end of a phase. */
    private record Left(double heapMiB, int threads, long sockets) {

        static Left now() {
            return new Left(Resources.heapBytes() / 1024.0 / 1024, Resources.threads(), Resources.sockets());
        }
    }

    /** Takes note of a target, before the start. */
    void watch(AtomicInteger replicas) {
        targets.add(replicas);
    }

    void scaled(int before, int next, boolean wrong) {
        (next < before ? scaledIn : scaledOut).incrementAndGet();
        if (wrong) {
            wronglyIn.incrementAndGet();
        }
    }

    @Override
    public void turnEnded(Turn turn) {
        turns.incrementAndGet();
        lateness.incrementAndGet((int) Math.min(LATEST_MILLIS, turn.lateness().toMillis()));
        if (turn.decision().isEmpty()) {
            undecided.incrementAndGet();
        }
        turn.observation().ifPresent(seen -> {
            for (Measurement measurement : seen.measurements()) {
                if (measurement.reading() instanceof Reading.Failure) {
                    failedReads.incrementAndGet();
                }
            }
        });
    }

    /** Compares all targets with the count that the load asks for, and tells how it goes: a soak may be ended early. */
    void phaseEnds(int replicas) {
        unsettled += targets.stream().filter(target -> target.get() != replicas).count();
        left.add(Left.now());
        metrics().forEach(System.err::println);
        System.err.println();
    }

    List<Metric> metrics() {
        Left first = left.get(0);
        Left last = left.get(left.size() - 1);
        return List.of(
                metric("turns", turns.get(), "turns"),
                metric("failed-reads", failedReads.get(), "reads"),
                metric("undecided", undecided.get(), "turns"),
                metric("scaled-out", scaledOut.get(), "writes"),
                metric("scaled-in", scaledIn.get(), "writes"),
                metric("wrong-scale-ins", wronglyIn.get(), "writes"),
                metric("unsettled", unsettled, "targets"),
                metric("lateness-p50", percentile(50), "ms"),
                metric("lateness-p99", percentile(99), "ms"),
                metric("lateness-max", percentile(100), "ms"),
                metric("phases", left.size(), "phases"),
                metric("heap-first", first.heapMiB(), "MiB"),
                metric("heap-last", last.heapMiB(), "MiB"),
                metric("threads-first", first.threads(), "threads"),
                metric("threads-last", last.threads(), "threads"),
                metric("sockets-first", first.sockets(), "sockets"),
                metric("sockets-last", last.sockets(), "sockets"));
    }

    private int percentile(int percent) {
        long all = turns.get();
        long seen = 0;
        for (int millis = 0; millis < LATEST_MILLIS; millis++) {
            seen += lateness.get(millis);
            if (seen * 100 >= all * percent) {
                return millis;
            }
        }
        return LATEST_MILLIS;
    }

    private static Metric metric(String name, Number value, String unit) {
        return new Metric("soak", name, value.doubleValue(), unit);
    }
}

package io.scaler4j.cpu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The latest readings of one counter. What was used is taken since the reading whose age is nearest to the window's
 * length: with regular readings that is always the same one, whether it comes a little early or late.
 *
 * <p>Not thread-safe.
 */
final class UsageWindow {

    /** Below it, the counters' own steps show. */
    static final Duration SHORTEST = Duration.ofSeconds(5);

    static final Duration USUAL = Duration.ofSeconds(15);

    /** Of readings that come faster, not each is kept. */
    private static final int PARTS = 32;

    private final long lengthNanos;
    private final long shortestNanos;
    private final Deque<CpuReading> readings = new ArrayDeque<>();

    UsageWindow(Duration length, Duration shortest) {
        lengthNanos = length.toNanos();
        shortestNanos = shortest.toNanos();
    }

    /** Takes a reading: what was used up to it, or empty if no earlier reading is old enough. */
    Optional<CpuUsage> add(CpuReading reading) {
        if (!readings.isEmpty() && reading.isBefore(readings.getLast())) {
            readings.clear(); // the counter restarted
        }
        dropOlderThanNearest(reading.atNanos());
        Optional<CpuUsage> usage = Optional.ofNullable(readings.peekFirst())
                .filter(first -> reading.atNanos() - first.atNanos() >= shortestNanos)
                .flatMap(first -> CpuUsage.between(first, reading));
        keep(reading);
        return usage;
    }

    private void dropOlderThanNearest(long now) {
        while (readings.size() > 1) {
            CpuReading first = readings.removeFirst();
            if (distance(first, now) < distance(readings.getFirst(), now)) {
                readings.addFirst(first);
                return;
            }
        }
    }

    private long distance(CpuReading reading, long now) {
        return Math.abs(now - reading.atNanos() - lengthNanos);
    }

    private void keep(CpuReading reading) {
        if (readings.isEmpty() || reading.atNanos() - readings.getLast().atNanos() >= lengthNanos / PARTS) {
            readings.addLast(reading);
        }
    }

    /** For tests of what is kept. */
    int size() {
        return readings.size();
    }
}

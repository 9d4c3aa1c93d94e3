package io.scaler4j.prometheus;

import java.time.Duration;

/**
 * When an exchange must be over: a little before the caller's deadline, so that its end still arrives as an answer of
 * its own.
 */
final class TimeLimit {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LARGEST_RESERVE = Duration.ofMillis(100);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final long endNanos;

    private TimeLimit(long endNanos) {
        this.endNanos = endNanos;
    }

    /** Within the time of the query, and within that of the caller. */
    static TimeLimit within(Duration ofQuery, Duration ofCaller) {
        Duration reserve = shorter(ofCaller.dividedBy(10), LARGEST_RESERVE);
        Duration limit = shorter(shorter(ofQuery, ofCaller.minus(reserve)), LONGEST);
        return new TimeLimit(System.nanoTime() + limit.toNanos());
    }

    /** What is left, at least a little: a request begun late fails at once. */
    Duration left() {
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    /** A wait in milliseconds, whatever the duration. */
    static long millisOf(Duration timeout) {
        return shorter(timeout, LONGEST).toMillis();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

package io.scaler4j.kafka;

import java.time.Duration;

/**
 * When the calls of one read must be over. It lies a little before the caller's deadline, so that what the client could
 * not find out by then still arrives as its own answer, next to what it did find out.
 */
final class TimeLimit {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LONGEST_STEP_MILLIS = 5_000;
    private static final Duration LARGEST_RESERVE = Duration.ofMillis(100);

    private final long endNanos;

    private TimeLimit(long endNanos) {
        this.endNanos = endNanos;
    }

    static TimeLimit within(Duration timeout) {
        Duration reserve = shorter(timeout.dividedBy(10), LARGEST_RESERVE);
        Duration usable = shorter(timeout.minus(reserve), LONGEST);
        return new TimeLimit(System.nanoTime() + usable.toNanos());
    }

    /** What is left for the next call, at least 1: a call begun late fails at once instead of taking the default. */
    int remainingMillis() {
        return (int) Math.max(1, Duration.ofNanos(endNanos - System.nanoTime()).toMillis());
    }

    /**
     * Half of what is left, so that there is as much for what comes afterwards, at least 1. Not more than a few
     * seconds: what takes longer is as well asked for again.
     */
    int halfMillis() {
        return Math.max(1, Math.min(remainingMillis() / 2, LONGEST_STEP_MILLIS));
    }

    /** A wait in milliseconds, whatever the duration. */
    static long millisOf(Duration timeout) {
        return shorter(timeout, LONGEST).toMillis();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

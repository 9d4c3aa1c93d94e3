package io.scaler4j.connect;

import java.time.Duration;

/**
 * When what is asked of a server must be over: a little before the caller's deadline, so that the failure still arrives
 * as an answer that says what is wrong. Time limits beyond an hour are an hour. Immutable and thread-safe.
 */
public final class TimeLimit {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LARGEST_RESERVE = Duration.ofMillis(100);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final long endNanos;

    private TimeLimit(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * Starts to run now.
     *
     * @param timeout how long the caller waits; 100 ms less are used, or a tenth of it less if that is shorter
     * @return the limit
     */
    public static TimeLimit within(Duration timeout) {
        return new TimeLimit(System.nanoTime() + usable(timeout).toNanos());
    }

    /**
     * Returns the part of a caller's time that a limit uses, for sentences.
     *
     * @param timeout how long the caller waits
     * @return how long the server has
     */
    public static Duration usable(Duration timeout) {
        return shorter(timeout.minus(shorter(timeout.dividedBy(10), LARGEST_RESERVE)), LONGEST);
    }

    /**
     * Returns an earlier limit.
     *
     * @param timeout from now on
     * @return this limit, or one that ends after the timeout if that is earlier
     */
    public TimeLimit orAfter(Duration timeout) {
        long end = System.nanoTime() + shorter(timeout, LONGEST).toNanos();
        return end - endNanos < 0 ? new TimeLimit(end) : this;
    }

    /** {@return whether nothing is left} */
    public boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** {@return what is left, at least 1 ms: a request that begins late fails at once} */
    public Duration left() {
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    /** {@return {@link #left} in milliseconds} */
    public int leftMillis() {
        return (int) left().toMillis();
    }

    /**
     * Returns the time for one step, so that there is as much for a second attempt.
     *
     * @param most milliseconds for it
     * @return half of what is left, at most this and at least 1
     */
    public int stepMillis(int most) {
        return Math.max(1, Math.min(leftMillis() / 2, most));
    }

    /**
     * Returns a time to wait, whatever the duration.
     *
     * @param timeout how long a caller waits
     * @return milliseconds, at most those of an hour
     */
    public static long millisOf(Duration timeout) {
        return shorter(timeout, LONGEST).toMillis();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

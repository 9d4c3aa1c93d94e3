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
        return shorter(left(), timeout).equals(timeout) ? new TimeLimit(System.nanoTime() + timeout.toNanos()) : this;
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

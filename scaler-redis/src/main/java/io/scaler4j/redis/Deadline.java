package io.scaler4j.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.Connection;

/**
 * When a batch must be over. A connection that still waits for the server then is cut off, however slowly its answer
 * may be dripping in, so no thread is held for longer. Thread-safe.
 */
final class Deadline {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LARGEST_RESERVE = Duration.ofMillis(100);

    private final long endNanos;
    private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();
    private final LongAdder waits;
    private volatile boolean over;

    private Deadline(long endNanos, LongAdder waits) {
        this.endNanos = endNanos;
        this.waits = waits;
    }

    /**
     * A little before the limit, so that what was found out by then still arrives.
     *
     * @param waits counts how often a server is waited for
     */
    static Deadline within(Duration timeout, LongAdder waits) {
        Duration reserve = shorter(timeout.dividedBy(10), LARGEST_RESERVE);
        long usable = shorter(timeout.minus(reserve), LONGEST).toNanos();
        return new Deadline(System.nanoTime() + usable, waits);
    }

    /** What is left, at least 1. */
    long remainingMillis() {
        return Math.max(1, Duration.ofNanos(endNanos - System.nanoTime()).toMillis());
    }

    /** For one step: half of what is left, so that there is as much for a second attempt, and not above the limit. */
    int stepMillis(int limit) {
        return (int) Math.max(1, Math.min(remainingMillis() / 2, limit));
    }

    boolean isOver() {
        return over || endNanos - System.nanoTime() <= 0;
    }

    /** The connection is about to wait for the server. */
    void begin(Connection connection) {
        waits.increment();
        waiting.add(connection);
        if (over) {
            cut(connection);
        }
    }

    void end(Connection connection) {
        waiting.remove(connection);
    }

    /** It is over now: whoever still waits is cut off. */
    void expire() {
        over = true;
        waiting.forEach(Deadline::cut);
    }

    private static void cut(Connection connection) {
        try {
            connection.setBroken();
            connection.forceDisconnect();
        } catch (IOException alreadyGone) {
            // which is what was wanted
        }
    }

    /** A wait in milliseconds, whatever the duration. */
    static long millisOf(Duration timeout) {
        return shorter(timeout, LONGEST).toMillis();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

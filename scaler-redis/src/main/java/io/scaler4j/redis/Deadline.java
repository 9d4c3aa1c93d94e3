package io.scaler4j.redis;

import io.scaler4j.connect.TimeLimit;
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

    private final TimeLimit limit;
    private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();
    private final LongAdder waits;
    private volatile boolean over;

    private Deadline(TimeLimit limit, LongAdder waits) {
        this.limit = limit;
        this.waits = waits;
    }

    /**
     * A little before the limit, so that what was found out by then still arrives.
     *
     * @param waits counts how often a server is waited for
     */
    static Deadline within(Duration timeout, LongAdder waits) {
        return new Deadline(TimeLimit.within(timeout), waits);
    }

    /** What is left, at least 1. */
    long remainingMillis() {
        return limit.leftMillis();
    }

    /** For one step: half of what is left, so that there is as much for a second attempt, and not above the limit. */
    int stepMillis(int most) {
        return limit.stepMillis(most);
    }

    boolean isOver() {
        return over || limit.isOver();
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

    /** It is over now: every connection that still waits is cut off. */
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
}

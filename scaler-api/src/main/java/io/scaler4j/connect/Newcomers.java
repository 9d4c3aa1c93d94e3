package io.scaler4j.connect;

import java.time.Duration;

/**
 * How long queries that nobody has asked before wait for each other. A thousand autoscalers that start at random
 * moments would cost a thousand batches. So the first one is sent at once, and the more batches follow closely, the
 * longer the next ones gather. Many that come together do not wait. Guarded by the batcher's lock.
 */
final class Newcomers {

    /** So many fill a batch. */
    static final int MANY = 128;

    /** No caller waits longer than this, nor longer than this part of its time limit. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private static final int PART_PERCENT = 40;

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int GROWTH = 4;
    /** If so long none came, the next is alone again. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private int waiting;
    private long patienceEnds;
    private boolean sentBefore;
    private long lastSent;
    private long pause;

    /** Notes that one more waits. */
    void add(long nanos, Duration timeout) {
        long ends = nanos + Math.min(LONGEST.toNanos(), timeout.toNanos() / 100 * PART_PERCENT);
        patienceEnds = waiting == 0 || ends - patienceEnds < 0 ? ends : patienceEnds;
        waiting++;
    }

    boolean mayGo(long nanos) {
        return waiting >= MANY || untilTheyMayGo(nanos) <= 0;
    }

    /** How long those that wait still have to; 0 or less for not at all. */
    long untilTheyMayGo(long nanos) {
        if (!sentBefore) {
            return 0;
        }
        return Math.min(lastSent + pause - nanos, patienceEnds - nanos);
    }

    /**
     * Notes that all that wait are sent.
     *
     * @param alone whether the batch is there for them only
     */
    void sent(long nanos, boolean alone) {
        boolean any = waiting > 0;
        boolean many = waiting >= MANY;
        waiting = 0;
        if (!any || !alone) {
            return;
        }
        boolean quiet = !sentBefore || nanos - lastSent >= QUIET.toNanos();
        if (quiet) {
            pause = FIRST.toNanos();
        } else if (!many) {
            pause = Math.min(pause * GROWTH, LONGEST.toNanos());
        }
        sentBefore = true;
        lastSent = nanos;
    }
}

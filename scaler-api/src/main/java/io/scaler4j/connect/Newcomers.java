package io.scaler4j.connect;

import java.time.Duration;

/**
 * How long queries that nobody has asked before wait for each other. A thousand autoscalers that start at random
 * moments would cost a thousand batches. So the first one is sent at once, and the more batches of several follow
 * closely, the longer the next ones gather. Many that come together do not wait. Who asks one query after the other,
 * each after the answer to the one before, gathers nothing: after a wait in vain more and more queries do not wait.
 * Guarded by the batcher's lock.
 */
final class Newcomers {

    /** So many fill a batch. */
    static final int MANY = 256;

    /** No caller waits longer than this, nor longer than this part of its time limit. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int PART_PERCENT = 50;

    private static final Duration FIRST = Duration.ofMillis(100);
    /** The longest wait that may be in vain. */
    private static final Duration LONGEST_TRIAL = Duration.ofMillis(400);

    private static final int GROWTH = 10;
    /** At most so many are sent without a wait after one that waited in vain. */
    private static final int MOST_IN_A_ROW = 64;

    /** If so long none came, the next is alone again. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private int waiting;
    private long patienceEnds;
    private boolean sentBefore;
    private long lastSent;
    private long pause;
    /** How many are still sent without a wait, and how many will be after the next wait in vain. */
    private int inARow;

    private int nextInARow = 1;
    private long trial = FIRST.toNanos();

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
        int sent = waiting;
        waiting = 0;
        if (sent == 0 || !alone) {
            return;
        }
        if (!sentBefore || nanos - lastSent >= QUIET.toNanos()) {
            gathers(FIRST.toNanos());
        } else if (sent == 1) {
            sentInVain();
        } else if (sent < MANY) {
            gathers(Math.max(FIRST.toNanos(), Math.min(pause * GROWTH, LONGEST.toNanos())));
        }
        sentBefore = true;
        lastSent = nanos;
    }

    private void gathers(long next) {
        pause = next;
        inARow = 0;
        nextInARow = 1;
        trial = FIRST.toNanos();
    }

    /** Nobody else came, or there was no wait in which anybody could. */
    private void sentInVain() {
        if (inARow > 0) {
            inARow--;
        } else {
            inARow = nextInARow;
            nextInARow = Math.min(nextInARow * 2, MOST_IN_A_ROW);
            trial = Math.min(trial * 2, LONGEST_TRIAL.toNanos());
        }
        pause = inARow > 0 ? 0 : trial;
    }
}

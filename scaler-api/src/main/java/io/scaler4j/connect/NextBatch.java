package io.scaler4j.connect;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The callers that wait for the next batch, and whether it may go. Guarded by the batcher's lock. */
final class NextBatch {

    /** Longer time limits count as this one. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Newcomers newcomers = new Newcomers();
    /** Null if no caller waits. */
    private @Nullable ReadRequest latest;

    private long latestDeadlineNanos;
    private boolean hurry;
    private boolean round;

    /**
     * Adds a caller: the later deadline counts, and the later time.
     *
     * @param isNew whether nobody has asked its query before
     * @param hurries whether it does not wait for others even so
     */
    void add(ReadRequest request, boolean isNew, boolean hurries, long nanos) {
        Duration timeout = shorter(request.timeout(), LONGEST);
        long deadline = nanos + timeout.toNanos();
        ReadRequest before = latest;
        latest = before == null || !before.now().isAfter(request.now()) ? request : before;
        latestDeadlineNanos = before == null || deadline - latestDeadlineNanos > 0 ? deadline : latestDeadlineNanos;
        round |= !isNew;
        hurry |= hurries || !isNew;
        if (isNew && !hurries) {
            newcomers.add(nanos, timeout);
        }
    }

    boolean isWanted() {
        return latest != null;
    }

    boolean mayGo(long nanos) {
        return hurry || newcomers.mayGo(nanos);
    }

    /** How many nanoseconds the callers still wait for others. */
    long untilItMayGo(long nanos) {
        return newcomers.untilTheyMayGo(nanos);
    }

    /** Whether a caller waits whose query was asked before: others of its round follow. */
    boolean isRound() {
        return round;
    }

    /**
     * Takes all callers: what is left of their time, and at least a little, so that the source says what is wrong.
     *
     * @return null if there are none
     */
    @Nullable
    ReadRequest take(long nanos) {
        ReadRequest request = latest;
        if (request == null) {
            return null;
        }
        newcomers.sent(nanos, !hurry);
        latest = null;
        hurry = false;
        round = false;
        Duration left = Duration.ofNanos(latestDeadlineNanos - nanos);
        return ReadRequest.of(request.now(), left.compareTo(SHORTEST) > 0 ? left : SHORTEST);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

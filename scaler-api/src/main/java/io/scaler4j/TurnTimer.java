package io.scaler4j;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of what a turn waits for. A turn waits for one thing after the other, and for most of them not at all.
 * So there is a timer only if a thread leaves a turn that waits, and it is kept for the waits that follow: if it rings
 * for one that is over, it is set again for the rest of the present one.
 */
final class TurnTimer {

    /** Gives up what the turn waits for, unless that is there by now. */
    interface Late {
        void giveUp(TurnRun.Phase waiting, TimeoutException thrown);
    }

    private final Scheduler scheduler;
    private final InstantSource time;
    private final Late late;

    private TurnRun.@Nullable Phase waiting;
    private Instant since = Instant.EPOCH;
    private Duration limit = Duration.ZERO;
    private Scheduler.@Nullable Cancellable timer;
    private Duration setFor = Duration.ZERO;
    private int timers;
    private boolean isOfAnEarlierWait;

    /** @param late called on the scheduler's thread, or at once if that takes no more tasks */
    TurnTimer(Scheduler scheduler, InstantSource time, Late late) {
        this.scheduler = scheduler;
        this.time = time;
        this.late = late;
    }

    /** The turn waits for something else from now on. */
    synchronized void waits(TurnRun.Phase what, Instant now, Duration most) {
        waiting = what;
        since = now;
        limit = most;
        isOfAnEarlierWait = true;
    }

    /** The calling thread leaves. */
    void watch() {
        TurnRun.Phase unwatched = null;
        synchronized (this) {
            boolean isWatched = timer != null && setFor.compareTo(limit) <= 0;
            if (waiting != null && !isWatched && !set(limit)) {
                unwatched = waiting;
            }
        }
        if (unwatched != null) {
            late.giveUp(unwatched, Deadlines.unlimited());
        }
    }

    /** The turn has ended. */
    synchronized void end() {
        waiting = null;
        cancel();
    }

    private void rings(int number) {
        TurnRun.Phase over;
        TimeoutException thrown;
        synchronized (this) {
            if (number != timers || waiting == null) {
                return;
            }
            timer = null;
            Duration left = left();
            if (left.compareTo(Duration.ZERO) > 0 && set(left)) {
                return;
            }
            over = waiting;
            thrown = Deadlines.late(limit);
        }
        late.giveUp(over, thrown);
    }

    /** Of a wait that began after the timer was set, by the clock. A wait is made longer once at most. */
    private Duration left() {
        return isOfAnEarlierWait ? limit.minus(Deadlines.between(since, time.instant())) : Duration.ZERO;
    }

    /** Returns false if the scheduler takes no more tasks. */
    private boolean set(Duration delay) {
        cancel();
        isOfAnEarlierWait = false;
        setFor = delay;
        int number = ++timers;
        try {
            timer = scheduler.schedule(() -> rings(number), delay);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}

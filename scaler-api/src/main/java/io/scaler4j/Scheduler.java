package io.scaler4j;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task later: the timer behind an {@link Autoscaler}. Tasks are short and never block, so one thread serves
 * thousands of autoscalers. In tests a virtual clock takes its place.
 */
@FunctionalInterface
public interface Scheduler {

    /**
     * Runs a task once.
     *
     * @param task short, never blocking
     * @param delay from now, 0 or more
     * @return takes the task back
     */
    Cancellable schedule(Runnable task, Duration delay);

    /** A task that can be taken back. */
    @FunctionalInterface
    interface Cancellable {

        /** Takes the task back unless it has begun. May be called more than once. */
        void cancel();
    }

    /**
     * A scheduler on an executor of yours, which you shut down yourself. A turn takes its time limits back when it
     * ends: for many autoscalers let the executor
     * {@linkplain java.util.concurrent.ScheduledThreadPoolExecutor#setRemoveOnCancelPolicy remove} what is taken back,
     * or it keeps each until it would have been due.
     *
     * @param executor one thread is enough
     * @return the scheduler
     */
    static Scheduler of(ScheduledExecutorService executor) {
        return (task, delay) -> {
            ScheduledFuture<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}

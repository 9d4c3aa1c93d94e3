package io.scaler4j.external;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** A task that runs again and again. Thread-safe. */
final class Repeated implements AutoCloseable {

    private final Runnable task;
    private final Duration interval;
    private final Scheduler scheduler;
    private Scheduler.Cancellable next = () -> {};
    private boolean closed;

    /** @param task throws nothing */
    Repeated(Runnable task, Duration interval, Scheduler scheduler) {
        this.task = task;
        this.interval = interval;
        this.scheduler = scheduler;
    }

    /** Runs it after the interval, for the first time. */
    synchronized void begin() {
        if (closed) {
            return;
        }
        try {
            next = scheduler.schedule(
                    () -> {
                        task.run();
                        begin();
                    },
                    interval);
        } catch (RejectedExecutionException e) {
            closed = true; // the timer is closed, and so is what needs the task
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}

package io.scaler4j.kubernetes.controller;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a controller: few, because nothing waits on them. What comes after the end is not run. */
final class ControllerThreads implements Scheduler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, work -> {
        Thread thread = new Thread(work, "scaler4j-controller");
        thread.setDaemon(true);
        return thread;
    });

    ControllerThreads() {
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // else they keep the threads
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    void execute(Runnable work) {
        schedule(work, Duration.ZERO);
    }

    @Override
    public Cancellable schedule(Runnable work, Duration delay) {
        var scheduled = threads.schedule(() -> logged(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a task of the controller failed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

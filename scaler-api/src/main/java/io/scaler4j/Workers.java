package io.scaler4j;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads an autoscaler makes for itself where it is given none: named, bounded, daemons, gone after closing. */
final class Workers implements AutoCloseable {

    private static final long GRACE_SECONDS = 1;

    private final String autoscaler;
    private final int threads;
    private @Nullable ScheduledThreadPoolExecutor timer;
    private @Nullable ThreadPoolExecutor pool;

    /**
     * Sizes the pool for every call that can be under way at once, so that one which hangs holds up no other: a read
     * per trigger, reading and writing the target, the decision, and one event per observer.
     */
    Workers(String autoscaler, int triggers, int observers) {
        this.autoscaler = autoscaler;
        this.threads = triggers + 3 + observers;
    }

    Scheduler openTimer() {
        timer = new ScheduledThreadPoolExecutor(1, named("timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return Scheduler.of(timer);
    }

    Executor openPool() {
        pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("worker"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Lets observers hear the last events, then interrupts what still runs. */
    @Override
    public void close() {
        if (timer != null) {
            timer.shutdown(); // not now: it may be the timer that closes
        }
        if (pool != null) {
            pool.shutdown();
            try {
                if (!pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    pool.shutdownNow();
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    private ThreadFactory named(String role) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "scaler4j-" + autoscaler + "-" + role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

package io.scaler4j.registry;

import io.scaler4j.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that a registry makes where it is given none: named, bounded, daemons, gone after closing. */
final class RegistryThreads implements AutoCloseable {

    private static final long GRACE_SECONDS = 1;
    private static final long IDLE_SECONDS = 30;

    private final List<ExecutorService> executors = new ArrayList<>();

    Scheduler openTimer() {
        var timer = new ScheduledThreadPoolExecutor(1, named("timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executors.add(timer);
        return new SharedTimer(timer);
    }

    /** @param role as it stands in the names of the threads */
    ExecutorService openPool(String role, int threads) {
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(role));
        pool.allowCoreThreadTimeOut(true);
        executors.add(pool);
        return pool;
    }

    /** Lets observers hear the last events, then interrupts what still runs. */
    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdown);
        boolean interrupted = false;
        for (ExecutorService executor : executors) {
            try {
                if (interrupted || !executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                executor.shutdownNow();
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String role) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "scaler4j-registry-" + role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Runs a task after a while, unless it is called off. */
@FunctionalInterface
interface Alarm {

    /** The JDK's own timer and pool: no thread of ours waits, or runs. */
    static Alarm ofJdk() {
        // The pool itself, where it has threads: what the JDK uses on few processors makes a thread for each task.
        Executor pool =
                ForkJoinPool.getCommonPoolParallelism() > 0 ? ForkJoinPool.commonPool() : CompletableFuture::runAsync;
        return (nanos, task) -> {
            var over = new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
            over.thenRunAsync(task, pool); // not if it was cancelled
            return () -> over.cancel(false);
        };
    }

    /**
     * Sets the alarm.
     *
     * @param nanos after how long, from now
     * @param task runs on any thread
     * @return calls the task off
     */
    Runnable after(long nanos, Runnable task);
}

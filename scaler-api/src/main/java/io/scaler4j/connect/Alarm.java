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
        Executor pool =
                ForkJoinPool.getCommonPoolParallelism() > 0 ? ForkJoinPool.commonPool() : CompletableFuture::runAsync;
        return (nanos, task) -> {
            var over = new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
            // Handed over by us, and not if it was cancelled: on few processors the JDK's own asynchronous steps make a
            // thread for each task, even if they are given the common pool.
            over.thenRun(() -> pool.execute(task));
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

package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks for new secrets once, for all reads that wait for them. Thread-safe.
 *
 * <p>Each read offers its executor until the work has begun: an executor that is shut down, or has no thread to spare,
 * holds up only the read that brought it. Whatever is thrown, no read waits permanently.
 */
public final class Renewal {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Runnable work;

    /**
     * Makes a renewal that has not begun.
     *
     * @param work may block; runs once, and lets the next renewal begin before it ends
     */
    public Renewal(Runnable work) {
        this.work = work;
    }

    /**
     * Waits for the work, and offers a thread for it.
     *
     * @param executor where the work may run
     * @return completes when the work has ended, with what it threw if it threw; fails at once if the executor is
     *     needed and takes no task
     */
    public CompletionStage<Void> by(Executor executor) {
        if (!begun.get()) {
            try {
                executor.execute(this::run);
            } catch (RuntimeException e) {
                return CompletableFuture.failedStage(e);
            }
        }
        return done;
    }

    private void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        Throwable failure = new IllegalStateException("the renewal was broken off");
        try {
            work.run();
            failure = null;
        } catch (RuntimeException e) {
            failure = FailureTable.unwrap(e);
        } finally {
            end(failure);
        }
    }

    private void end(@Nullable Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }
}

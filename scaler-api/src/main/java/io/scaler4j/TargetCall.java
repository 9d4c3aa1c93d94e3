package io.scaler4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a target, from its beginning until it has really ended. Its blocking work runs on the executor that this
 * is: there it can be interrupted, and work that gets a thread only after the call was given up is not begun.
 */
final class TargetCall<T> implements Executor, BiConsumer<@Nullable T, @Nullable Throwable> {

    private final Executor threads;
    private final Executor steps;
    private final BiConsumer<@Nullable T, @Nullable Throwable> told;
    private final CompletableFuture<T> end = new CompletableFuture<>();
    private @Nullable Thread caller;
    private @Nullable Thread worker;
    private boolean queued;
    private boolean working;
    private boolean interrupted;
    private volatile @Nullable String givenUp;

    /**
     * A call that has not begun.
     *
     * @param steps runs what {@link #executeNext} is given, on the same threads
     * @param told called with the end, by the thread that ends the call
     */
    TargetCall(Executor threads, Executor steps, BiConsumer<@Nullable T, @Nullable Throwable> told) {
        this.threads = threads;
        this.steps = steps;
        this.told = told;
    }

    /** Makes the call. Whatever it throws is its end. */
    void begin(Function<Executor, CompletionStage<T>> call) {
        if (!callBegins()) {
            endUnbegun();
        } else {
            try {
                CompletionStage<T> stage = call.apply(this);
                if (stage == null) {
                    throw new ScaleTargetException("it answered null instead of a stage", null);
                }
                stage.whenComplete(this);
            } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
                accept(null, e);
            } finally {
                callReturned();
            }
        }
    }

    private synchronized boolean callBegins() {
        caller = givenUp == null ? Thread.currentThread() : null;
        return givenUp == null;
    }

    /** What was given up meanwhile has begun all the same: its end is that of its stage. */
    private synchronized void callReturned() {
        caller = null;
    }

    @Override
    public void accept(@Nullable T value, @Nullable Throwable thrown) {
        Throwable cause = thrown == null ? null : Readings.unwrap(thrown);
        boolean isEnd = cause == null ? end.complete(value) : end.completeExceptionally(cause);
        if (isEnd) {
            told.accept(value, cause);
        }
    }

    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            queued = true;
        }
        threads.execute(() -> run(work));
    }

    /** As {@link #execute}, for work that ends with all that depends on it, and whose caller only returns. */
    void executeNext(Runnable work) {
        synchronized (this) {
            queued = true;
        }
        steps.execute(() -> run(work));
    }

    private void run(Runnable work) {
        if (!workBegins()) {
            endUnbegun();
            return;
        }
        try {
            work.run();
        } finally {
            workEnded();
        }
    }

    private synchronized boolean workBegins() {
        if (!working && givenUp != null) {
            return false;
        }
        working = true;
        worker = Thread.currentThread();
        return true;
    }

    /** What was given up before it began has ended. Not under the lock: what depends on the end runs here. */
    private void endUnbegun() {
        accept(null, new IllegalStateException(givenUp));
    }

    /** An interrupt was meant for the call, not for the next task of the thread. */
    private synchronized void workEnded() {
        worker = null;
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }

    CompletableFuture<T> ended() {
        return end;
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Whether it is this thread that calls the target, or works for it. */
    synchronized boolean isOn(Thread thread) {
        return caller == thread || worker == thread;
    }

    /** Whether this thread works for it, apart from the thread that calls the target. */
    synchronized boolean isWorkedOnBy(Thread thread) {
        return worker == thread && caller != thread;
    }

    /** Whether it waits for a thread, so that nothing has reached the target yet. */
    synchronized boolean isWaitingForAThread() {
        return queued && !working;
    }

    /** From now on it does not begin. */
    synchronized void giveUp(String reason) {
        givenUp = reason;
    }

    synchronized void interrupt() {
        if (worker != null) {
            interrupted = true;
            worker.interrupt();
        }
    }

    /** Waits for the end, or until the limit is over; not for a call of which the waiting thread is a part. */
    boolean awaitEnd(Duration limit) {
        if (isWaitingForAThread() || isOn(Thread.currentThread())) {
            return true;
        }
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
        return true;
    }
}

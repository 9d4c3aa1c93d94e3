package io.scaler4j;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets the next step of a turn run on the thread that has made the last one, where another one would have to be woken:
 * that is most of the time from a poke to a write. A step begins when the one before has returned, as with any
 * executor. Thread-safe.
 */
final class Relay {

    private final Executor threads;
    private @Nullable Thread runner;
    private @Nullable Runnable next;

    /** @param threads where a step runs if none has been made there before it */
    Relay(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs a step after the one that calls this, on the same thread if that is one of ours, or else as the executor has
     * it. The caller has nothing left to do but to return.
     */
    void next(Runnable step) {
        if (!offer(step)) {
            threads.execute(() -> run(step));
        }
    }

    private synchronized boolean offer(Runnable step) {
        if (runner != Thread.currentThread() || next != null) {
            return false;
        }
        next = step;
        return true;
    }

    private void run(Runnable first) {
        if (!begins()) { // a step that hangs holds the place; this one does without
            first.run();
            return;
        }
        boolean interrupted = false;
        try {
            first.run();
            for (Runnable step = take(); step != null; step = take()) {
                interrupted |= Thread.interrupted(); // it was not meant for this step
                step.run();
            }
        } finally {
            ended();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized boolean begins() {
        if (runner != null) {
            return false;
        }
        runner = Thread.currentThread();
        return true;
    }

    private synchronized @Nullable Runnable take() {
        Runnable step = next;
        next = null;
        if (step == null) {
            runner = null;
        }
        return step;
    }

    /** Of a step that threw, or after {@link #take} has said so. */
    private synchronized void ended() {
        if (runner == Thread.currentThread()) {
            runner = null;
            next = null;
        }
    }
}

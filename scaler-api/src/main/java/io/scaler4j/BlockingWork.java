package io.scaler4j;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A call that blocks, as a stage: the task of an executor, and its own answer. */
final class BlockingWork<T> extends CompletableFuture<T> implements Runnable {

    private final Callable<T> work;

    private BlockingWork(Callable<T> work) {
        this.work = work;
    }

    /** Completes as the call ends, also if the executor takes no task. An interrupt is kept. */
    static <T> CompletableFuture<T> on(Executor executor, Callable<T> work) {
        var answer = new BlockingWork<>(work);
        try {
            if (executor instanceof TargetCall<?> call) {
                call.executeNext(answer);
            } else {
                executor.execute(answer);
            }
        } catch (RuntimeException | VirtualMachineError e) { // shut down, full, or without a thread to be had
            answer.completeExceptionally(e);
        }
        return answer;
    }

    @Override
    public void run() {
        try {
            complete(work.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            completeExceptionally(e);
        } catch (Exception | LinkageError | AssertionError | VirtualMachineError e) {
            completeExceptionally(e);
        }
    }
}

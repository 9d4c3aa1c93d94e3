package io.scaler4j;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Turns a call that blocks into a stage. */
final class BlockingWork {

    private BlockingWork() {}

    /** Completes as the call ends, also if the executor takes no task. An interrupt is kept. */
    static <T> CompletableFuture<T> on(Executor executor, Callable<T> work) {
        var answer = new CompletableFuture<T>();
        Runnable task = () -> {
            try {
                answer.complete(work.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.completeExceptionally(e);
            } catch (Exception | LinkageError | AssertionError | VirtualMachineError e) {
                answer.completeExceptionally(e);
            }
        };
        try {
            if (executor instanceof TargetCall<?> call) {
                call.executeNext(task);
            } else {
                executor.execute(task);
            }
        } catch (RuntimeException | VirtualMachineError e) { // shut down, full, or without a thread to be had
            answer.completeExceptionally(e);
        }
        return answer;
    }
}

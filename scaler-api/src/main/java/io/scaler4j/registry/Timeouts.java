package io.scaler4j.registry;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Waiting by a scheduler, so that it holds no thread and virtual time drives it. */
final class Timeouts {

    private Timeouts() {}

    /** Completes after the delay; at once if it is zero, or if the scheduler takes no more tasks. */
    static CompletableFuture<Void> after(Duration delay, Scheduler scheduler) {
        var over = new CompletableFuture<Void>();
        if (delay.isZero() || delay.isNegative()) {
            over.complete(null);
            return over;
        }
        try {
            scheduler.schedule(() -> over.complete(null), delay);
        } catch (RejectedExecutionException e) {
            over.complete(null);
        }
        return over;
    }

    /** Completes as the stage does, or with a {@link TimeoutException} once the limit is over. */
    static <T> CompletableFuture<T> within(Duration limit, CompletionStage<T> stage, Scheduler scheduler) {
        var answer = new CompletableFuture<T>();
        stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(thrown);
            }
        });
        String sentence = "no answer within " + limit.toMillis() + " ms";
        endBy(limit, answer, () -> answer.completeExceptionally(new TimeoutException(sentence)), scheduler);
        return answer;
    }

    /** Completes, always normally, when the stage ends or the limit is over. */
    static CompletionStage<Void> atMost(Duration limit, CompletionStage<?> stage, Scheduler scheduler) {
        var end = new CompletableFuture<Void>();
        stage.whenComplete((value, thrown) -> end.complete(null));
        endBy(limit, end, () -> end.complete(null), scheduler);
        return end;
    }

    /** What a scheduler that is shut down cannot end in time ends at once. */
    private static void endBy(Duration limit, CompletableFuture<?> stage, Runnable end, Scheduler scheduler) {
        if (stage.isDone()) {
            return;
        }
        try {
            Scheduler.Cancellable timer = scheduler.schedule(end, limit);
            stage.whenComplete((value, thrown) -> timer.cancel());
        } catch (RejectedExecutionException e) {
            end.run();
        }
    }
}

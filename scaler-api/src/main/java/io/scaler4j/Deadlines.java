package io.scaler4j;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Waits for an answer, but only until a deadline. */
final class Deadlines {

    private Deadlines() {}

    /** Completes as the stage does, or with a {@link TimeoutException} once the limit is over. The stage goes on. */
    static <T> CompletableFuture<T> within(Duration limit, CompletionStage<T> stage, Scheduler scheduler) {
        var answer = new CompletableFuture<T>();
        pass(stage, answer);
        if (!answer.isDone()) {
            watch(limit, answer, scheduler);
        }
        return answer;
    }

    private static <T> void pass(CompletionStage<T> stage, CompletableFuture<T> answer) {
        stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(Readings.unwrap(thrown));
            }
        });
    }

    private static void watch(Duration limit, CompletableFuture<?> answer, Scheduler scheduler) {
        try {
            Scheduler.Cancellable timer = scheduler.schedule(() -> answer.completeExceptionally(late(limit)), limit);
            answer.whenComplete((value, thrown) -> timer.cancel());
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(unlimited());
        }
    }

    static TimeoutException late(Duration limit) {
        return new TimeoutException("no answer within " + describe(limit));
    }

    /** What nobody can give up in time is given up at once. */
    static TimeoutException unlimited() {
        return new TimeoutException(
                "no time limit can be set, because the scheduler takes no more tasks; close the autoscaler first");
    }

    /** What passed between two looks at a wall clock; zero if somebody set it back meanwhile. */
    static Duration between(Instant earlier, Instant later) {
        return later.isAfter(earlier) ? Duration.between(earlier, later) : Duration.ZERO;
    }

    static String describe(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

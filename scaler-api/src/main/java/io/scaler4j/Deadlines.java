package io.scaler4j;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Waits for an answer, but not for ever. */
final class Deadlines {

    private Deadlines() {}

    /** Completes as the stage does, or with a {@link TimeoutException} once the limit is over. The stage goes on. */
    static <T> CompletableFuture<T> within(Duration limit, CompletionStage<T> stage, Scheduler scheduler) {
        var answer = new CompletableFuture<T>();
        stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(Readings.unwrap(thrown));
            }
        });
        if (!answer.isDone()) {
            Scheduler.Cancellable timer = scheduler.schedule(
                    () -> answer.completeExceptionally(new TimeoutException("no answer within " + describe(limit))),
                    limit);
            answer.whenComplete((value, thrown) -> timer.cancel());
        }
        return answer;
    }

    /** What passed between two looks at a wall clock; zero if somebody set it back meanwhile. */
    static Duration between(Instant earlier, Instant later) {
        return later.isAfter(earlier) ? Duration.between(earlier, later) : Duration.ZERO;
    }

    static String describe(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

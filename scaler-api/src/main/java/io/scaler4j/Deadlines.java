package io.scaler4j;

import io.scaler4j.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for an answer, but only until a deadline. */
final class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);

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

    /**
     * To the next multiple of an interval, counted from the epoch, so that autoscalers of one interval meet. One that
     * is due within a tenth of it is left out: a timer that runs a little fast would make two turns of one.
     */
    static Duration untilNext(Duration interval, Instant now) {
        long period = interval.toNanos();
        long sinceEpoch = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        long left = period - Math.floorMod(sinceEpoch, period);
        return Duration.ofNanos(left < period / 10 ? left + period : left);
    }

    /** Holds the thread until a turn has ended, however it ends, or until the limit is over. */
    static void await(Duration limit, CompletableFuture<Decision> turn) {
        try {
            turn.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the turn under way ended without a decision while closing", e);
        }
    }
}

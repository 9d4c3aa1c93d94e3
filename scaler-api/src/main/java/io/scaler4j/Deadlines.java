package io.scaler4j;

import io.scaler4j.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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

    /**
     * Does what begins on the executor, unless that does not let it begin within the limit: one that was shut down, or
     * that discards what it has no room for, may have lost it without a word.
     */
    static <T> CompletableFuture<T> begunWithin(
            Duration limit, Supplier<CompletionStage<T>> work, Executor executor, Scheduler scheduler) {
        var begun = new CompletableFuture<CompletionStage<T>>();
        try {
            executor.execute(() -> {
                var stage = new CompletableFuture<T>();
                if (begun.complete(stage)) {
                    begin(work, stage);
                }
            });
        } catch (RuntimeException | VirtualMachineError e) {
            begun.completeExceptionally(e);
        }
        if (!begun.isDone()) {
            watch(limit, begun, scheduler);
        }
        return begun.thenCompose(stage -> stage);
    }

    private static <T> void begin(Supplier<CompletionStage<T>> work, CompletableFuture<T> end) {
        try {
            pass(work.get(), end);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            end.completeExceptionally(e);
        }
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

    /** What nobody can give up in time is given up at once. */
    private static void watch(Duration limit, CompletableFuture<?> answer, Scheduler scheduler) {
        try {
            Scheduler.Cancellable timer = scheduler.schedule(
                    () -> answer.completeExceptionally(new TimeoutException("no answer within " + describe(limit))),
                    limit);
            answer.whenComplete((value, thrown) -> timer.cancel());
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new TimeoutException(
                    "no time limit can be set, because the scheduler takes no more tasks; close the autoscaler first"));
        }
    }

    /** What passed between two looks at a wall clock; zero if somebody set it back meanwhile. */
    static Duration between(Instant earlier, Instant later) {
        return later.isAfter(earlier) ? Duration.between(earlier, later) : Duration.ZERO;
    }

    static String describe(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

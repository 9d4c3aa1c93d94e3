package io.scaler4j;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** A trigger in an autoscaler: reads it within a deadline, and never twice at the same time. */
final class TriggerSlot {

    private final Trigger trigger;
    private CompletableFuture<Reading> lastRead =
            CompletableFuture.completedFuture(Reading.failure(Reading.Failure.Kind.NOT_YET, "not read yet"));

    TriggerSlot(Trigger trigger) {
        this.trigger = trigger;
    }

    Trigger trigger() {
        return trigger;
    }

    /** Always completes normally; called by one turn at a time. */
    CompletableFuture<Measurement> measure(
            ReadRequest request, boolean dormant, Scheduler scheduler, Executor executor) {
        return reading(request, dormant, scheduler, executor).thenApply(trigger::measure);
    }

    private CompletableFuture<Reading> reading(
            ReadRequest request, boolean dormant, Scheduler scheduler, Executor executor) {
        if (dormant && trigger.isAbstaining()) {
            return failed(Reading.Failure.Kind.NOT_YET, "not read while the target sleeps");
        }
        if (!lastRead.isDone()) {
            return failed(
                    Reading.Failure.Kind.STILL_RUNNING,
                    "the last read of trigger \"" + trigger.name()
                            + "\" has not ended; no other is begun until it has");
        }
        lastRead = begin(request, executor);
        return Deadlines.within(request.timeout(), lastRead, scheduler).exceptionally(TriggerSlot::late);
    }

    private CompletableFuture<Reading> begin(ReadRequest request, Executor executor) {
        CompletionStage<Reading> read;
        try {
            read = trigger.scaler().readAsync(request, executor);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            return CompletableFuture.completedFuture(Readings.failure(e));
        }
        // A future of our own, so that nobody else can complete what tells whether the read has ended.
        return read.handle((reading, thrown) -> thrown == null ? Readings.orFailure(reading) : Readings.failure(thrown))
                .toCompletableFuture();
    }

    private static Reading late(Throwable thrown) {
        return thrown instanceof TimeoutException
                ? Reading.failure(Reading.Failure.Kind.TIMEOUT, String.valueOf(thrown.getMessage()))
                : Readings.failure(thrown);
    }

    private static CompletableFuture<Reading> failed(Reading.Failure.Kind kind, String sentence) {
        return CompletableFuture.completedFuture(Reading.failure(kind, sentence));
    }
}

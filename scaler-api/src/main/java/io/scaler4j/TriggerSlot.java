package io.scaler4j;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A trigger in an autoscaler: reads it within a deadline, and never twice at the same time. */
final class TriggerSlot {

    /** What a read led to, and how long it took. */
    record Answer(Measurement measurement, @Nullable Duration latency) {}

    private final Trigger trigger;
    /** Null once it has ended, so that nothing is kept of a reading from one turn to the next. */
    private @Nullable CompletableFuture<Reading> lastRead;

    TriggerSlot(Trigger trigger) {
        this.trigger = trigger;
    }

    Trigger trigger() {
        return trigger;
    }

    /** Always completes normally; called by one turn at a time. */
    CompletableFuture<Answer> measure(ReadRequest request, boolean idle, TurnRun.Setup setup) {
        if (idle && trigger.isAbstaining()) {
            return unread(Reading.Failure.Kind.NOT_YET, "not read while the target is idle");
        }
        if (lastRead != null && !lastRead.isDone()) {
            return unread(
                    Reading.Failure.Kind.STILL_RUNNING,
                    "the last read of trigger \"" + trigger.name()
                            + "\" has not ended; no other is begun until it has");
        }
        Instant asked = setup.time().instant();
        CompletableFuture<Reading> read = begin(request, setup.blocking());
        lastRead = read;
        return Deadlines.within(request.timeout(), read, setup.scheduler())
                .exceptionally(TriggerSlot::late)
                .thenApply(reading -> {
                    lastRead = read.isDone() ? null : read;
                    return answer(reading, Deadlines.between(asked, setup.time().instant()));
                });
    }

    private CompletableFuture<Reading> begin(ReadRequest request, Executor executor) {
        try {
            CompletionStage<Reading> read = trigger.scaler().readAsync(request, executor);
            if (read == null) { // a bug of the scaler's, and no reason to lose the turn
                return CompletableFuture.completedFuture(Reading.failure(
                        Reading.Failure.Kind.UNAVAILABLE, "the scaler answered null instead of a stage"));
            }
            // A future of our own, so that nobody else can complete what tells whether the read has ended.
            return read.handle((reading, thrown) ->
                            thrown == null ? Readings.orFailure(reading) : Readings.failure(thrown))
                    .toCompletableFuture();
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            return CompletableFuture.completedFuture(Readings.failure(e));
        }
    }

    private static Reading late(Throwable thrown) {
        return thrown instanceof TimeoutException
                ? Reading.failure(Reading.Failure.Kind.TIMEOUT, String.valueOf(thrown.getMessage()))
                : Readings.failure(thrown);
    }

    private CompletableFuture<Answer> unread(Reading.Failure.Kind kind, String sentence) {
        return CompletableFuture.completedFuture(answer(Reading.failure(kind, sentence), null));
    }

    private Answer answer(Reading reading, @Nullable Duration latency) {
        return new Answer(trigger.measure(reading), latency);
    }
}

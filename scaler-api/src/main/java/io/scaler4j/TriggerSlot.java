package io.scaler4j;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A trigger in an autoscaler: reads it once a turn, and never twice at the same time. */
final class TriggerSlot {

    private final Trigger trigger;

    /** The read that was begun last, as long as it goes on. */
    private volatile @Nullable Read underWay;

    TriggerSlot(Trigger trigger) {
        this.trigger = trigger;
    }

    /** @param answered called once with the time of the answer, by the thread that has it */
    Read newRead(InstantSource time, Consumer<Instant> answered) {
        return new Read(time, answered);
    }

    /** One read, of which a turn takes the first answer: the scaler's, or that its time is over. */
    final class Read implements BiConsumer<@Nullable Reading, @Nullable Throwable> {

        private final InstantSource time;
        private final Consumer<Instant> answered;
        private @Nullable Instant asked;
        private @Nullable Duration latency;
        private @Nullable Measurement measurement;

        private Read(InstantSource time, Consumer<Instant> answered) {
            this.time = time;
            this.answered = answered;
        }

        /** Begins, unless there is a reason not to read; that is the answer then. Not if it was given up before. */
        void begin(ReadRequest request, boolean idle, Executor blocking) {
            if (isAnswered()) {
                return;
            }
            if (idle && trigger.isAbstaining()) {
                answer(Reading.failure(Reading.Failure.Kind.NOT_YET, "not read while the target is idle"));
            } else if (underWay != null) {
                answer(Reading.failure(
                        Reading.Failure.Kind.STILL_RUNNING,
                        "the last read of trigger \"" + trigger.name()
                                + "\" has not ended; no other is begun until it has"));
            } else {
                underWay = this;
                ask(request, blocking);
            }
        }

        private void ask(ReadRequest request, Executor blocking) {
            asked = time.instant();
            try {
                CompletionStage<Reading> stage = trigger.scaler().readAsync(request, blocking);
                if (stage == null) { // a bug of the scaler's, and no reason to lose the turn
                    end(Reading.failure(
                            Reading.Failure.Kind.UNAVAILABLE, "the scaler answered null instead of a stage"));
                } else {
                    stage.whenComplete(this);
                }
            } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
                end(Readings.failure(e));
            }
        }

        /** What the scaler answers, in time or not. */
        @Override
        public void accept(@Nullable Reading reading, @Nullable Throwable thrown) {
            end(thrown == null ? Readings.orFailure(reading) : Readings.failure(thrown));
        }

        private void end(Reading reading) {
            if (underWay == this) {
                underWay = null;
            }
            answer(reading);
        }

        /** Its time is over; it goes on, and its answer is not waited for any more. */
        void giveUp(TimeoutException late) {
            answer(Readings.late(late));
        }

        private void answer(Reading reading) {
            Instant now = time.instant();
            synchronized (this) {
                if (measurement != null) {
                    return;
                }
                latency = asked == null ? null : Deadlines.between(asked, now);
                measurement = trigger.measure(reading);
            }
            answered.accept(now);
        }

        private synchronized boolean isAnswered() {
            return measurement != null;
        }

        /** What was read. Only after the answer. */
        synchronized Measurement measurement() {
            if (measurement == null) {
                throw new IllegalStateException("trigger \"" + trigger.name() + "\" has not been read yet");
            }
            return measurement;
        }

        /** How long it took; null if the trigger was not read. */
        synchronized @Nullable Duration latency() {
            return latency;
        }
    }
}

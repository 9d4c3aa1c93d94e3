package io.scaler4j;

import io.scaler4j.Turn.Cause;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The target as the loop sees it: one call at a time, each within a deadline, and no write after closing. */
final class TargetPort {

    private final String autoscaler;
    private final ScaleTarget target;
    private final Duration timeout;
    private final InstantSource time;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Executor steps;

    /** Guarded by this, as all that follow. */
    private @Nullable TargetCall<Replicas> lastRead;

    private @Nullable TargetCall<Void> lastWrite;

    private boolean closed;
    private boolean unknownToTheState;

    /**
     * For one autoscaler.
     *
     * @param blocking where a target's blocking calls run
     * @param steps the same threads, for calls with which all ends that depends on them
     */
    TargetPort(
            String autoscaler,
            ScaleTarget target,
            Duration timeout,
            InstantSource time,
            Scheduler scheduler,
            Executor blocking,
            Executor steps) {
        this.autoscaler = autoscaler;
        this.target = target;
        this.timeout = timeout;
        this.time = time;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.steps = steps;
    }

    /** {@return how long a call is waited for} */
    Duration timeout() {
        return timeout;
    }

    /**
     * Begins to read.
     *
     * @param told called with what the target answers, for {@link #counts}
     * @throws ScaleTargetException if the last read has not ended
     */
    void replicas(Instant now, BiConsumer<@Nullable Replicas, @Nullable Throwable> told) {
        var read = new TargetCall<>(blocking, steps, told);
        synchronized (this) {
            if (lastRead != null && !lastRead.hasEnded()) {
                throw problem("could not be read: the last read has not ended", null);
            }
            lastRead = read;
        }
        var request = ReadRequest.of(now, timeout);
        read.begin(executor -> target.replicasAsync(request, executor));
    }

    /** The counts that the target answered, or a {@link ScaleTargetException}. */
    synchronized Replicas counts(@Nullable Replicas counts, @Nullable Throwable thrown) {
        lastRead = null;
        if (counts != null) {
            return counts;
        }
        throw thrown == null
                ? problem("could not be read: it answered null instead of its counts", null)
                : problem("could not be read: ", thrown);
    }

    /** What to say of a read that did not answer in time. */
    ScaleTargetException giveUpReading(TimeoutException late) {
        TargetCall<Replicas> read = lastRead();
        if (read != null) {
            giveUp(read);
        }
        return problem("could not be read: ", late);
    }

    private synchronized @Nullable TargetCall<Replicas> lastRead() {
        return lastRead;
    }

    /** Whether this thread is one for blocking calls, which has just made the last read. */
    boolean isReadBy(Thread thread) {
        TargetCall<Replicas> read = lastRead();
        return read != null && read.isWorkedOnBy(thread);
    }

    /** @param told called with what became of the change */
    void scaleTo(Decision decision, Instant now, Consumer<Turn.Outcome> told) {
        var request = ScaleRequest.of(decision, now, timeout);
        var write = new TargetCall<Void>(
                blocking,
                steps,
                (done, thrown) ->
                        told.accept(thrown == null ? new Turn.Scaled(time.instant()) : notWritten(decision, thrown)));
        if (!mayBegin(write)) {
            String reason = "the last write has not ended; no other is begun until it has";
            told.accept(notWritten(Cause.TIMEOUT, problem(notScaled(decision) + reason, null)));
            return;
        }
        write.begin(executor -> target.scaleToAsync(request, executor));
    }

    private synchronized boolean mayBegin(TargetCall<Void> write) {
        if (lastWrite != null && !lastWrite.hasEnded()) {
            return false;
        }
        if (closed) {
            write.giveUp("the autoscaler was closed meanwhile");
        }
        lastWrite = write;
        unknownToTheState = true;
        return true;
    }

    private static String notScaled(Decision decision) {
        return "could not be scaled to " + decision.to() + ": ";
    }

    private Turn.Outcome notWritten(Decision decision, Throwable thrown) {
        boolean isFenced = thrown instanceof FencedException;
        boolean isLate = thrown instanceof TimeoutException;
        Cause cause = isFenced ? Cause.FENCED : isLate ? Cause.TIMEOUT : Cause.REFUSED;
        return notWritten(cause, problem(notScaled(decision), thrown));
    }

    /** What became of a write that was not confirmed in time, as far as is known. */
    Turn.Outcome giveUpWriting(Decision decision, TimeoutException late) {
        TargetCall<Void> write;
        synchronized (this) {
            write = lastWrite;
        }
        if (write != null) {
            giveUp(write);
        }
        return notWritten(decision, late);
    }

    private static Turn.Outcome notWritten(Cause cause, ScaleTargetException problem) {
        return new Turn.NotWritten(cause, Optional.of(problem));
    }

    /** What has not begun is stale, and what blocks is interrupted. */
    private static void giveUp(TargetCall<?> call) {
        call.giveUp("no thread was free for it in time");
        call.interrupt();
    }

    /** Whether another thread has begun a write, or ended one, of which the state does not know yet. */
    synchronized boolean hasNewsFromElsewhere() {
        return unknownToTheState
                && lastWrite != null
                && !lastWrite.isWaitingForAThread()
                && !lastWrite.isOn(Thread.currentThread());
    }

    /** The state knows what became of the last write. */
    synchronized void noNews() {
        unknownToTheState = false;
        if (lastWrite != null && lastWrite.hasEnded()) {
            lastWrite = null;
        }
    }

    /** After this nothing is written. A write under way is waited for up to the timeout, then interrupted. */
    boolean close() {
        TargetCall<Void> write = abandonWriting();
        if (write == null || write.awaitEnd(timeout)) {
            return true;
        }
        write.interrupt();
        return false;
    }

    /** As {@link #close}, without waiting: completes with whether the write under way has ended. */
    CompletableFuture<Boolean> closeAsync() {
        TargetCall<Void> write = abandonWriting();
        if (write == null || write.isWaitingForAThread()) {
            return CompletableFuture.completedFuture(true);
        }
        return Deadlines.within(timeout, write.ended(), scheduler).handle((done, thrown) -> {
            boolean ended = thrown == null || !(Readings.unwrap(thrown) instanceof TimeoutException);
            if (!ended) {
                write.interrupt();
            }
            return ended;
        });
    }

    private @Nullable TargetCall<Void> abandonWriting() {
        TargetCall<Void> write;
        synchronized (this) {
            closed = true;
            write = lastWrite;
        }
        if (write != null) {
            write.giveUp("the autoscaler was closed meanwhile");
        }
        return write;
    }

    /** @param thrown null if {@code what} says it all */
    private ScaleTargetException problem(String what, @Nullable Throwable thrown) {
        String reason = "";
        Throwable cause = thrown == null ? null : Readings.unwrap(thrown);
        if (cause != null) {
            boolean isSentence = cause instanceof TimeoutException || cause instanceof ScaleTargetException;
            reason = isSentence ? cause.getMessage() : Readings.describe(cause);
        }
        return new ScaleTargetException("target of autoscaler \"" + autoscaler + "\" " + what + reason, cause);
    }
}

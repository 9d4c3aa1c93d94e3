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

    private @Nullable TargetCall<Replicas> lastRead;

    /** Guarded by this, as {@link #close} looks at them from another thread. */
    private @Nullable TargetCall<Void> lastWrite;

    private boolean closed;
    private boolean unknownToTheState;

    /**
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

    /** Completes with the counts, or with a {@link ScaleTargetException}. */
    CompletableFuture<Replicas> replicas(Instant now) {
        if (lastRead != null && !lastRead.hasEnded()) {
            return CompletableFuture.failedFuture(problem("could not be read: the last read has not ended", null));
        }
        var read = new TargetCall<Replicas>(blocking, steps);
        lastRead = read;
        var request = ReadRequest.of(now, timeout);
        CompletableFuture<Replicas> end = read.begin(executor -> target.replicasAsync(request, executor));
        return Deadlines.within(timeout, end, scheduler).handle((counts, thrown) -> {
            lastRead = read.hasEnded() ? null : read;
            if (counts == null) {
                throw notRead(read, thrown);
            }
            return counts;
        });
    }

    private ScaleTargetException notRead(TargetCall<Replicas> read, @Nullable Throwable thrown) {
        if (thrown == null) {
            return problem("could not be read: it answered null instead of its counts", null);
        }
        giveUpIfLate(read, thrown);
        return problem("could not be read: ", thrown);
    }

    /** Completes, always normally, with what became of the change. */
    CompletableFuture<Turn.Outcome> scaleTo(Decision decision) {
        String what = "could not be scaled to " + decision.to();
        var write = new TargetCall<Void>(blocking, steps);
        synchronized (this) {
            if (lastWrite != null && !lastWrite.hasEnded()) {
                String reason = what + ": the last write has not ended; no other is begun until it has";
                return CompletableFuture.completedFuture(notWritten(Cause.TIMEOUT, problem(reason, null)));
            }
            if (closed) {
                write.giveUp("the autoscaler was closed meanwhile");
            }
            lastWrite = write;
            unknownToTheState = true;
        }
        var request = ScaleRequest.of(decision, time.instant(), timeout);
        CompletableFuture<Void> end = write.begin(executor -> target.scaleToAsync(request, executor));
        return Deadlines.within(timeout, end, scheduler)
                .handle((done, thrown) ->
                        thrown == null ? new Turn.Scaled(time.instant()) : notWritten(write, what + ": ", thrown));
    }

    private Turn.Outcome notWritten(TargetCall<Void> write, String what, Throwable thrown) {
        boolean isLate = giveUpIfLate(write, thrown);
        boolean isFenced = Readings.unwrap(thrown) instanceof FencedException;
        Cause cause = isFenced ? Cause.FENCED : isLate ? Cause.TIMEOUT : Cause.REFUSED;
        return notWritten(cause, problem(what, thrown));
    }

    private static Turn.Outcome notWritten(Cause cause, ScaleTargetException problem) {
        return new Turn.NotWritten(cause, Optional.of(problem));
    }

    /** At the deadline, what has not begun is stale, and what blocks is interrupted. */
    private static boolean giveUpIfLate(TargetCall<?> call, Throwable thrown) {
        boolean isLate = thrown instanceof TimeoutException;
        if (isLate) {
            call.giveUp("no thread was free for it in time");
            call.interrupt();
        }
        return isLate;
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
        TargetCall<Void> write = giveUpWriting();
        if (write == null || write.awaitEnd(timeout)) {
            return true;
        }
        write.interrupt();
        return false;
    }

    /** As {@link #close}, without waiting: completes with whether the write under way has ended. */
    CompletableFuture<Boolean> closeAsync() {
        TargetCall<Void> write = giveUpWriting();
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

    private @Nullable TargetCall<Void> giveUpWriting() {
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

package io.scaler4j;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When turns are made: one at a time, on request or by the clock, until closed. */
final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);

    private static final Duration TURN_END_LIMIT = Duration.ofSeconds(1);

    private final TurnRun.Setup setup;
    private final @Nullable Executor requests;
    private final Duration idleInterval;
    private final Runnable closeOwned;

    /** Held by the turn that runs; given back when it ends, by whichever thread ends it. */
    private final Semaphore turns = new Semaphore(1, true);

    private final Object lock = new Object();
    private final Object closing = new Object();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Control control;
    private volatile ScalingState state;
    private volatile boolean idle;
    private boolean started;
    private boolean closed;
    private boolean poked;
    private boolean strandedTold;
    private Scheduler.Cancellable next = () -> {};
    private @Nullable CompletableFuture<Decision> running;

    /** @param requests threads of our own on which a turn on request begins, or null: then the scheduler begins it */
    Loop(
            TurnRun.Setup setup,
            @Nullable Executor requests,
            Duration idleInterval,
            ScalingState state,
            Control control,
            Runnable closeOwned) {
        this.setup = setup;
        this.requests = requests;
        this.idleInterval = idleInterval;
        this.state = state;
        this.control = control;
        this.closeOwned = closeOwned;
    }

    String name() {
        return setup.name();
    }

    ScalingState state() {
        return state;
    }

    Control control() {
        return control;
    }

    /** Changes what an operator asks for, and makes it felt. */
    void control(UnaryOperator<Control> change) {
        synchronized (lock) {
            Control before = control;
            control = change.apply(before);
            if (!control.equals(before)) {
                LOG.info("{}: {}", name(), describe(before, control));
            }
        }
        poke();
    }

    private static String describe(Control before, Control now) {
        boolean resumed = hasPause(before) && !hasPause(now);
        if (now.equals(Control.none())) {
            return resumed ? "resumed" : "activation is no longer forced";
        }
        return resumed ? "resumed, " + now : now.toString();
    }

    private static boolean hasPause(Control control) {
        return control.isPaused() || control.isScaleInPaused() || control.isScaleOutPaused();
    }

    Decision evaluate() throws InterruptedException {
        turns.acquire();
        var turn = new CompletableFuture<Decision>();
        begin(turn, null);
        try {
            return turn.get();
        } catch (ExecutionException e) {
            throw (RuntimeException) Readings.unwrap(e); // a turn fails with nothing else
        }
    }

    void start() {
        synchronized (lock) {
            if (closed) {
                throw closedException();
            }
            if (started) {
                return;
            }
            started = true;
            schedule(Duration.ZERO, setup.time().instant());
        }
    }

    void poke() {
        synchronized (lock) {
            if (!started || closed) {
                return;
            }
            boolean isSeenTo = poked || running != null; // by a turn, when it begins or when it ends
            poked = true;
            if (requests == null) {
                schedule(Duration.ZERO, null);
            } else if (!isSeenTo) {
                request(requests);
            }
        }
    }

    /** Without the way over the timer's thread, which would have to be woken first. Called with the lock held. */
    private void request(Executor threads) {
        try {
            threads.execute(() -> tick(null));
        } catch (RejectedExecutionException | VirtualMachineError e) { // without a thread to be had
            schedule(Duration.ZERO, null);
        }
    }

    void close() {
        synchronized (closing) { // a second caller waits, so that nothing is written after its return either
            CompletableFuture<Decision> abandoned;
            synchronized (lock) {
                if (closed) {
                    return;
                }
                closed = true;
                next.cancel();
                abandoned = running;
            }
            warnUnless(setup.target().close());
            if (abandoned != null && setup.target().hasNewsFromElsewhere()) {
                Deadlines.await(TURN_END_LIMIT, abandoned); // so that the state knows of a change that was made
            }
            finish(abandoned);
        }
    }

    /** As {@link #close}, without waiting. */
    CompletableFuture<Void> closeAsync() {
        CompletableFuture<Decision> abandoned;
        synchronized (lock) {
            if (closed) {
                return ended;
            }
            closed = true;
            next.cancel();
            abandoned = running;
        }
        setup.target()
                .closeAsync()
                .thenCompose(inTime -> turnAfterWrite(inTime, abandoned))
                .whenComplete((done, thrown) -> finish(abandoned));
        return ended;
    }

    /** Completes, always normally, once the state knows of a change that was made. */
    private CompletableFuture<@Nullable Void> turnAfterWrite(
            boolean inTime, @Nullable CompletableFuture<Decision> abandoned) {
        warnUnless(inTime);
        return abandoned == null || !setup.target().hasNewsFromElsewhere()
                ? CompletableFuture.completedFuture(null)
                : Deadlines.within(TURN_END_LIMIT, abandoned, setup.scheduler()).handle((decision, thrown) -> null);
    }

    private void warnUnless(boolean inTime) {
        if (!inTime) {
            LOG.warn("{}: a write to the target took too long and was interrupted while closing", name());
        }
    }

    private void finish(@Nullable CompletableFuture<Decision> abandoned) {
        if (abandoned != null) {
            abandoned.completeExceptionally(closedException());
        }
        try {
            closeOwned.run();
        } finally {
            ended.complete(null);
        }
    }

    /** By the clock. If a turn runs already, its end sees to the next one. */
    private void tick(@Nullable Instant planned) {
        if (turns.tryAcquire()) {
            begin(new CompletableFuture<>(), planned);
        }
    }

    /**
     * Begins a turn that ends in {@code result}; the caller holds the permit, which the turn's end gives back.
     *
     * @param planned null for a turn on request
     */
    private void begin(CompletableFuture<Decision> result, @Nullable Instant planned) {
        boolean tooLate;
        synchronized (lock) {
            tooLate = closed;
            running = result;
            poked = false;
        }
        Instant begun = setup.time().instant();
        result.whenComplete((decision, thrown) -> end(result, planned == null ? null : begun));
        if (tooLate) {
            result.completeExceptionally(closedException());
            return;
        }
        Duration lateness = planned == null ? Duration.ZERO : Deadlines.between(planned, begun);
        try {
            new TurnRun(setup, state, this::control, begun, lateness).run().thenAccept(turn -> finish(turn, result));
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            result.completeExceptionally(e);
        }
    }

    private void finish(Turn turn, CompletableFuture<Decision> result) {
        try {
            remember(turn);
            setup.observers().accept(observer -> observer.turnEnded(turn));
        } finally {
            if (turn.outcome() instanceof Turn.NoDecision failed) {
                result.completeExceptionally(failed.problem());
            } else {
                turn.decision().ifPresent(result::complete);
            }
        }
    }

    private void remember(Turn turn) {
        state = turn.next();
        setup.target().noNews();
        turn.replicas().ifPresent(count -> idle = setup.policy().isIdle(count));
    }

    private void end(CompletableFuture<Decision> turn, @Nullable Instant begunAsPlanned) {
        synchronized (lock) {
            if (running == turn) {
                running = null;
            }
        }
        turns.release(); // before the next tick is planned, which would find no permit otherwise
        synchronized (lock) {
            if (started && !closed) {
                if (poked) {
                    schedule(Duration.ZERO, null);
                } else {
                    scheduleNextAfter(begunAsPlanned);
                }
            }
        }
    }

    /** A planned turn that overran its interval makes the next one late; a turn on request does not. */
    private void scheduleNextAfter(@Nullable Instant begunAsPlanned) {
        Instant now = setup.time().instant();
        Instant from = begunAsPlanned == null ? now : begunAsPlanned;
        schedule(untilNextTurn(now), from.plus(untilNextTurn(from)));
    }

    /**
     * To the next multiple of the interval, counted from the epoch, so that autoscalers of one interval meet. One that
     * is due within a tenth of it is left out: a timer that runs a little fast would make two turns of one.
     */
    private Duration untilNextTurn(Instant now) {
        long period = (idle ? idleInterval : setup.interval()).toNanos();
        long sinceEpoch = Duration.between(Instant.EPOCH, now).toNanos();
        long left = period - Math.floorMod(sinceEpoch, period);
        return Duration.ofNanos(left < period / 10 ? left + period : left);
    }

    /** Replaces the turn planned before. Called with the lock held. {@code planned} is null for a turn on request. */
    private void schedule(Duration delay, @Nullable Instant planned) {
        next.cancel();
        try {
            next = setup.scheduler().schedule(() -> tick(planned), delay);
        } catch (RejectedExecutionException e) {
            if (!strandedTold) {
                LOG.warn(
                        "{}: the scheduler takes no more tasks, so the autoscaler makes no more turns; close the"
                                + " autoscaler before its scheduler",
                        name());
            }
            strandedTold = true;
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("autoscaler \"" + name() + "\" is closed");
    }
}

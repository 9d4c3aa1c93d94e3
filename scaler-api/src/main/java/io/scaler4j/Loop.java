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
final class Loop implements TurnRun.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    private static final Duration TURN_END_LIMIT = Duration.ofSeconds(1);

    private final TurnSetup setup;
    private final Duration idleInterval;
    private final Runnable closeOwned;

    /** Held by the turn that runs; given back when it ends, by whichever thread ends it. */
    private final Semaphore turns = new Semaphore(1, true);

    private final Runnable tick = this::tick;
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
    private @Nullable Instant due;
    private @Nullable TurnRun running;

    Loop(TurnSetup setup, Duration idleInterval, ScalingState state, Control control, Runnable closeOwned) {
        this.setup = setup;
        this.idleInterval = idleInterval;
        this.state = state;
        this.control = control;
        this.closeOwned = closeOwned;
    }

    String name() {
        return setup.name();
    }

    @Override
    public ScalingState state() {
        return state;
    }

    @Override
    public Control control() {
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
        TurnRun turn = begin(null);
        try {
            return turn.result().get();
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
            Executor threads = setup.requests();
            if (threads == null) {
                schedule(Duration.ZERO, null);
            } else if (!isSeenTo) {
                request(threads);
            }
        }
    }

    /** Without the way over the timer's thread, which would have to be woken first. Called with the lock held. */
    private void request(Executor threads) {
        try {
            threads.execute(() -> {
                if (turns.tryAcquire()) {
                    begin(null);
                }
            });
        } catch (RejectedExecutionException | VirtualMachineError e) { // without a thread to be had
            schedule(Duration.ZERO, null);
        }
    }

    void close() {
        synchronized (closing) { // a second caller waits, so that nothing is written after its return either
            TurnRun abandoned;
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
                Deadlines.await(
                        TURN_END_LIMIT, abandoned.result()); // so that the state knows of a change that was made
            }
            finish(abandoned);
        }
    }

    /** As {@link #close}, without waiting. */
    CompletableFuture<Void> closeAsync() {
        TurnRun abandoned;
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
    private CompletableFuture<@Nullable Void> turnAfterWrite(boolean inTime, @Nullable TurnRun abandoned) {
        warnUnless(inTime);
        return abandoned == null || !setup.target().hasNewsFromElsewhere()
                ? CompletableFuture.completedFuture(null)
                : Deadlines.within(TURN_END_LIMIT, abandoned.result(), setup.scheduler())
                        .handle((decision, thrown) -> null);
    }

    private void warnUnless(boolean inTime) {
        if (!inTime) {
            LOG.warn("{}: a write to the target took too long and was interrupted while closing", name());
        }
    }

    private void finish(@Nullable TurnRun abandoned) {
        if (abandoned != null) {
            abandon(abandoned);
        }
        try {
            closeOwned.run();
        } finally {
            ended.complete(null);
        }
    }

    /** By the clock. If a turn runs already, its end sees to the next one. */
    private void tick() {
        if (turns.tryAcquire()) {
            Instant planned;
            synchronized (lock) {
                planned = due;
            }
            begin(planned);
        }
    }

    /**
     * Begins a turn; the caller holds the permit, which the turn's end gives back.
     *
     * @param planned null for a turn on request
     */
    private TurnRun begin(@Nullable Instant planned) {
        var turn = new TurnRun(setup, this, planned);
        boolean tooLate;
        synchronized (lock) {
            tooLate = closed;
            running = turn;
            poked = false;
        }
        if (tooLate) {
            abandon(turn);
        } else {
            turn.begin();
        }
        return turn;
    }

    private void abandon(TurnRun turn) {
        if (turn.result().completeExceptionally(closedException())) {
            end(turn);
        }
    }

    @Override
    public void ended(TurnRun run, Turn turn, boolean tells) {
        try {
            remember(turn);
            setup.observers().note(observer -> observer.turnEnded(turn));
            if (!tells) {
                setup.observers().handOver();
            }
        } finally {
            if (complete(run.result(), turn)) {
                end(run);
            }
        }
    }

    private static boolean complete(CompletableFuture<Decision> result, Turn turn) {
        return turn.outcome() instanceof Turn.NoDecision failed
                ? result.completeExceptionally(failed.problem())
                : result.complete(turn.decisionOrNull());
    }

    private void remember(Turn turn) {
        state = turn.next();
        setup.target().noNews();
        turn.replicas().ifPresent(count -> idle = setup.policy().isIdle(count));
    }

    private void end(TurnRun turn) {
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
                    scheduleNextAfter(turn.begunAsPlanned());
                }
            }
        }
    }

    /** A planned turn that overran its interval makes the next one late; a turn on request does not. */
    private void scheduleNextAfter(@Nullable Instant begunAsPlanned) {
        Instant now = setup.time().instant();
        Instant from = begunAsPlanned == null ? now : begunAsPlanned;
        Duration interval = idle ? idleInterval : setup.interval();
        schedule(Deadlines.untilNext(interval, now), from.plus(Deadlines.untilNext(interval, from)));
    }

    /** Replaces the turn planned before. Called with the lock held. {@code planned} is null for a turn on request. */
    private void schedule(Duration delay, @Nullable Instant planned) {
        next.cancel();
        due = planned;
        try {
            next = setup.scheduler().schedule(tick, delay);
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

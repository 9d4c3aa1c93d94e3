package io.scaler4j;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the loop: read the target, read the triggers, decide, write. It holds no thread while it waits: whichever
 * thread has an answer goes on with it, and what is there at once is gone on with by the thread that asked.
 */
final class TurnRun implements TurnTimer.Late {

    /** The loop, as a turn sees it. */
    interface Owner {

        ScalingState state();

        /** Asked as late as possible, so that a pause counts for the decision under way. */
        Control control();

        /**
         * Called once, by the thread that ends the turn.
         *
         * @param tells whether this thread tells the observers afterwards what was noted
         */
        void ended(TurnRun run, Turn turn, boolean tells);
    }

    /** What a turn waits for, or does. */
    enum Phase {
        COUNTING,
        MEASURING,
        GETTING_A_THREAD,
        DECIDING,
        WRITING,
        GIVING_UP,
        ENDED
    }

    private final TurnSetup setup;
    private final Owner owner;
    private final ScalingState state;
    private final Instant begun;
    private final Duration lateness;
    private final boolean isPlanned;
    private final CompletableFuture<Decision> result = new CompletableFuture<>();
    private final TurnTimer timer;

    /** Guarded by this. A turn is gone on with by the thread that moves it to the next phase. */
    private Phase phase = Phase.COUNTING;

    private @Nullable Replicas replicas;
    private ReplicaBounds bounds = ReplicaBounds.none();
    private Instant measuredAt = Instant.EPOCH;
    private TriggerSlot.Read[] reads = {};
    private int unanswered;
    private Map<String, Duration> latencies = Map.of();
    private @Nullable Observation observation;
    private @Nullable Decision decision;
    private @Nullable Thread decider;

    /** @param planned when it was due; null for a turn on request, which is never late */
    TurnRun(TurnSetup setup, Owner owner, @Nullable Instant planned) {
        this.setup = setup;
        this.owner = owner;
        state = owner.state();
        begun = setup.time().instant();
        isPlanned = planned != null;
        lateness = planned == null ? Duration.ZERO : Deadlines.between(planned, begun);
        timer = new TurnTimer(setup.scheduler(), setup.time(), this);
    }

    /** {@return when it began, if it was planned} */
    @Nullable
    Instant begunAsPlanned() {
        return isPlanned ? begun : null;
    }

    /** {@return what those get who wait for the turn} */
    CompletableFuture<Decision> result() {
        return result;
    }

    /** Begins. The turn may have ended when this returns. */
    void begin() {
        timer.waits(Phase.COUNTING, begun, setup.target().timeout());
        try {
            setup.target().replicas(begun, this::counted);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            fail(Phase.COUNTING, e);
        }
        timer.watch();
    }

    private void counted(@Nullable Replicas counts, @Nullable Throwable thrown) {
        if (!move(Phase.COUNTING, Phase.MEASURING)) {
            return;
        }
        try {
            boolean mayBlock = setup.target().isReadBy(Thread.currentThread());
            measure(setup.target().counts(counts, thrown), mayBlock);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            fail(Phase.MEASURING, e);
        }
    }

    /** @param mayBlock whether this is a thread for blocking calls: it makes the last of them itself */
    private void measure(Replicas counts, boolean mayBlock) {
        measuredAt = setup.time().instant();
        replicas = counts;
        bounds = setup.schedule().at(measuredAt);
        var request = ReadRequest.of(measuredAt, setup.readTimeout());
        boolean idle = setup.policy().isIdle(counts.desired());
        int last = setup.triggers().size() - 1;
        var all = new TriggerSlot.Read[last + 1];
        for (int i = 0; i <= last; i++) {
            all[i] = setup.triggers().get(i).newRead(setup.time(), this::answered);
        }
        reads = all;
        unanswered = last + 1;
        timer.waits(Phase.MEASURING, measuredAt, setup.readTimeout());
        for (int i = 0; i < last; i++) {
            all[i].begin(request, idle, setup.blocking());
        }
        if (mayBlock) {
            timer.watch(); // nobody else does while this thread blocks
        }
        var here = new CallingThread(mayBlock, setup.blocking());
        all[last].begin(request, idle, here);
        here.leave();
        timer.watch();
    }

    private void answered(Instant now) {
        if (isLastAnswer() && move(Phase.MEASURING, Phase.GETTING_A_THREAD)) {
            decideElsewhere(now);
        }
    }

    private synchronized boolean isLastAnswer() {
        unanswered--;
        return unanswered == 0;
    }

    /** Off the threads of clients and timers, whatever a custom policy does. */
    private void decideElsewhere(Instant now) {
        try {
            observation = observe();
            timer.waits(Phase.GETTING_A_THREAD, now, setup.readTimeout());
            setup.executor().execute(this::decide);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            fail(Phase.GETTING_A_THREAD, explained(e));
        }
        timer.watch();
    }

    /** What was seen, of reads that have all ended; keeps how long each took. */
    private Observation observe() {
        var measurements = new Measurement[reads.length];
        Map<String, Duration> took = Map.of();
        for (int i = 0; i < reads.length; i++) {
            measurements[i] = reads[i].measurement();
            took = plus(took, measurements[i].trigger(), reads[i].latency());
        }
        latencies = took;
        return Observation.of(measuredAt, Objects.requireNonNull(replicas), measurements)
                .every(setup.interval())
                .with(bounds)
                .with(owner.control());
    }

    /** In the order in which they are added. Most autoscalers have one trigger. */
    private static Map<String, Duration> plus(
            Map<String, Duration> latencies, String trigger, @Nullable Duration latency) {
        if (latency == null) {
            return latencies;
        }
        if (latencies.isEmpty()) {
            return Map.of(trigger, latency);
        }
        var more = new LinkedHashMap<>(latencies);
        more.put(trigger, latency);
        return Collections.unmodifiableMap(more);
    }

    /** On the executor, which may have lost it for so long that nobody waits for it any more. */
    private void decide() {
        if (!move(Phase.GETTING_A_THREAD, Phase.DECIDING)) {
            return;
        }
        decider = Thread.currentThread();
        try {
            decideOn(Objects.requireNonNull(observation));
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            fail(Phase.DECIDING, explained(e));
        }
        decider = null;
        timer.watch();
        setup.observers().deliver();
    }

    private void decideOn(Observation seen) {
        Decision made = setup.policy().decide(state, seen);
        if (made == null) {
            throw new IllegalStateException("the policy answered null instead of a decision");
        }
        decision = made;
        setup.observers().note(observer -> observer.decided(setup.name(), seen, made));
        if (!made.changes()) {
            end(Phase.DECIDING, Turn.unchanged());
        } else if (setup.dryRun()) {
            end(Phase.DECIDING, new Turn.NotWritten(Turn.Cause.DRY_RUN, Optional.empty()));
        } else {
            setup.observers().handOver(); // the write may take long
            write(made);
        }
    }

    private void write(Decision made) {
        move(Phase.DECIDING, Phase.WRITING);
        Instant now = setup.time().instant();
        timer.waits(Phase.WRITING, now, setup.target().timeout());
        try {
            setup.target().scaleTo(made, now, outcome -> end(Phase.WRITING, outcome));
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            fail(Phase.WRITING, e);
        }
    }

    /** What is not there in time is done without. */
    @Override
    public void giveUp(Phase waiting, TimeoutException late) {
        switch (waiting) {
            case COUNTING -> {
                if (move(waiting, Phase.GIVING_UP)) {
                    fail(Phase.GIVING_UP, setup.target().giveUpReading(late));
                }
            }
            case MEASURING -> {
                for (TriggerSlot.Read read : reads) {
                    read.giveUp(late);
                }
            }
            case GETTING_A_THREAD -> fail(waiting, noThread(late));
            case WRITING -> {
                if (move(waiting, Phase.GIVING_UP)) {
                    end(Phase.GIVING_UP, setup.target().giveUpWriting(Objects.requireNonNull(decision), late));
                }
            }
            default -> throw new IllegalStateException("nothing is waited for while " + waiting);
        }
    }

    private static RejectedExecutionException noThread(TimeoutException late) {
        return new RejectedExecutionException(
                "the decision got no thread in time; the executor is too busy, or has lost the task", late);
    }

    private static Throwable explained(Throwable thrown) {
        return thrown instanceof RejectedExecutionException
                ? new RejectedExecutionException("the turn could not go on: " + Readings.describe(thrown), thrown)
                : thrown;
    }

    /** Returns whether this thread goes on with the turn; another one has done so before, or the turn was given up. */
    private synchronized boolean move(Phase from, Phase to) {
        boolean moved = phase == from;
        phase = moved ? to : phase;
        return moved;
    }

    private void end(Phase during, Turn.Outcome outcome) {
        Decision made = Objects.requireNonNull(decision);
        end(during, outcome, made, Turn.next(made, outcome));
    }

    private void fail(Phase during, Throwable thrown) {
        RuntimeException problem = thrown instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("the turn failed: " + Readings.describe(thrown), thrown);
        end(during, new Turn.NoDecision(problem), null, state);
    }

    private void end(Phase during, Turn.Outcome outcome, @Nullable Decision made, ScalingState next) {
        if (!move(during, Phase.ENDED)) {
            return;
        }
        timer.end();
        var turn = new Turn(setup.name(), begun, lateness, latencies, observation, made, outcome, next);
        owner.ended(this, turn, Thread.currentThread() == decider);
    }
}

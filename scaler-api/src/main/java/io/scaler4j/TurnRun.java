package io.scaler4j;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one turn of the loop: read the target, read the triggers, decide, write. It holds no thread while it waits. One
 * turn at a time; the state goes from one to the next.
 */
final class TurnRun {

    /**
     * What a turn needs, the same for every turn.
     *
     * @param decisions where decisions are made
     * @param blocking where blocking reads run
     */
    record Setup(
            String name,
            ScalingPolicy policy,
            List<TriggerSlot> triggers,
            TargetPort target,
            BoundsSchedule schedule,
            Duration interval,
            Duration readTimeout,
            boolean dryRun,
            InstantSource time,
            Scheduler scheduler,
            Executor decisions,
            Executor blocking,
            Consumer<Consumer<AutoscalerObserver>> observers) {}

    private final Setup setup;
    private final ScalingState state;
    private final Supplier<Control> control;
    private final Instant begun;
    private final Duration lateness;
    private Map<String, Duration> latencies = Map.of();
    private @Nullable Observation observation;

    /**
     * @param control asked as late as possible, so that a pause counts for the decision under way
     * @param begun now
     * @param lateness how long it should have begun before
     */
    TurnRun(Setup setup, ScalingState state, Supplier<Control> control, Instant begun, Duration lateness) {
        this.setup = setup;
        this.state = state;
        this.control = control;
        this.begun = begun;
        this.lateness = lateness;
    }

    /** Always completes normally. */
    CompletableFuture<Turn> run() {
        return setup.target()
                .replicas(begun)
                .thenCompose(this::observe)
                .thenCompose(this::decideElsewhere)
                .exceptionally(this::undecided);
    }

    /** Off the threads of clients and timers, whatever a custom policy does. */
    private CompletableFuture<Turn> decideElsewhere(Observation seen) {
        observation = seen;
        return Deadlines.begunWithin(
                        setup.readTimeout(), () -> decideAndWrite(seen), setup.decisions(), setup.scheduler())
                .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(explained(Readings.unwrap(thrown))));
    }

    private static Throwable explained(Throwable thrown) {
        if (thrown instanceof TimeoutException) {
            return new RejectedExecutionException(
                    "the decision got no thread in time; the executor is too busy, or has lost the task", thrown);
        }
        return thrown instanceof RejectedExecutionException
                ? new RejectedExecutionException("the turn could not go on: " + Readings.describe(thrown), thrown)
                : thrown;
    }

    private CompletableFuture<Observation> observe(Replicas replicas) {
        Instant now = setup.time().instant();
        ReplicaBounds bounds = setup.schedule().at(now);
        ReadRequest request = ReadRequest.of(now, setup.readTimeout());
        boolean idle = setup.policy().isIdle(replicas.desired());
        List<CompletableFuture<TriggerSlot.Answer>> reads =
                new ArrayList<>(setup.triggers().size());
        for (TriggerSlot trigger : setup.triggers()) {
            reads.add(trigger.measure(request, idle, setup));
        }
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApply(done -> Observation.of(now, replicas, measurements(reads))
                        .every(setup.interval())
                        .with(bounds)
                        .with(control.get()));
    }

    /** Of reads that have all ended; keeps how long each took. */
    private List<Measurement> measurements(List<CompletableFuture<TriggerSlot.Answer>> reads) {
        List<Measurement> measurements = new ArrayList<>(reads.size());
        var took = new LinkedHashMap<String, Duration>();
        for (CompletableFuture<TriggerSlot.Answer> read : reads) {
            TriggerSlot.Answer answer = read.join();
            measurements.add(answer.measurement());
            if (answer.latency() != null) {
                took.put(answer.measurement().trigger(), answer.latency());
            }
        }
        latencies = Collections.unmodifiableMap(took);
        return measurements;
    }

    private CompletableFuture<Turn> decideAndWrite(Observation seen) {
        Decision decision = setup.policy().decide(state, seen);
        if (decision == null) {
            throw new IllegalStateException("the policy answered null instead of a decision");
        }
        setup.observers().accept(observer -> observer.decided(setup.name(), seen, decision));
        if (!decision.changes()) {
            return CompletableFuture.completedFuture(decided(decision, Turn.unchanged()));
        }
        if (setup.dryRun()) {
            var notWritten = new Turn.NotWritten(Turn.Cause.DRY_RUN, Optional.empty());
            return CompletableFuture.completedFuture(decided(decision, notWritten));
        }
        return setup.target().scaleTo(decision).thenApply(outcome -> decided(decision, outcome));
    }

    private Turn decided(Decision decision, Turn.Outcome outcome) {
        return turn(decision, outcome, Turn.next(decision, outcome));
    }

    private Turn undecided(Throwable thrown) {
        Throwable cause = Readings.unwrap(thrown);
        RuntimeException problem = cause instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("the turn failed: " + Readings.describe(cause), cause);
        return turn(null, new Turn.NoDecision(problem), state);
    }

    private Turn turn(@Nullable Decision decision, Turn.Outcome outcome, ScalingState next) {
        return new Turn(setup.name(), begun, lateness, latencies, observation, decision, outcome, next);
    }
}

package io.scaler4j;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One turn of the loop: read the target, read the triggers, decide, write. It holds no thread while it waits. One turn
 * at a time; the state goes from one to the next.
 */
final class Turn {

    /** What a turn needs, the same for every turn. */
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
            Executor executor,
            Consumer<Consumer<AutoscalerObserver>> observers) {}

    /** A turn's end: the decision, the state for the next turn, and the count the target is left with. */
    record Outcome(Decision decision, ScalingState next, int replicas) {}

    private final Setup setup;
    private final ScalingState state;
    private final Supplier<Control> control;

    /** @param control asked as late as possible, so that a pause counts for the decision under way */
    Turn(Setup setup, ScalingState state, Supplier<Control> control) {
        this.setup = setup;
        this.state = state;
        this.control = control;
    }

    CompletableFuture<Outcome> run() {
        return setup.target().replicas().thenCompose(this::observe).thenCompose(this::decideElsewhere);
    }

    /** Off the threads of clients and timers, whatever a custom policy does. */
    private CompletableFuture<Outcome> decideElsewhere(Observation observation) {
        return Deadlines.begunWithin(
                        setup.readTimeout(), () -> decideAndWrite(observation), setup.executor(), setup.scheduler())
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
        boolean dormant = setup.policy().isIdle(replicas.desired());
        List<CompletableFuture<TriggerSlot.Answer>> reads = setup.triggers().stream()
                .map(trigger -> trigger.measure(request, dormant, setup))
                .toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<TriggerSlot.Answer> answers =
                    reads.stream().map(CompletableFuture::join).toList();
            tellLatencies(answers);
            return Observation.of(
                            now,
                            replicas,
                            answers.stream()
                                    .map(TriggerSlot.Answer::measurement)
                                    .toList())
                    .every(setup.interval())
                    .with(bounds)
                    .with(control.get());
        });
    }

    private void tellLatencies(List<TriggerSlot.Answer> answers) {
        var latencies = new LinkedHashMap<String, Duration>();
        for (TriggerSlot.Answer answer : answers) {
            if (answer.latency() != null) {
                latencies.put(answer.measurement().trigger(), answer.latency());
            }
        }
        tell(observer -> observer.triggersRead(setup.name(), Collections.unmodifiableMap(latencies)));
    }

    private CompletableFuture<Outcome> decideAndWrite(Observation observation) {
        Decision decision = setup.policy().decide(state, observation);
        if (decision == null) {
            throw new IllegalStateException("the policy answered null instead of a decision");
        }
        tell(observer -> observer.decided(setup.name(), observation, decision));
        if (!decision.changes() || setup.dryRun()) {
            boolean nothingToDo = !decision.changes();
            return CompletableFuture.completedFuture(
                    new Outcome(decision, decision.next(nothingToDo), decision.from()));
        }
        return setup.target().scaleTo(decision).handle((done, thrown) -> {
            if (thrown == null) {
                Instant confirmedAt = setup.time().instant();
                tell(observer -> observer.scaled(setup.name(), decision, confirmedAt));
                return new Outcome(decision, decision.next(confirmedAt), decision.to());
            }
            var problem = (ScaleTargetException) Readings.unwrap(thrown);
            tell(observer -> observer.scaleFailed(setup.name(), decision, problem));
            return new Outcome(decision, decision.next(false), decision.from());
        });
    }

    private void tell(Consumer<AutoscalerObserver> event) {
        setup.observers().accept(event);
    }
}

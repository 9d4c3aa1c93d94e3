package io.scaler4j.registry;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One name of a registry: changes of it happen one after the other, and there is at most one autoscaler at a time. */
final class RegisteredAutoscaler {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerRegistry.class);

    private final String name;
    private final RegistryParts parts;

    /** What was asked for last; guarded by this. */
    private @Nullable AutoscalerSpec spec;

    private @Nullable ScaleTarget target;
    private boolean closed;
    private int removals;

    /** The end of the changes so far; guarded by this. */
    private CompletableFuture<Void> changes = CompletableFuture.completedFuture(null);

    private volatile @Nullable Running running;

    /** An autoscaler with what it was made of. */
    private record Running(AutoscalerSpec spec, Autoscaler autoscaler, GuardedTarget target, StateKeeper states) {}

    RegisteredAutoscaler(String name, RegistryParts parts) {
        this.name = name;
        this.parts = parts;
    }

    /**
     * Runs by this specification from now on. What is new is opened here, so that a failure changes nothing.
     *
     * @return completes once it runs
     */
    synchronized CompletionStage<Void> apply(AutoscalerSpec wanted, ScaleTarget wantedTarget) {
        if (closed) {
            throw new IllegalStateException("autoscaler \"" + name + "\" is being closed");
        }
        if (spec != null && wanted.equals(spec) && wantedTarget.equals(target)) {
            return changes.minimalCompletionStage();
        }
        List<Trigger> triggers = wanted.openTriggers(parts.connections());
        spec = wanted;
        target = wantedTarget;
        int removed = removals;
        return then(before -> before == null
                        ? begin(wanted, wantedTarget, triggers, removed)
                        : replace(before, wanted, wantedTarget, triggers, removed))
                .whenComplete((done, thrown) -> forgetIfFailed(wanted, thrown));
    }

    /** The target, unless it is only looked at. */
    synchronized Optional<ScaleTarget> written() {
        return spec == null || spec.isDryRun() ? Optional.empty() : Optional.ofNullable(target);
    }

    /** So that the same specification may be applied again. */
    private synchronized void forgetIfFailed(AutoscalerSpec wanted, @Nullable Throwable thrown) {
        if (thrown != null && spec().filter(wanted::equals).isPresent()) {
            spec = null;
        }
    }

    /**
     * Stops, and forgets the state. May be applied to again.
     *
     * @return completes once nothing is written any more and the state is gone
     */
    synchronized CompletionStage<Void> remove() {
        spec = null;
        target = null;
        removals++;
        return then(before -> {
            CompletionStage<Void> stopped = before == null
                    ? CompletableFuture.completedFuture(null)
                    : stop(before).thenRun(() -> running = null);
            return stopped.thenCompose(done -> parts.store().remove(name));
        });
    }

    /** Whether nothing runs, nothing is under way and nothing was asked for since. */
    synchronized boolean isUnused() {
        return spec == null && running == null && changes.isDone();
    }

    /** Does a change after those before it, whatever became of them. */
    private synchronized CompletionStage<Void> then(Function<@Nullable Running, CompletionStage<Void>> change) {
        changes = changes.handle((done, thrown) -> running).thenCompose(change);
        return changes.minimalCompletionStage();
    }

    /** @param removed how often this was removed before */
    private CompletionStage<Void> begin(
            AutoscalerSpec wanted, ScaleTarget wantedTarget, List<Trigger> triggers, int removed) {
        return parts.store()
                .load(name)
                .exceptionally(thrown -> {
                    LOG.warn(
                            "{}: begins without its saved state: {}",
                            name,
                            FailureTable.unwrap(thrown).getMessage());
                    return Optional.empty();
                })
                .thenCompose(saved -> resolved(saved, wanted, wantedTarget, removed))
                .thenAccept(state -> start(wanted, wantedTarget, triggers, state, wanted.control(), removed));
    }

    /** If a write was pending, the target tells whether it came about. Until it answers nothing is decided. */
    private CompletionStage<ScalingState> resolved(
            Optional<SavedState> saved, AutoscalerSpec wanted, ScaleTarget wantedTarget, int removed) {
        if (saved.isEmpty() || saved.get().pending().isEmpty() || isOver(removed)) {
            return CompletableFuture.completedFuture(
                    saved.map(SavedState::state).orElse(ScalingState.initial()));
        }
        var request = ReadRequest.of(parts.time().instant(), limit(wanted));
        CompletionStage<ScalingState> read = Timeouts.within(
                        limit(wanted), wantedTarget.replicasAsync(request, parts.blockingExecutor()), parts.scheduler())
                .thenApply(replicas -> saved.get().resolve(replicas.desired()));
        return read.exceptionallyCompose(thrown -> {
            LOG.warn(
                    "{}: waits for its target, since a write was under way when it ended: {}", name, thrown.toString());
            return Timeouts.after(wanted.interval(), parts.scheduler())
                    .thenCompose(over -> resolved(saved, wanted, wantedTarget, removed));
        });
    }

    private CompletionStage<Void> replace(
            Running before, AutoscalerSpec wanted, ScaleTarget wantedTarget, List<Trigger> triggers, int removed) {
        return stop(before).thenAccept(stopped -> {
            Control control = wanted.control().equals(before.spec().control())
                    ? before.autoscaler().control()
                    : wanted.control();
            start(wanted, wantedTarget, triggers, before.autoscaler().state(), control, removed);
        });
    }

    private CompletionStage<Void> stop(Running before) {
        before.target().close();
        return before.autoscaler()
                .closeAsync()
                .thenCompose(closed -> Timeouts.atMost(
                        GuardedTarget.SAVE_LIMIT,
                        before.states().saveLast(before.autoscaler().state()),
                        parts.scheduler()));
    }

    private void start(
            AutoscalerSpec wanted,
            ScaleTarget wantedTarget,
            List<Trigger> triggers,
            ScalingState state,
            Control control,
            int removed) {
        if (isOver(removed)) {
            triggers.forEach(trigger -> trigger.scaler().close());
            return;
        }
        var states = new StateKeeper(name, parts.store(), parts.time());
        var guarded = new GuardedTarget(name, wantedTarget, states, parts);
        var builder = wanted.configure(triggers)
                .target(guarded)
                .state(state)
                .control(control)
                .time(parts.time())
                .scheduler(parts.scheduler())
                .executor(parts.executor())
                .blockingExecutor(parts.blockingExecutor())
                .observer(states);
        for (AutoscalerObserver observer : parts.observers()) {
            builder.observer(observer);
        }
        Autoscaler autoscaler = builder.build();
        running = new Running(wanted, autoscaler, guarded, states);
        autoscaler.start();
    }

    /**
     * Stops for good, and keeps the state.
     *
     * @return completes once nothing is written any more
     */
    synchronized CompletionStage<Void> close() {
        closed = true;
        return then(before -> before == null ? CompletableFuture.completedFuture(null) : stop(before));
    }

    private static Duration limit(AutoscalerSpec wanted) {
        return wanted.targetTimeout().orElse(wanted.interval());
    }

    /** Whether what was applied then has no reason to begin any more. */
    private synchronized boolean isOver(int removed) {
        return closed || removals != removed;
    }

    synchronized Optional<AutoscalerSpec> spec() {
        return Optional.ofNullable(spec);
    }

    Optional<Autoscaler> autoscaler() {
        return Optional.ofNullable(running).map(Running::autoscaler);
    }

    Optional<Turn> turn() {
        return Optional.ofNullable(running).flatMap(now -> now.states().turn());
    }
}

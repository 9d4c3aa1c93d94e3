package io.scaler4j.simulation;

import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.AutoscalerSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Simulates one candidate on parts of the traffic. Thread-safe, as traffic is. */
final class SearchTrial {

    private final AutoscalerSpec spec;
    private final Map<String, ? extends Traffic> traffic;
    private final Objective objective;
    private final UnaryOperator<Simulation> prepared;

    SearchTrial(
            AutoscalerSpec spec,
            Map<String, ? extends Traffic> traffic,
            Objective objective,
            UnaryOperator<Simulation> prepared) {
        this.spec = spec;
        this.traffic = traffic;
        this.objective = objective;
        this.prepared = prepared;
    }

    /**
     * The end of a part, where the next goes on.
     *
     * @param outcome of the part
     * @param state that the policy left
     * @param replicas that the target was left with
     */
    record Ended(SearchResult.Outcome outcome, ScalingState state, int replicas) {}

    Ended run(SearchSpace space, int[] choice, Duration from, Duration to, @Nullable Ended before) {
        Map<String, Traffic> later = new HashMap<>();
        traffic.forEach((trigger, all) -> later.put(trigger, from.isZero() ? all : Shifted.by(from, all)));
        Simulation simulation =
                prepared.apply(SpecifiedSimulation.of(spec, space.policy(choice), space.metrics(choice), later));
        if (before != null) {
            simulation.startingAt(before.replicas()).state(before.state());
        }
        simulation.beginning(simulation.beginning.plus(from));
        var sums = new RunningScores();
        simulation.watcher = sums::add;
        Run run = simulation.keepingLast(1).lasting(to.minus(from));
        sums.end(run.beginning().plus(run.length()));
        double measured = objective.measure(run.queue(), sums);
        var outcome = new SearchResult.Outcome(sums.replicaHours(), measured, objective.isMetBy(measured));
        OptionalInt last = run.turns().get(0).replicas();
        return new Ended(outcome, run.state(), last.orElse(run.start()));
    }
}

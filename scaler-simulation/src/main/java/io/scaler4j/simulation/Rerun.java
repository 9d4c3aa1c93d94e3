package io.scaler4j.simulation;

import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.util.ArrayList;
import java.util.List;

/** The readings of a run once more, under another policy that has its own counts. */
final class Rerun {

    private Rerun() {}

    /** Under the rules that an HPA has when nobody sets any, within the bounds of the run. */
    static Run underDefaults(Run run) {
        List<ReplicaBounds> bounds = run.turns().stream()
                .map(turn -> turn.decision().orElseThrow().bounds())
                .toList();
        int min = bounds.stream().mapToInt(ReplicaBounds::min).min().orElse(0);
        int max = bounds.stream().mapToInt(ReplicaBounds::max).max().orElse(1);
        return under(ScalingPolicy.builder().replicas(min, max).build(), run);
    }

    private static Run under(ScalingPolicy policy, Run run) {
        List<Turn> turns = new ArrayList<>(run.turns().size());
        ScalingState state = ScalingState.initial();
        int replicas = run.start();
        for (Turn then : run.turns()) {
            Observation observation = seen(then.observation().orElseThrow(), replicas);
            Decision decision = policy.decide(state, observation);
            var turn = Turn.of(then.autoscaler(), then.at(), observation, decision, outcome(decision, then.outcome()));
            turns.add(turn);
            state = turn.next();
            replicas = Run.replicas(turn);
        }
        return new Run(run.beginning(), run.start(), run.length(), List.copyOf(turns), state, null);
    }

    /** A target that took no change then takes none now. */
    private static Turn.Outcome outcome(Decision decision, Turn.Outcome then) {
        if (!decision.changes()) {
            return new Turn.Unchanged();
        }
        return then instanceof Turn.NotWritten ? then : new Turn.Scaled(decision.at());
    }

    /** What was seen then, by a target of so many: as it was where they are as many, otherwise settled. */
    static Observation seen(Observation then, int replicas) {
        Replicas counts = then.replicas().desired() == replicas ? then.replicas() : Replicas.of(replicas);
        return Observation.of(then.at(), counts, then.measurements())
                .every(then.interval())
                .with(then.bounds())
                .with(then.control());
    }
}

package io.scaler4j.simulation;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.recorder.RecordedTurn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another policy on the readings of a recording, with the counts that it sets itself. Used once. */
final class WhatIf {

    private final ScalingPolicy policy;
    private final ReplayedTurns made;
    private @Nullable RecordedTurn before;
    private int replicas;

    private WhatIf(ScalingPolicy policy, RecordedTurn first) {
        this.policy = policy;
        made = new ReplayedTurns(first.observation().at());
    }

    static Run run(List<RecordedTurn> turns, ScalingPolicy policy) {
        var whatIf = new WhatIf(policy, turns.get(0));
        turns.forEach(whatIf::decide);
        return whatIf.made.run();
    }

    private void decide(RecordedTurn turn) {
        int recorded = turn.observation().replicas().desired();
        if (before == null || beginsAnew(before, turn)) {
            made.goOnFrom(turn.state().orElseGet(ScalingState::initial));
            replicas = recorded;
        } else if (recorded != before.replicas()) {
            replicas = recorded; // someone else's doing
        }
        Observation observation = Rerun.seen(turn.observation(), replicas);
        Decision decision = policy.decide(made.state(), observation);
        replicas = Run.replicas(made.add(turn, observation, decision));
        before = turn;
    }

    private static boolean beginsAnew(RecordedTurn before, RecordedTurn turn) {
        return turn.state().isPresent() && !before.leaves(turn.state().get());
    }
}

package io.scaler4j.examples.demo;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides again on what was observed, without a broker, a clock or a thread.
 *
 * @param recorded the counts decided on during the run
 * @param replayed the counts decided on now
 */
record Replay(List<Integer> recorded, List<Integer> replayed) {

    static Replay of(ScalingPolicy policy, List<Turn> turns) {
        var replayed = new ArrayList<Integer>(turns.size());
        ScalingState state = ScalingState.initial();
        for (Turn turn : turns) {
            Decision decision = policy.decide(state, turn.observation());
            replayed.add(decision.to());
            state = decision.next(turn.applied());
        }
        return new Replay(turns.stream().map(turn -> turn.decision().to()).toList(), replayed);
    }

    boolean agrees() {
        return recorded.equals(replayed);
    }

    @Override
    public String toString() {
        return agrees()
                ? recorded.size() + " decisions, the very same replica series"
                : "differs: " + recorded + " became " + replayed;
    }
}

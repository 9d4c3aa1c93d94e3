package io.scaler4j.simulation;

import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.recorder.RecordedTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A run in the making on the times of a recording. Used once. */
final class ReplayedTurns {

    private final Instant beginning;
    private final List<Turn> turns = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private ScalingState state = ScalingState.initial();

    /** @param beginning when the first turn was */
    ReplayedTurns(Instant beginning) {
        this.beginning = beginning;
    }

    /** What the last turn left behind, or what it was told to go on from. */
    ScalingState state() {
        return state;
    }

    void goOnFrom(ScalingState recorded) {
        state = recorded;
    }

    List<Turn> turns() {
        return turns;
    }

    /**
     * Adds a turn at the time of a recorded one, whose target takes the change unless it did not take the recorded one.
     * Clocks may run backwards, the time of a run does not.
     */
    Turn add(RecordedTurn recorded, Observation observation, Decision decision) {
        Duration since = Duration.between(beginning, observation.at());
        elapsed = since.compareTo(elapsed) > 0 ? since : elapsed;
        Turn.Outcome outcome = recorded.outcomeOf(decision);
        var turn = Turn.of(recorded.autoscaler(), beginning.plus(elapsed), observation, decision, outcome);
        turns.add(turn);
        state = turn.next();
        return turn;
    }

    /** The last turn holds for one interval. */
    Run run() {
        int start = observation(0).replicas().desired();
        Duration length = elapsed.plus(observation(turns.size() - 1).interval());
        return new Run(beginning, start, length, List.copyOf(turns), state, null);
    }

    private Observation observation(int turn) {
        return turns.get(turn).observation().orElseThrow();
    }
}

package io.scaler4j.examples.demo;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Keeps every observation with its decision, and whether the target accepted it. Thread-safe. */
final class Recorder implements AutoscalerObserver {

    private final DoubleSupplier elapsedSeconds;
    private final List<Turn> turns = new ArrayList<>();

    Recorder(DoubleSupplier elapsedSeconds) {
        this.elapsedSeconds = elapsedSeconds;
    }

    @Override
    public synchronized void decided(String autoscaler, Observation observation, Decision decision) {
        turns.add(new Turn(elapsedSeconds.getAsDouble(), observation, decision, false));
    }

    @Override
    public synchronized void turnEnded(io.scaler4j.Turn turn) {
        if (turn.outcome() instanceof io.scaler4j.Turn.Scaled) {
            int last = turns.size() - 1;
            turns.set(last, turns.get(last).accepted());
        }
    }

    synchronized List<Turn> turns() {
        return List.copyOf(turns);
    }
}

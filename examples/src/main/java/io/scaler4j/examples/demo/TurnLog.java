package io.scaler4j.examples.demo;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every turn that has a decision. Thread-safe. */
final class TurnLog implements AutoscalerObserver {

    private final List<Turn> turns = new CopyOnWriteArrayList<>();

    @Override
    public void turnEnded(Turn turn) {
        if (turn.decision().isPresent()) {
            turns.add(turn);
        }
    }

    List<Turn> turns() {
        return List.copyOf(turns);
    }
}

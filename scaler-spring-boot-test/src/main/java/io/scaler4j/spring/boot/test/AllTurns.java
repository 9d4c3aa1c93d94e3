package io.scaler4j.spring.boot.test;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every turn since the test began. */
final class AllTurns implements AutoscalerObserver {

    private final List<Turn> turns = new CopyOnWriteArrayList<>();

    @Override
    public void turnEnded(Turn turn) {
        turns.add(turn);
    }

    /** {@return the turns of an autoscaler, the first one first; a copy} */
    List<Turn> of(String autoscaler) {
        return turns.stream()
                .filter(turn -> turn.autoscaler().equals(autoscaler))
                .toList();
    }
}

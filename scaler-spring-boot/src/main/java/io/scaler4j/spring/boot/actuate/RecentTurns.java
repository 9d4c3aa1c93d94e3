package io.scaler4j.spring.boot.actuate;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last turns of each autoscaler, for people who look and for its health. They outlive a changed specification,
 * under which an autoscaler is closed and goes on by its name. Thread-safe.
 */
final class RecentTurns implements AutoscalerObserver {

    /** Five minutes at the default interval. */
    static final int KEPT = 20;

    private final Map<String, Deque<Turn>> turns = new ConcurrentHashMap<>();

    @Override
    public void turnEnded(Turn turn) {
        Deque<Turn> kept = turns.computeIfAbsent(turn.autoscaler(), name -> new ArrayDeque<>(KEPT));
        synchronized (kept) {
            if (kept.size() == KEPT) {
                kept.removeLast();
            }
            kept.addFirst(turn);
        }
    }

    /** Forgets the autoscalers that are gone, whose names nobody will ask for. */
    void keep(Set<String> names) {
        turns.keySet().retainAll(names);
    }

    /** Returns the turns of an autoscaler, the latest first; a copy. */
    List<Turn> of(String autoscaler) {
        Deque<Turn> kept = turns.get(autoscaler);
        if (kept == null) {
            return List.of();
        }
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}

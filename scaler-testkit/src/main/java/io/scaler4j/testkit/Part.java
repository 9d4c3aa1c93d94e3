package io.scaler4j.testkit;

import io.scaler4j.Turn;
import io.scaler4j.simulation.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a run, which may be all of it.
 *
 * @param from since the beginning of the run
 * @param to likewise; a turn at exactly this time is not in it
 */
record Part(Run run, Duration from, Duration to) {

    static Part whole(Run run) {
        return new Part(run, Duration.ZERO, run.length());
    }

    boolean isWhole() {
        return from.isZero() && to.equals(run.length());
    }

    List<Turn> turns() {
        return run.turns().stream().filter(this::contains).toList();
    }

    List<Turn> changes() {
        return run.changes().stream().filter(this::contains).toList();
    }

    private boolean contains(Turn turn) {
        Duration elapsed = run.elapsed(turn);
        return elapsed.compareTo(from) >= 0 && elapsed.compareTo(to) < 0;
    }

    /** Since the beginning of the part. */
    Duration elapsed(Turn turn) {
        return run.elapsed(turn).minus(from);
    }

    /** The count before its first turn. */
    int start() {
        return from.isZero() ? run.start() : run.replicasAt(from.minusNanos(1));
    }

    /** The count after its last turn. */
    int end() {
        List<Integer> series = series();
        return series.get(series.size() - 1);
    }

    /** The count at its beginning, then each that differs from the one before. */
    List<Integer> series() {
        var series = new ArrayList<Integer>(List.of(start()));
        for (Turn turn : turns()) {
            int replicas = turn.replicas().orElseThrow();
            if (replicas != series.get(series.size() - 1)) {
                series.add(replicas);
            }
        }
        return series;
    }
}

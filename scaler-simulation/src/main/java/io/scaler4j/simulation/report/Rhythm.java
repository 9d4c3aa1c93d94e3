package io.scaler4j.simulation.report;

import io.scaler4j.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it usually takes from a turn to the next. It depends on the count, since an idle target may be read at less
 * often; a run does not tell how often, but shows it.
 */
final class Rhythm {

    private final Instant beginning;
    private final List<Turn> turns;
    private final Duration length;
    private final Map<Integer, Map<Duration, Integer>> distances = new HashMap<>();

    /**
     * @param beginning of the run
     * @param length of the run, where the last turn ends
     */
    Rhythm(Instant beginning, List<Turn> turns, Duration length) {
        this.beginning = beginning;
        this.turns = turns;
        this.length = length;
        for (int i = 0; i < turns.size(); i++) {
            distances
                    .computeIfAbsent(replicas(i), count -> new HashMap<>())
                    .merge(inSeconds(distance(i)), 1, Integer::sum);
        }
    }

    /** When the next turn is, or the run over. */
    Duration end(int turn) {
        return turn + 1 < turns.size() ? elapsed(turn + 1) : length;
    }

    /** Whether turns are missing after this one. */
    boolean isBroken(int turn) {
        Duration interval = turns.get(turn).observation().orElseThrow().interval();
        Duration distance = distance(turn);
        return isMoreThanTwice(distance, interval) && isMoreThanTwice(distance, usual(replicas(turn)));
    }

    private Duration distance(int turn) {
        return end(turn).minus(elapsed(turn));
    }

    private Duration elapsed(int turn) {
        return Duration.between(beginning, turns.get(turn).at());
    }

    private int replicas(int turn) {
        return turns.get(turn).replicas().orElseThrow();
    }

    /** Turns of a live autoscaler, which may be replayed, are some milliseconds early or late. */
    private static Duration inSeconds(Duration distance) {
        return distance.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    }

    private static boolean isMoreThanTwice(Duration distance, Duration usual) {
        return distance.compareTo(usual.multipliedBy(2)) > 0;
    }

    /** The most frequent distance; of several the smallest. */
    private Duration usual(int replicas) {
        Comparator<Map.Entry<Duration, Integer>> frequent = Map.Entry.comparingByValue();
        return distances.getOrDefault(replicas, Map.of()).entrySet().stream()
                .max(frequent.thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(Duration.ZERO);
    }
}

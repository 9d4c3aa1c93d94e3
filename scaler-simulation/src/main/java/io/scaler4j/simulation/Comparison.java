package io.scaler4j.simulation;

import io.scaler4j.Turn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Two policies on one load: where they part first, and what each is worth beside doing nothing and knowing everything.
 *
 * <pre>{@code
 * var comparison = Comparison.of(simulation(before).lasting(day), simulation(after).lasting(day));
 * System.out.println(comparison);
 * }</pre>
 */
public final class Comparison {

    private final Run one;
    private final Run other;

    private Comparison(Run one, Run other) {
        this.one = one;
        this.other = other;
    }

    /**
     * Where two runs part.
     *
     * @param elapsed since the beginning of both
     * @param one the turn of the first run
     * @param other the turn of the second run at the same time, with another count
     */
    public record Divergence(Duration elapsed, Turn one, Turn other) {

        /** Both turns with their walks. */
        @Override
        public String toString() {
            return "one    " + Timeline.line(elapsed, one) + "\nother  " + Timeline.line(elapsed, other);
        }
    }

    /**
     * Compares.
     *
     * @param one a run
     * @param other a run on the same load, with turns at the same times as long as the two agree
     * @return the comparison
     */
    public static Comparison of(Run one, Run other) {
        return new Comparison(one, other);
    }

    /**
     * The first turn after which the counts differ.
     *
     * @return empty if they never do at a time at which both have a turn
     */
    public Optional<Divergence> firstDivergence() {
        int turns = Math.min(one.turns().size(), other.turns().size());
        for (int i = 0; i < turns; i++) {
            Turn first = one.turns().get(i);
            Turn second = other.turns().get(i);
            if (!one.elapsed(first).equals(other.elapsed(second))) {
                return Optional.empty();
            }
            if (Run.replicas(first) != Run.replicas(second)) {
                return Optional.of(new Divergence(one.elapsed(first), first, second));
            }
        }
        return Optional.empty();
    }

    /**
     * The scores of both, and of the baselines on the load of the first.
     *
     * @return by name: "one", "other", and those of {@link Scores#baselines}
     */
    public Map<String, Scores> scores() {
        var scores = new LinkedHashMap<String, Scores>();
        scores.put("one", Scores.of(one));
        scores.put("other", Scores.of(other));
        scores.putAll(Scores.baselines(one));
        return scores;
    }

    /** A table of the scores, what became of the messages of a workload, and the first divergence. */
    @Override
    public String toString() {
        return Scores.table(scores())
                + Scores.queue("one    ", one)
                + Scores.queue("other  ", other)
                + firstDivergence().map(Divergence::toString).orElse("no divergence");
    }
}

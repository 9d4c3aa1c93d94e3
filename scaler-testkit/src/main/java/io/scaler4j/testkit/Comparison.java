package io.scaler4j.testkit;

import java.util.LinkedHashMap;
import java.util.Locale;
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
     * @param one the turn of the first run
     * @param other the turn of the second run at the same time, with another count
     */
    public record Divergence(Moment one, Moment other) {

        /** Both turns with their walks. */
        @Override
        public String toString() {
            return "one    " + one + "\nother  " + other;
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
        int turns = Math.min(one.moments().size(), other.moments().size());
        for (int i = 0; i < turns; i++) {
            Moment first = one.moments().get(i);
            Moment second = other.moments().get(i);
            if (!first.elapsed().equals(second.elapsed())) {
                return Optional.empty();
            }
            if (first.replicas() != second.replicas()) {
                return Optional.of(new Divergence(first, second));
            }
        }
        return Optional.empty();
    }

    /**
     * The scores of both, and of the baselines on the load of the first: a fixed count at the mean of the demand and at
     * its peak, and an oracle.
     *
     * @return by name, in a fixed order
     */
    public Map<String, Scores> scores() {
        int mean = Scores.meanDemand(one);
        int peak = Scores.peakDemand(one);
        var scores = new LinkedHashMap<String, Scores>();
        scores.put("one", Scores.of(one));
        scores.put("other", Scores.of(other));
        scores.put("fixed at mean (" + mean + ")", Scores.ofFixed(one, mean));
        scores.put("fixed at peak (" + peak + ")", Scores.ofFixed(one, peak));
        scores.put("oracle", Scores.ofOracle(one));
        return scores;
    }

    /** A table of the scores, and the first divergence below. */
    @Override
    public String toString() {
        var text = new StringBuilder(String.format(
                "%-24s %7s %7s %9s %8s %9s %13s %7s%n",
                "", "under %", "over %", "t under %", "t over %", "jitter/h", "replica hours", "actions"));
        scores().forEach((name, scores) -> text.append(String.format(
                Locale.ROOT,
                "%-24s %7.1f %7.1f %9.1f %8.1f %9.2f %13.1f %7d%n",
                name,
                100 * scores.accuracyUnder(),
                100 * scores.accuracyOver(),
                100 * scores.timeshareUnder(),
                100 * scores.timeshareOver(),
                scores.jitterPerHour(),
                scores.replicaHours(),
                scores.actions())));
        return text.append(firstDivergence().map(Divergence::toString).orElse("no divergence"))
                .toString();
    }
}

package io.scaler4j.simulation.report;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Recommendation;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The turns of a run that a page draws: all of them, up to somewhat more than a day of them, and else the extremes of
 * as many stretches of time as a screen has room for. So no peak is lost, and what is shown is a real turn.
 */
final class Sample {

    /** A day at 15 s is 5,760. */
    static final int MOST_TURNS = 6_000;

    private static final int FEWEST_STRETCHES = 200;

    private final List<ReportedTurn> all;
    private final BitSet chosen = new BitSet();

    private Sample(List<ReportedTurn> all) {
        this.all = all;
    }

    static List<ReportedTurn> of(Turns turns) {
        return turns.all().size() <= MOST_TURNS ? turns.all() : new Sample(turns.all()).choose(turns);
    }

    private List<ReportedTurn> choose(Turns turns) {
        List<String> triggers = List.copyOf(turns.targets().keySet());
        int perStretch = 10 + 2 * triggers.size() + (turns.isRecorded() ? 2 : 0);
        int stretches = Math.max(FEWEST_STRETCHES, MOST_TURNS / perStretch);
        for (int i = 0; i < stretches; i++) {
            int from = (int) ((long) all.size() * i / stretches);
            int to = (int) ((long) all.size() * (i + 1) / stretches);
            choose(from, to, triggers, turns);
        }
        return chosen.stream().mapToObj(all::get).toList();
    }

    private void choose(int from, int to, List<String> triggers, Turns turns) {
        chosen.set(from);
        chosen.set(to - 1);
        extremes(from, to, turn -> turn.replicas());
        if (turns.isRecorded()) {
            extremes(from, to, turn -> {
                OptionalInt recorded = turns.recorded(turn);
                return recorded.isPresent() ? recorded.getAsInt() : Double.NaN;
            });
        }
        for (String trigger : triggers) {
            extremes(from, to, turn -> value(turn, trigger));
        }
        first(from, to, ReportedTurn::isFailed);
        first(from, to, ReportedTurn::isUnwritten);
        first(from, to, ReportedTurn::isBeforeGap);
    }

    private void extremes(int from, int to, ToDoubleFunction<ReportedTurn> of) {
        double lowest = Double.NaN;
        double highest = Double.NaN;
        int low = from;
        int high = from;
        for (int i = from; i < to; i++) {
            double value = of.applyAsDouble(all.get(i));
            if (value < lowest || Double.isNaN(lowest)) {
                lowest = value;
                low = i;
            }
            if (value > highest || Double.isNaN(highest)) {
                highest = value;
                high = i;
            }
        }
        chosen.set(low);
        chosen.set(high);
    }

    /** With the turn after it, which tells where it ends. */
    private void first(int from, int to, Predicate<ReportedTurn> which) {
        for (int i = from; i < to; i++) {
            if (which.test(all.get(i))) {
                chosen.set(i, Math.min(i + 2, all.size()));
                return;
            }
        }
    }

    /** NaN for what is no single number. */
    private static double value(ReportedTurn turn, String trigger) {
        return turn.recommendation(trigger)
                .map(Recommendation::reading)
                .map(reading -> reading instanceof Reading.Value value ? (double) value.milli() : Double.NaN)
                .orElse(Double.NaN);
    }
}

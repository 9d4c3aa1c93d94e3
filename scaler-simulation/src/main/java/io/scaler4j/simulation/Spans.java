package io.scaler4j.simulation;

import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The times between the turns of a run, with supply and demand: the sums behind {@link Scores}. */
final class Spans {

    private Spans() {}

    /**
     * From a turn to the next.
     *
     * @param demand empty where it is unknown
     */
    record Span(double hours, int supply, OptionalInt demand) {

        int demanded() {
            return demand.orElse(0);
        }

        int missing() {
            return Math.max(0, demanded() - supply);
        }

        int tooMany() {
            return Math.max(0, supply - demanded());
        }
    }

    static List<Span> of(Run run, ToIntFunction<Turn> supply) {
        List<Turn> turns = run.turns();
        var spans = new ArrayList<Span>(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Duration end = i + 1 < turns.size() ? run.elapsed(turns.get(i + 1)) : run.length();
            double hours = end.minus(run.elapsed(turn)).toNanos() / 3.6e12;
            spans.add(new Span(hours, supply.applyAsInt(turn), demand(turn)));
        }
        return spans;
    }

    static List<Span> known(List<Span> spans) {
        return spans.stream().filter(span -> span.demand().isPresent()).toList();
    }

    static double hours(List<Span> spans) {
        return spans.stream().mapToDouble(Span::hours).sum();
    }

    /** Weighted by time; 0 without any. */
    static double mean(List<Span> spans, ToDoubleFunction<Span> of) {
        double hours = hours(spans);
        double sum = spans.stream()
                .mapToDouble(span -> of.applyAsDouble(span) * span.hours())
                .sum();
        return hours == 0 ? 0 : sum / hours;
    }

    static int changes(int start, List<Span> spans, ToIntFunction<Span> of) {
        int changes = 0;
        int last = start;
        for (Span span : spans) {
            changes += of.applyAsInt(span) == last ? 0 : 1;
            last = of.applyAsInt(span);
        }
        return changes;
    }

    /** What a turn's readings ask for: the largest, or empty if one of them does not tell. */
    static OptionalInt demand(Turn turn) {
        int largest = 0;
        for (Measurement measurement : turn.observation().orElseThrow().measurements()) {
            if (!(measurement.reading() instanceof Reading.Value value)
                    || !(measurement.target() instanceof MetricTarget.AverageValue wanted)) {
                return OptionalInt.empty();
            }
            largest = Math.max(largest, (int) Math.ceil((double) value.milli() / wanted.milli()));
        }
        return OptionalInt.of(largest);
    }
}

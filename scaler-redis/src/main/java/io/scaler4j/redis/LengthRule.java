package io.scaler4j.redis;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.Lengths.Length;
import java.util.List;
import java.util.Map;

/**
 * What a scaler makes of lengths.
 *
 * @param keys how many of the lengths are those of the keys; those in flight follow
 * @param aggregate what becomes of the former
 * @param weights what an element in flight counts, for each of the latter
 */
record LengthRule(int keys, Aggregate aggregate, List<Double> weights) {

    /** The value; if some lengths are not known, what is known as a lower bound; if none is, why, thrown. */
    Reading.Value.Builder value(Lengths lengths) {
        List<Length> all = lengths.lengths();
        int unknown = unknown(all);
        double waiting = waiting(all.subList(0, keys));
        double working = working(all.subList(keys, all.size()));
        var value = Reading.value(waiting + working).details(details(unknown, working));
        return unknown == 0 ? value : value.lowerBound();
    }

    private static int unknown(List<Length> all) {
        int unknown = 0;
        for (Length length : all) {
            unknown += length.isKnown() ? 0 : 1;
        }
        if (unknown == all.size()) {
            throw all.get(0).failure().orElseThrow();
        }
        return unknown;
    }

    private Map<String, Double> details(int unknown, double working) {
        return weights.isEmpty()
                ? Map.of("unknownKeys", (double) unknown)
                : Map.of("unknownKeys", (double) unknown, "inFlight", working);
    }

    private double waiting(List<Length> lengths) {
        long waiting = 0;
        for (Length length : lengths) {
            waiting = aggregate == Aggregate.SUM ? waiting + length.value() : Math.max(waiting, length.value());
        }
        return (double) waiting;
    }

    private double working(List<Length> lengths) {
        double sum = 0;
        for (int i = 0; i < lengths.size(); i++) {
            sum += weights.get(i) * (double) lengths.get(i).value();
        }
        return sum;
    }
}

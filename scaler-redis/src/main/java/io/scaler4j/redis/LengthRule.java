package io.scaler4j.redis;

import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a scaler makes of lengths.
 *
 * @param keys how many of the lengths are those of the keys; those in flight follow
 * @param aggregate what becomes of the former
 * @param weights what an element in flight counts, for each of the latter
 */
record LengthRule(int keys, Aggregate aggregate, List<Double> weights)
        implements Function<RedisAnswer, Reading.Value.Builder> {

    private static final Map<String, Double> ALL_KNOWN = Map.of("unknownKeys", 0.0);

    /** The value; if some lengths are not known, what is known as a lower bound; if none is, why, thrown. */
    @Override
    public Reading.Value.Builder apply(RedisAnswer answer) {
        List<Length> all = answer instanceof Length one ? List.of(one) : ((Lengths) answer).lengths();
        int unknown = unknown(all);
        double waiting = waiting(all);
        double working = working(all);
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
        if (weights.isEmpty()) {
            return unknown == 0 ? ALL_KNOWN : Map.of("unknownKeys", (double) unknown);
        }
        return Map.of("unknownKeys", (double) unknown, "inFlight", working);
    }

    private double waiting(List<Length> all) {
        long waiting = 0;
        for (int i = 0; i < keys; i++) {
            long length = all.get(i).value();
            waiting = aggregate == Aggregate.SUM ? waiting + length : Math.max(waiting, length);
        }
        return (double) waiting;
    }

    private double working(List<Length> all) {
        double sum = 0;
        for (int i = 0; i < weights.size(); i++) {
            sum += weights.get(i) * (double) all.get(keys + i).value();
        }
        return sum;
    }
}

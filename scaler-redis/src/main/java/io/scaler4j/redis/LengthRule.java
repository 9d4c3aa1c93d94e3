package io.scaler4j.redis;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.Lengths.Length;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

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
        long unknown = all.stream().filter(length -> !length.isKnown()).count();
        if (unknown == all.size()) {
            throw all.stream()
                    .flatMap(length -> length.failure().stream())
                    .findFirst()
                    .orElseGet(() -> new JedisException("there is no key"));
        }
        double waiting = waiting(all.subList(0, keys));
        double working = working(all.subList(keys, all.size()));
        Map<String, Double> details = new HashMap<>(Map.of("unknownKeys", (double) unknown));
        if (!weights.isEmpty()) {
            details.put("inFlight", working);
        }
        var value = Reading.value(waiting + working).details(details);
        return unknown == 0 ? value : value.lowerBound();
    }

    private double waiting(List<Length> lengths) {
        var values = lengths.stream().mapToLong(Length::value);
        return (double)
                (aggregate == Aggregate.SUM ? values.sum() : values.max().orElse(0));
    }

    private double working(List<Length> lengths) {
        double sum = 0;
        for (int i = 0; i < lengths.size(); i++) {
            sum += weights.get(i) * (double) lengths.get(i).value();
        }
        return sum;
    }
}

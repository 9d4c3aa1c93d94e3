package io.scaler4j.redis;

import io.scaler4j.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to measure, while it is being put together and before it is checked. Not thread-safe. */
final class LengthOptions {

    List<String> keys = List.of();
    KeyType type = KeyType.AUTO;
    Aggregate aggregate = Aggregate.SUM;
    /** Keys of work that is being done, with what each of their elements counts. */
    final Map<String, Double> inFlight = new LinkedHashMap<>();

    RedisQuery query() {
        List<LengthQuery> all = new ArrayList<>();
        keys.forEach(key -> all.add(new LengthQuery(Key.of(key), type)));
        inFlight.keySet().forEach(key -> all.add(new LengthQuery(Key.of(key), KeyType.AUTO)));
        return all.size() == 1 ? all.get(0) : new LengthsQuery(List.copyOf(all));
    }

    LengthRule rule() {
        return new LengthRule(keys.size(), aggregate, List.copyOf(inFlight.values()));
    }

    /** Finds what does not go together; missing keys are another matter. */
    void check(Problems problems) {
        problems.check(keys.stream().noneMatch(String::isEmpty), "a key must not be empty, keys were " + keys);
        problems.check(
                keys.stream().distinct().count() == keys.size(),
                "a key is named twice in " + keys + ", and would count twice; name it once");
        inFlight.forEach((key, weight) -> {
            problems.check(
                    !keys.contains(key),
                    "key \"" + key + "\" is both measured and in flight, and would count twice; name it once");
            problems.check(
                    weight > 0 && Double.isFinite(weight),
                    "the weight of in-flight key \"" + key + "\" must be above 0, was " + weight);
        });
    }
}

package io.scaler4j.redis;

import io.scaler4j.metric.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Marks the first reading of a new primary: it may lack the latest writes of the old one. Thread-safe. */
final class Takeovers {

    private final AtomicInteger seen = new AtomicInteger();

    /** @param now how often another server has taken over so far */
    Reading note(int now, Reading.Value.Builder value) {
        Reading.Value reading = value.build();
        if (seen.get() == now || seen.getAndSet(now) == now) {
            return reading;
        }
        Map<String, Double> details = new HashMap<>(reading.details());
        details.put("newPrimary", 1.0);
        return value.details(details).build();
    }
}

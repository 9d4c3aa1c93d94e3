package io.scaler4j.redis;

import io.scaler4j.metric.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Marks the first reading of a new primary: it may lack the latest writes of the old one. Thread-safe. */
final class Takeovers {

    private final AtomicInteger seen = new AtomicInteger();

    Reading note(RedisServer server, Reading.Value.Builder value) {
        int now = server.connection().takeovers();
        Reading.Value reading = value.build();
        if (seen.getAndSet(now) == now) {
            return reading;
        }
        Map<String, Double> details = new HashMap<>(reading.details());
        details.put("newPrimary", 1.0);
        return value.details(details).build();
    }
}

package io.scaler4j.simulation.report;

import io.scaler4j.simulation.QueueResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long messages waited, by the name of the measure. */
final class Delays {

    private Delays() {}

    static Map<String, Duration> of(QueueResult queue) {
        var delays = new LinkedHashMap<String, Duration>();
        delays.put("mean", queue.meanDelay());
        delays.put("p50", queue.delay(0.5));
        delays.put("p95", queue.delay(0.95));
        delays.put("p99", queue.delay(0.99));
        delays.put("max", queue.delay(1));
        return delays;
    }
}

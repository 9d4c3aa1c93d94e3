package io.scaler4j.external;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;

/** Reads as an autoscaler does, a quarter of a minute apart. */
final class Polls {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Instant now = Instant.parse("2026-01-05T08:00:00Z");

    Reading next(Scaler scaler) throws Exception {
        return next(scaler, PATIENCE);
    }

    Reading next(Scaler scaler, Duration timeout) throws Exception {
        now = now.plusSeconds(15);
        return scaler.read(ReadRequest.of(now, timeout));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}

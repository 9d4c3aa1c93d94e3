package io.scaler4j.micrometer;

import java.time.Duration;
import java.time.Instant;

/** Times in seconds, with a fraction. */
final class Seconds {

    private static final double NANOS = 1e9;

    private Seconds() {}

    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    static double of(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / NANOS;
    }
}

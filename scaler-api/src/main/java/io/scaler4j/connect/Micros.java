package io.scaler4j.connect;

import java.time.Duration;
import java.time.Instant;

/**
 * Times as microseconds: ten thousand are compared for every batch, and an object for each would be most of the way.
 */
final class Micros {

    private static final long FARTHEST_SECOND = Duration.ofDays(365L * 100_000).toSeconds();

    private Micros() {}

    /** Since the epoch; a hundred thousand years from it time stands still, so that differences fit. */
    static long of(Instant instant) {
        return of(instant.getEpochSecond(), instant.getNano());
    }

    static long of(Duration duration) {
        return of(duration.getSeconds(), duration.getNano());
    }

    private static long of(long seconds, int nanos) {
        return Math.max(-FARTHEST_SECOND, Math.min(seconds, FARTHEST_SECOND)) * 1_000_000 + nanos / 1_000;
    }
}

package io.scaler4j.connect;

import java.time.Duration;
import java.time.Instant;

/** Times as microseconds. A batch compares ten thousand times; objects for them would be most of its cost. */
final class Micros {

    private static final long FARTHEST_SECOND = Duration.ofDays(365L * 100_000).toSeconds();

    private Micros() {}

    /** Returns microseconds since the epoch, at most a hundred thousand years from it, so that differences fit. */
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

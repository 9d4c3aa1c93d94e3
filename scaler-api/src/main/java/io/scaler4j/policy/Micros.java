package io.scaler4j.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Times as whole microseconds in a long: cheap to keep by the dozen, exact over any span an autoscaler lives,
 * saturating far outside of it. Every instant is cut to microseconds at the door, so all comparisons agree with each
 * other.
 */
final class Micros {

    private Micros() {}

    static long of(Instant instant) {
        long seconds = TimeUnit.SECONDS.toMicros(instant.getEpochSecond());
        return Saturating.plus(seconds, instant.getNano() / 1000);
    }

    static long of(Duration duration) {
        long seconds = TimeUnit.SECONDS.toMicros(duration.getSeconds());
        return Saturating.plus(seconds, duration.getNano() / 1000);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH
                .plusSeconds(Math.floorDiv(micros, 1_000_000L))
                .plusNanos(Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /** Subtracts and saturates. */
    static long minus(long a, long b) {
        return b == Long.MIN_VALUE ? Saturating.plus(Saturating.plus(a, Long.MAX_VALUE), 1) : Saturating.plus(a, -b);
    }
}

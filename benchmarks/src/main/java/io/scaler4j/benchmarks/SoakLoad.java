package io.scaler4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Since when the load of a soak is low. Thread-safe. */
final class SoakLoad {

    /** Null while it is high. */
    private volatile @Nullable Instant lowSince = Instant.MIN;

    void becomes(boolean high, Instant now) {
        if (high) {
            lowSince = null;
        } else if (lowSince == null) {
            lowSince = now;
        }
    }

    boolean wasLowFor(Duration time, Instant now) {
        Instant since = lowSince;
        return since != null && !since.isAfter(now.minus(time));
    }
}

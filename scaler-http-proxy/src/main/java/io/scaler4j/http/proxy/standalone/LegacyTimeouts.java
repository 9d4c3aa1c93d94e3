package io.scaler4j.http.proxy.standalone;

import io.scaler4j.http.proxy.RouteLimits;
import java.time.Duration;
import java.util.Optional;

/** The limits of a route that is an {@code HTTPScaledObject}. There 0 is as good as not set. */
final class LegacyTimeouts {

    private LegacyTimeouts() {}

    /**
     * Makes limits.
     *
     * @param conditionWait how long a request waits for a replica
     * @param responseHeader how long a replica takes to the head of its answer
     * @param failoverSeconds when the fallback answers, which wins over {@code conditionWait}; empty without a fallback
     */
    static RouteLimits of(
            Optional<Duration> conditionWait, Optional<Duration> responseHeader, Optional<Integer> failoverSeconds) {
        Optional<Duration> failover = failoverSeconds.map(Duration::ofSeconds);
        return new RouteLimits(set(failover).or(() -> set(conditionWait)), Optional.empty(), set(responseHeader));
    }

    private static Optional<Duration> set(Optional<Duration> limit) {
        return limit.filter(time -> !time.isZero() && !time.isNegative());
    }
}

package io.scaler4j.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a request may wait for a replica, and what it gets when that is over.
 *
 * @param time the limit; empty if only the client ends the wait
 * @param atEnd what it gets then
 */
public record WaitLimit(Optional<Duration> time, AtEnd atEnd) {

    /** What a request gets that has waited for as long as it may. */
    public enum AtEnd {
        /** An answer with status 504. */
        TIMEOUT,
        /** The answer of the route's fallback. */
        FALLBACK
    }

    /** With a fallback nobody waits for ever. */
    private static final Duration DEFAULT_WITH_FALLBACK = Duration.ofSeconds(30);

    /**
     * Returns the limit of a request. The earlier of readiness limit and deadline counts; at the deadline there is no
     * time left for a fallback.
     *
     * @param readiness the route's limit for the wait, or that of all routes; 0 for none: then 30 s with a fallback
     * @param deadline what is left until the request as a whole must be answered; empty for no deadline
     * @param hasFallback whether the route has a fallback
     * @return the limit
     */
    public static WaitLimit of(Duration readiness, Optional<Duration> deadline, boolean hasFallback) {
        Duration least = readiness.isZero() && hasFallback ? DEFAULT_WITH_FALLBACK : readiness;
        if (deadline.isPresent() && (least.isZero() || deadline.get().compareTo(least) <= 0)) {
            return new WaitLimit(deadline, AtEnd.TIMEOUT);
        }
        return new WaitLimit(
                least.isZero() ? Optional.empty() : Optional.of(least), hasFallback ? AtEnd.FALLBACK : AtEnd.TIMEOUT);
    }
}

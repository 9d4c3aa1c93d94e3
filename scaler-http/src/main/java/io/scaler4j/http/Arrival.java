package io.scaler4j.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that asks a {@link Gate} for a replica.
 *
 * @param counter where it is counted as held while it waits; empty if it is not counted
 * @param bytes what it keeps in memory while it waits; 0 if the server reads on only when it is admitted
 * @param limit how long it waits; empty for the gate's own limit
 */
public record Arrival(Optional<RouteCounter> counter, long bytes, Optional<Duration> limit) {

    /**
     * Checks the numbers.
     *
     * @param counter not null
     * @param bytes at least 0
     * @param limit more than 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Arrival {
        Objects.requireNonNull(counter, "counter must not be null; it is empty for a request that is not counted");
        Objects.requireNonNull(limit, "limit must not be null; it is empty for the gate's own limit");
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be at least 0, were " + bytes);
        }
        if (limit.isPresent() && (limit.get().isNegative() || limit.get().isZero())) {
            throw new IllegalArgumentException("limit must be more than 0, was " + limit.get());
        }
    }

    /** {@return a request that is not counted, keeps nothing, and waits as long as the gate lets it} */
    public static Arrival any() {
        return new Arrival(Optional.empty(), 0, Optional.empty());
    }

    /**
     * Returns a request that is counted.
     *
     * @param counter the counter of its route, in which it has begun
     * @return a request that keeps nothing, and waits as long as the gate lets it
     */
    public static Arrival of(RouteCounter counter) {
        return new Arrival(Optional.of(counter), 0, Optional.empty());
    }

    /**
     * Returns a copy that keeps bytes in memory.
     *
     * @param size at least 0
     * @return a copy
     */
    public Arrival bytes(long size) {
        return new Arrival(counter, size, limit);
    }

    /**
     * Returns a copy with its own limit.
     *
     * @param time more than 0
     * @return a copy
     */
    public Arrival upTo(Duration time) {
        return new Arrival(counter, bytes, Optional.of(time));
    }
}

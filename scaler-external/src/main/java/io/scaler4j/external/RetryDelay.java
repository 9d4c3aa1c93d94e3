package io.scaler4j.external;

import java.time.Duration;

/** How long to wait before a stream is opened again: 2 s, doubling to 60 s. Not thread-safe. */
final class RetryDelay {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Duration next = SHORTEST;

    /** The delay after another end. */
    Duration next() {
        Duration delay = next;
        Duration twice = delay.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return delay;
    }

    /** Starts again with the shortest. */
    void reset() {
        next = SHORTEST;
    }
}

package io.scaler4j.kubernetes.api;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after failures: longer each time, up to 30 s, and random, so that not all come back at once. */
final class Pauses {

    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 30_000;

    private Pauses() {}

    /** @param failures before the last one, one after the other */
    static Duration after(int failures) {
        long pause = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
        return Duration.ofMillis(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2));
    }

    /** Up to the shortest, where nothing is wrong. */
    static Duration random() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(FIRST_MILLIS));
    }
}

package io.scaler4j.http;

import java.util.Random;
import java.util.function.Consumer;

/** Random cases whose seed is printed with a failure; {@code -Dscaler4j.seed=N} replays one. */
final class Seeds {

    private static final Long GIVEN = Long.getLong("scaler4j.seed");

    private Seeds() {}

    static void each(int cases, Consumer<Random> test) {
        for (int i = 0; i < (GIVEN == null ? cases : 1); i++) {
            long seed = GIVEN == null ? System.nanoTime() * 31 + i : GIVEN;
            try {
                test.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with -Dscaler4j.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}

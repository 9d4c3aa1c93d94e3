package io.scaler4j.scaledobject.job;

import java.util.OptionalInt;

/**
 * How many jobs run in any case, and how many may run beyond them.
 *
 * @param minimum jobs that are kept running, with or without work
 * @param beyond the most jobs above the minimum
 */
record JobBounds(int minimum, int beyond) {

    private static final int DEFAULT_MAXIMUM = 100;

    /**
     * As KEDA has it: a minimum above the maximum counts as the maximum, and then as many again may run; and without a
     * maximum the minimum is not taken off the default.
     */
    static JobBounds of(OptionalInt min, OptionalInt max) {
        if (max.isEmpty()) {
            return new JobBounds(min.orElse(0), DEFAULT_MAXIMUM);
        }
        int most = max.getAsInt();
        int least = min.orElse(0);
        return least > most ? new JobBounds(most, most) : new JobBounds(least, most - least);
    }
}

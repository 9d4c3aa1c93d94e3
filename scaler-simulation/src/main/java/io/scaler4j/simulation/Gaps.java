package io.scaler4j.simulation;

import java.util.SplittableRandom;

/** Distances between events whose mean is 1. */
@FunctionalInterface
interface Gaps {

    double next();

    static Gaps even() {
        return () -> 1;
    }

    /** As between events of a Poisson process. */
    static Gaps exponential(long seed) {
        var random = new SplittableRandom(seed);
        return () -> -Math.log(1 - random.nextDouble());
    }
}

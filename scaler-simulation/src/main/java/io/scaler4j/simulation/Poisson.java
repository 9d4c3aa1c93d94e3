package io.scaler4j.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/** Draws from a Poisson distribution, the same for the same seed and time. */
final class Poisson {

    /** Above it the distribution is a normal one for all practical purposes. */
    private static final double LARGE = 1_000;

    private Poisson() {}

    static double draw(double mean, long seed, Duration elapsed) {
        if (mean <= 0) {
            return 0;
        }
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + elapsed.toNanos());
        return mean < LARGE
                ? exact(mean, random)
                : Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    /** Counts arrivals: the gaps between them are exponential. */
    private static double exact(double mean, SplittableRandom random) {
        int arrivals = 0;
        double time = -Math.log(1 - random.nextDouble());
        while (time < mean) {
            arrivals++;
            time -= Math.log(1 - random.nextDouble());
        }
        return arrivals;
    }
}

package io.scaler4j.simulation;

import io.scaler4j.metric.Reading;
import java.time.Duration;

/** When messages arrive, in nanoseconds since the beginning: one after the other, without end. Not thread-safe. */
final class Arrivals {

    private static final long SECOND = 1_000_000_000;

    private final Load perSecond;
    private final Gaps gaps;
    private long second;
    private double within;
    private double rate;

    Arrivals(Load perSecond, Gaps gaps) {
        this.perSecond = perSecond;
        this.gaps = gaps;
        this.rate = rateAt(0);
    }

    /**
     * The next arrival before a time; the rate is the same for a whole second, so within one the distance to the next
     * arrival is the gap over the rate.
     *
     * @return {@link Long#MAX_VALUE} without an arrival before the end
     */
    long next(long endNanos) {
        double gap = gaps.next();
        while (second * SECOND < endNanos) {
            double left = rate * (1 - within);
            if (left > gap) {
                within += gap / rate;
                return second * SECOND + (long) (within * SECOND);
            }
            gap -= left;
            within = 0;
            second++;
            rate = rateAt(second);
        }
        return Long.MAX_VALUE;
    }

    private double rateAt(long second) {
        return perSecond.at(Duration.ofSeconds(second)) instanceof Reading.Value value
                ? Math.max(0, value.activationValue())
                : 0;
    }
}

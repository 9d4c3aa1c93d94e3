package io.scaler4j.simulation;

import java.time.Duration;
import java.util.Arrays;

/**
 * The mean of each interval of a recording, weighted by time, over what is known of it. Points come one after the other
 * and are not kept, so memory grows with the intervals alone. Used once.
 */
final class TraceMeans {

    private static final int FIRST_ROOM = 1024;

    private final long every;
    private final long hold;
    private double[] means = new double[FIRST_ROOM];
    /** The interval under way; those before it are in {@link #means}. */
    private int interval;

    private double sum;
    private double weight;
    private long last = -1;
    private double value;

    /**
     * Begins.
     *
     * @param every the length of an interval
     * @param hold for how long a value stands for what follows
     */
    TraceMeans(Duration every, long hold) {
        Shapes.checkPositive("distance of a trace's points", every);
        this.every = every.toNanos();
        this.hold = hold;
    }

    /** @param known NaN where nothing is known */
    void add(long nanos, double known) {
        endLast(nanos);
        last = nanos;
        value = known;
    }

    /** Returns the means up to a length, which is later than the last point. */
    TracePoints until(long length) {
        endLast(length);
        int intervals = TracePoints.countOf(Duration.ofNanos(every), length);
        goTo(intervals);
        return TracePoints.even(Duration.ofNanos(every), Arrays.copyOf(means, intervals));
    }

    private void endLast(long next) {
        if (last < 0 || Double.isNaN(value)) {
            return;
        }
        long end = next - last > hold ? last + hold : next;
        for (long from = last; from < end; ) {
            goTo(TracePoints.checkedCount(from / every));
            long to = Math.min(end, (interval + 1) * every);
            sum += value * (to - from);
            weight += to - from;
            from = to;
        }
    }

    private void goTo(int next) {
        while (interval < next) {
            if (interval == means.length) {
                means = Arrays.copyOf(means, 2 * means.length);
            }
            means[interval++] = sum / weight;
            sum = 0;
            weight = 0;
        }
    }
}

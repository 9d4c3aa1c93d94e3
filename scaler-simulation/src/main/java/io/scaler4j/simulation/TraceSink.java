package io.scaler4j.simulation;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a trace of points that come one after the other: of all of them, or, where there are too many for memory, of
 * the means of intervals. Used once.
 */
final class TraceSink {

    /** As many points are kept as they are: eleven days of seconds. */
    static final int MOST_KEPT = 1_000_000;

    private static final int FIRST_ROOM = 1024;

    private final @Nullable Duration every;
    private final int mostKept;
    private long[] nanos = new long[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private int size;
    private long last;
    private long median;
    private @Nullable TraceMeans means;

    private TraceSink(@Nullable Duration every, int mostKept) {
        this.every = every;
        this.mostKept = mostKept;
    }

    /** Keeps every point. */
    static TraceSink keepingAll() {
        return new TraceSink(null, Integer.MAX_VALUE);
    }

    /** Keeps the means of such intervals once there are more points than that. */
    static TraceSink keeping(int points, Duration every) {
        Shapes.checkPositive("distance of a trace's points", every);
        return new TraceSink(every, points);
    }

    /** A point later than those before it; the value may be NaN. */
    void add(long at, double value) {
        if (means == null && size == mostKept && every != null) {
            means = meansOf(every);
        }
        last = at;
        if (means != null) {
            means.add(at, value);
            return;
        }
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        nanos[size] = at;
        values[size++] = value;
    }

    /** What was kept so far goes into means; how far points usually are from each other, they tell. */
    private TraceMeans meansOf(Duration every) {
        TracePoints kept = kept();
        median = kept.medianNanos();
        var of = new TraceMeans(every, 2 * median);
        for (int i = 0; i < size; i++) {
            of.add(nanos[i], values[i]);
        }
        nanos = new long[0];
        values = new double[0];
        return of;
    }

    private TracePoints kept() {
        return TracePoints.of(Arrays.copyOf(nanos, size), Arrays.copyOf(values, size));
    }

    /** How many were added, as far as that matters: none, one, or more. */
    int size() {
        return size;
    }

    Trace trace() {
        return Trace.of(means == null ? kept() : means.until(last + median));
    }
}

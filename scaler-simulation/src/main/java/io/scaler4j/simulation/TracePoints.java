package io.scaler4j.simulation;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The points of a {@link Trace}, checked, and the arithmetic on them. Immutable. */
final class TracePoints {

    private static final int MOST_POINTS = 10_000_000;
    private static final Duration MOST_TIME = Duration.ofDays(50 * 365);

    private final long[] nanos;
    /** NaN where nothing is known. */
    private final double[] values;

    private final long medianNanos;

    private TracePoints(long[] nanos, double[] values, long medianNanos) {
        this.nanos = nanos;
        this.values = values;
        this.medianNanos = medianNanos;
    }

    static TracePoints of(List<Trace.Point> points) {
        return of(
                points.stream().mapToLong(point -> point.elapsed().toNanos()).toArray(),
                points.stream()
                        .mapToDouble(point -> point.value().orElse(Double.NaN))
                        .toArray());
    }

    /** A load at regular times. */
    static TracePoints of(Load load, Duration every, Duration lasting) {
        int points = countOf(every, lasting.toNanos());
        double[] values = new double[points];
        for (int i = 0; i < points; i++) {
            values[i] = load.at(every.multipliedBy(i)) instanceof Reading.Value value
                    ? value.activationValue()
                    : Double.NaN;
        }
        return of(evenly(every, points), values);
    }

    /** @param values NaN where nothing is known */
    static TracePoints of(long[] nanos, double[] values) {
        if (nanos.length < 2) {
            throw new IllegalArgumentException(
                    "a trace needs two points, so that it is known how long one lasts; there were " + nanos.length);
        }
        if (nanos[0] != 0) {
            throw new IllegalArgumentException(
                    "the first point of a trace must be at 0 s, was at " + duration(nanos[0]));
        }
        long[] distances = new long[nanos.length - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = nanos[i + 1] - nanos[i];
            if (distances[i] <= 0) {
                throw new IllegalArgumentException("the points of a trace must follow each other in time, but "
                        + duration(nanos[i + 1]) + " came after " + duration(nanos[i]));
            }
        }
        long last = nanos[nanos.length - 1];
        if (last > MOST_TIME.toNanos()) {
            throw new IllegalArgumentException(
                    "a trace lasts for 50 years at most, but there is a point at " + duration(last));
        }
        Arrays.sort(distances);
        return new TracePoints(nanos, checked(values), distances[distances.length / 2]);
    }

    private static double[] checked(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "the values of a trace must be finite, but the " + (i + 1) + ". is " + values[i]);
            }
        }
        return values;
    }

    int size() {
        return nanos.length;
    }

    long nanos(int point) {
        return nanos[point];
    }

    double value(int point) {
        return values[point];
    }

    boolean isKnown(int point) {
        return !Double.isNaN(values[point]);
    }

    /** How far two points usually are from each other. */
    long medianNanos() {
        return medianNanos;
    }

    long lengthNanos() {
        return nanos[nanos.length - 1] + medianNanos;
    }

    /** The last point at a time, which is at least 0, or before it. */
    int lastUntil(long time) {
        int found = Arrays.binarySearch(nanos, time);
        return found >= 0 ? found : -found - 2;
    }

    List<Trace.Point> toList() {
        return IntStream.range(0, nanos.length)
                .mapToObj(i -> new Trace.Point(
                        duration(nanos[i]), isKnown(i) ? OptionalDouble.of(values[i]) : OptionalDouble.empty()))
                .toList();
    }

    /** The mean of each interval, weighted by time, over what is known of it. */
    TracePoints resampled(Duration every, long holdNanos) {
        countOf(every, lengthNanos());
        var means = new TraceMeans(every, holdNanos);
        for (int i = 0; i < nanos.length; i++) {
            means.add(nanos[i], values[i]);
        }
        return means.until(lengthNanos());
    }

    /** Points at regular distances. */
    static TracePoints even(Duration every, double[] values) {
        return new TracePoints(evenly(every, values.length), checked(values), every.toNanos());
    }

    TracePoints scaled(double factor) {
        return of(nanos, Arrays.stream(values).map(value -> value * factor).toArray());
    }

    TracePoints spedUp(double factor) {
        return of(Arrays.stream(nanos).map(time -> Math.round(time / factor)).toArray(), values);
    }

    /** How many intervals there are, of which the last may be a part. */
    static int countOf(Duration every, long lasting) {
        Shapes.checkPositive("distance of a trace's points", every);
        long points = lasting / every.toNanos() + (lasting % every.toNanos() == 0 ? 0 : 1);
        if (points < 2 || points > MOST_POINTS) {
            throw new IllegalArgumentException("a trace has 2 to " + MOST_POINTS + " points, but one of "
                    + duration(lasting) + " with a point every " + every + " would have " + points);
        }
        return (int) points;
    }

    /** Before there is room for so many. */
    static int checkedCount(long points) {
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException("a trace has at most " + MOST_POINTS
                    + " points, but this one has more; give them a greater distance");
        }
        return (int) points;
    }

    private static long[] evenly(Duration every, int points) {
        return IntStream.range(0, points).mapToLong(i -> i * every.toNanos()).toArray();
    }

    private static Duration duration(long nanos) {
        return Duration.ofNanos(nanos);
    }
}

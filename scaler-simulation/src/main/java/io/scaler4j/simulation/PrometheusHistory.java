package io.scaler4j.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * One series over a long time, made of several answers of a Prometheus to range queries: it refuses a query of more
 * than 11,000 steps. The time of the trace counts from the beginning that was asked for, not from the first value.
 *
 * <pre>{@code
 * var history = PrometheusHistory.of(from, to, Duration.ofSeconds(15));
 * for (PrometheusHistory.Range range : history.ranges()) {
 *     history.add(get("/api/v1/query_range", query, range.from(), range.to(), history.step()));
 * }
 * Trace trace = history.trace();
 * }</pre>
 *
 * <p>Where an answer has no value, nothing is known: a read fails there, and is never 0. An answer with a warning is
 * refused, because a part of it may be missing. Not thread-safe.
 */
public final class PrometheusHistory {

    private static final int MOST_STEPS = 10_000;
    private static final int MOST_POINTS = 10_000_000;

    private final Instant from;
    private final Duration step;
    private final double[] values;
    private int known;

    /**
     * The time of one query; both ends belong to it.
     *
     * @param from the first step
     * @param to the last step
     */
    public record Range(Instant from, Instant to) {}

    private PrometheusHistory(Instant from, Duration step, int steps) {
        this.from = from;
        this.step = step;
        values = new double[steps];
        Arrays.fill(values, Double.NaN);
    }

    /**
     * Begins.
     *
     * @param from the first step
     * @param to the end, which does not belong to it
     * @param step from value to value, a whole number of milliseconds
     * @return a history without values
     * @throws IllegalArgumentException for less than two steps, or more than ten million
     */
    public static PrometheusHistory of(Instant from, Instant to, Duration step) {
        Shapes.checkPositive("step of a history", step);
        Duration length = Duration.between(from, to);
        long steps = length.isNegative() ? 0 : (length.toNanos() + step.toNanos() - 1) / step.toNanos();
        Shapes.check(
                steps >= 2 && steps <= MOST_POINTS,
                "a history has 2 to " + MOST_POINTS + " steps, but from " + from + " to " + to + " at " + step
                        + " there are " + steps);
        return new PrometheusHistory(from, step, (int) steps);
    }

    /** {@return the queries to ask, in their order} */
    public List<Range> ranges() {
        var ranges = new ArrayList<Range>();
        for (int first = 0; first < values.length; first += MOST_STEPS) {
            ranges.add(new Range(at(first), at(Math.min(first + MOST_STEPS, values.length) - 1)));
        }
        return ranges;
    }

    private Instant at(int index) {
        return from.plus(step.multipliedBy(index));
    }

    /** {@return from value to value} */
    public Duration step() {
        return step;
    }

    /**
     * Adds an answer. One without a series adds nothing.
     *
     * @param json what {@code /api/v1/query_range} answered; read to its end, and not closed
     * @throws IllegalArgumentException if it is an error, has a warning, several series, or is no answer of Prometheus
     * @throws UncheckedIOException if it cannot be read
     */
    public void add(InputStream json) {
        try {
            PrometheusRange.readInto("the answer", json, Map.of(), this::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the answer of Prometheus cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(long nanos, double value) {
        long sinceFrom = nanos - Duration.between(Instant.EPOCH, from).toNanos();
        long index = Math.round((double) sinceFrom / step.toNanos());
        if (index >= 0 && index < values.length && Double.isFinite(value)) {
            known += Double.isNaN(values[(int) index]) ? 1 : 0;
            values[(int) index] = value;
        }
    }

    /** {@return the share of the steps whose value is known, between 0 and 1} */
    public double knownShare() {
        return (double) known / values.length;
    }

    /**
     * Returns what was added.
     *
     * @return a trace whose values hold for one step each
     */
    public Trace trace() {
        long[] nanos = LongStream.range(0, values.length)
                .map(index -> index * step.toNanos())
                .toArray();
        return Trace.of(TracePoints.of(nanos, values.clone())).holdingFor(step);
    }
}

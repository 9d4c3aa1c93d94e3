package io.scaler4j.simulation;

import io.scaler4j.metric.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Traffic as it was recorded: values over time, from a CSV file or from a Prometheus. Use it to try a policy on what
 * really came.
 *
 * <pre>{@code
 * Trace monday = Trace.fromCsv(Path.of("src/test/traces/monday.csv"));
 * Simulation.of(policy).trigger("queue", averageValue(50), monday).lasting(monday.length());
 * }</pre>
 *
 * <p>Time counts from the first point, whenever that was. A value holds until the next point, as that of a gauge that
 * is read now and then, but not permanently: see {@link #holdingFor}. Where nothing is known, the reading is a failure
 * and never 0: at a point without a value, at NaN and the infinities, in between points that lie too far apart, and
 * after the end. The last point lasts as long as points usually do, that is for the median distance of two.
 *
 * <p>Whatever cannot be read as a trace is an {@link IllegalArgumentException} that tells all that is wrong, up to ten
 * places; a file that cannot be read at all is an {@link UncheckedIOException}. Immutable.
 */
public final class Trace implements Load {

    private final TracePoints points;
    private final long holdNanos;

    private Trace(TracePoints points, long holdNanos) {
        this.points = points;
        this.holdNanos = holdNanos;
    }

    /**
     * What was recorded at a time.
     *
     * @param elapsed since the first point
     * @param value finite; empty where nothing is known
     */
    public record Point(Duration elapsed, OptionalDouble value) {}

    // ---- where traces come from

    /**
     * A trace of points that are at hand.
     *
     * @param points two or more, the first at 0 s, each later than the one before
     * @return a trace
     */
    public static Trace of(List<Point> points) {
        return of(TracePoints.of(points));
    }

    /**
     * Another load as a trace: what it is at regular times. So a generator with its seed becomes a file.
     *
     * @param load failures become points without a value
     * @param every the distance of two points, more than 0
     * @param lasting how long, more than {@code every}; rounded up to whole distances
     * @return a trace
     */
    public static Trace of(Load load, Duration every, Duration lasting) {
        return of(TracePoints.of(load, every, lasting));
    }

    /**
     * Reads lines of a time and a value, {@code 2026-01-05T08:00:00Z,412.5}; the first may name the columns.
     *
     * <p>A time is an instant with its offset (ISO 8601), or a number of seconds since 1970 or since any other
     * beginning, or, from 100,000,000,000 on, of milliseconds since 1970. A file keeps to one of these, and its times
     * ascend. A value is a number; nothing, NaN or an infinity means that it is not known. Empty lines and those that
     * begin with {@code #} are skipped, quotes around a field, too.
     *
     * @param file UTF-8
     * @return a trace
     */
    public static Trace fromCsv(Path file) {
        return TraceFiles.csv(file, TraceSink.keepingAll());
    }

    /**
     * Reads a recording that may be too long for memory: up to a million points are what {@link #fromCsv(Path)} makes
     * of them, and more than that what {@link #resampledEvery} makes of those, so the mean of each interval. Then
     * memory is needed for the intervals, and not for the lines, which are read once. How far two points usually are
     * from each other is told by the first million.
     *
     * @param file UTF-8
     * @param every the length of an interval, such as the time from turn to turn; more than 0
     * @return a trace
     */
    public static Trace fromCsv(Path file, Duration every) {
        return TraceFiles.csv(file, TraceSink.keeping(TraceSink.MOST_KEPT, every));
    }

    /**
     * Reads lines of a time and a value, as {@link #fromCsv(Path)} does.
     *
     * @param lines is read to its end, and not closed
     * @return a trace
     */
    public static Trace fromCsv(Reader lines) {
        return TraceFiles.csv(lines, TraceSink.keepingAll());
    }

    /**
     * Reads lines that may be too many for memory, as {@link #fromCsv(Path, Duration)} does.
     *
     * @param lines is read to its end, and not closed
     * @param every the length of an interval, more than 0
     * @return a trace
     */
    public static Trace fromCsv(Reader lines, Duration every) {
        return TraceFiles.csv(lines, TraceSink.keeping(TraceSink.MOST_KEPT, every));
    }

    /**
     * Reads the answer of a Prometheus to a range query ({@code /api/v1/query_range}), in which there is one series.
     * Its step is the smallest distance of two points; where a step is missing, nothing is known.
     *
     * @param file JSON
     * @return a trace
     */
    public static Trace fromPrometheus(Path file) {
        return fromPrometheus(file, Map.of());
    }

    /**
     * Reads one series of the answer of a Prometheus, as {@link #fromPrometheus(Path)} does.
     *
     * @param file JSON
     * @param labels tell the series from the others: it has these and maybe more
     * @return a trace
     */
    public static Trace fromPrometheus(Path file, Map<String, String> labels) {
        return TraceFiles.prometheus(file, labels);
    }

    /**
     * Reads one series of the answer of a Prometheus, as {@link #fromPrometheus(Path)} does.
     *
     * @param json is read to its end, and not closed
     * @param labels tell the series from the others; none if there is one only
     * @return a trace
     */
    public static Trace fromPrometheus(InputStream json, Map<String, String> labels) {
        try {
            return PrometheusRange.read("the answer", json, labels);
        } catch (IOException e) {
            throw new UncheckedIOException("the trace cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a resource of the class path: CSV if its name ends with {@code .csv}, the answer of a Prometheus with one
     * series if it ends with {@code .json}.
     *
     * @param beside a class, usually the test's
     * @param name of the resource, relative to the class or from the root with a {@code /}, as in
     *     {@link Class#getResourceAsStream}
     * @return a trace
     */
    public static Trace fromResource(Class<?> beside, String name) {
        return TraceFiles.resource(beside, name);
    }

    /**
     * A trace that comes with the test kit, made by a generator with a seed.
     *
     * <ul>
     *   <li>{@code office-day}: 24 h of requests per second, from midnight, 20 at night and 400 in the afternoon; a
     *       point every 5 minutes
     *   <li>{@code flash-crowd}: 1 h of requests per second: 30, after 10 minutes up to 900 within 2 minutes, and then
     *       half of the crowd leaves every 5 minutes; a point every 15 s
     *   <li>{@code nightly-batch}: 24 h of messages in a queue, from midnight: none, but from 01:00 to 02:30, and a few
     *       at noon; a point every 5 minutes
     *   <li>{@code partial-outage}: 2 h of messages in a queue, about 500, of a source that answers one time in three
     *       from 40 to 70 minutes; a point every 30 s
     * </ul>
     *
     * @param name one of these
     * @return a trace
     */
    public static Trace example(String name) {
        return TraceFiles.example(name);
    }

    // ---- what it is

    @Override
    public Reading at(Duration elapsed) {
        long time = Shapes.nanos(elapsed);
        if (time < 0) {
            return unknown("the trace begins at 0 s, was asked for " + elapsed);
        }
        if (time >= points.lengthNanos()) {
            return unknown("the trace ended at " + Timeline.text(length())
                    + "; let the run last no longer, or go on with then(..)");
        }
        int last = points.lastUntil(time);
        Duration since = Duration.ofNanos(points.nanos(last));
        if (!points.isKnown(last)) {
            return unknown("the trace has no value at " + Timeline.text(since));
        }
        return time - points.nanos(last) < holdNanos
                ? Reading.of(points.value(last))
                : unknown("the last value of the trace is that of " + Timeline.text(since)
                        + ", which holds for no longer than " + Duration.ofNanos(holdNanos));
    }

    private static Reading unknown(String why) {
        return Reading.failure(Reading.Failure.Kind.EMPTY, why);
    }

    /**
     * How long the trace is.
     *
     * @return up to the last point and as long as points usually last
     */
    public Duration length() {
        return Duration.ofNanos(points.lengthNanos());
    }

    /**
     * What was recorded.
     *
     * @return an unmodifiable list, in the order of time
     */
    public List<Point> points() {
        return points.toList();
    }

    // ---- what can be made of it

    /**
     * The same where a value holds for another time: after it and before the next point, nothing is known.
     *
     * @param most more than 0; unless set, twice the median distance of two points, so that one missing point is
     *     bridged and two are a gap
     * @return a copy
     */
    public Trace holdingFor(Duration most) {
        Shapes.checkPositive("time for which a value holds", most);
        return new Trace(points, Shapes.nanos(most));
    }

    /**
     * The same with points at other, regular distances. A point gets the mean of the interval that begins there: of
     * what the trace reads, weighted by time, over the part of the interval in which it is known. Where nothing is
     * known in a whole interval, nothing is known at its point. So without gaps the sum of value times time stays the
     * same.
     *
     * @param every the new distance, more than 0 and less than the length
     * @return a copy whose length is rounded up to whole distances
     */
    public Trace resampledEvery(Duration every) {
        return of(points.resampled(every, holdNanos));
    }

    /**
     * The same with other values: what if twice as much came?
     *
     * @param factor at least 0
     * @return a copy
     */
    public Trace scaledBy(double factor) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a trace must be scaled by a factor of at least 0, was " + factor);
        }
        return new Trace(points.scaled(factor), holdNanos);
    }

    /**
     * The same in less time: what if it came faster? Values stay as they are.
     *
     * @param factor more than 0; less than 1 slows down
     * @return a copy
     */
    public Trace spedUp(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a trace must be sped up by a factor of more than 0, was " + factor);
        }
        return new Trace(points.spedUp(factor), Math.max(1, Math.round(holdNanos / factor)));
    }

    /**
     * Writes the points as {@link #fromCsv(Path)} reads them, with seconds since the first and a header. For how long a
     * value holds is not written.
     *
     * @param file is made or replaced
     */
    public void writeCsv(Path file) {
        try (var out = Files.newBufferedWriter(file)) {
            TraceCsv.write(this, out);
        } catch (IOException e) {
            throw new UncheckedIOException("the trace cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Says what there is, without the points. */
    @Override
    public String toString() {
        return points.size() + " points over " + Timeline.text(length());
    }

    static Trace of(TracePoints points) {
        return new Trace(points, 2 * points.medianNanos());
    }
}

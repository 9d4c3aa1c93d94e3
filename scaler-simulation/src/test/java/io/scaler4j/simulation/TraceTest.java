package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.Trace.Point;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trace reads, and what can be made of it. */
class TraceTest {

    private static final double UNKNOWN = Double.NaN;

    @Test
    void aValueHoldsUntilTheNextPoint() {
        Trace trace = trace("0,10", "60,30", "120,20");

        assertThat(read(trace, ZERO)).isEqualTo(10);
        assertThat(read(trace, ofMillis(59_999))).isEqualTo(10);
        assertThat(read(trace, ofSeconds(60))).isEqualTo(30);
        assertThat(trace.length()).isEqualTo(ofMinutes(3));
        assertThat(read(trace, ofMillis(179_999))).isEqualTo(20);
        assertThat(trace).hasToString("3 points over 0:03:00");
    }

    @Test
    void oneMissingPointIsBridgedAndTwoAreAGap() {
        Trace trace = trace("0,1", "10,2", "30,3", "40,4", "70,5", "80,6");

        assertThat(read(trace, ofSeconds(29))).isEqualTo(2);
        assertThat(read(trace, ofSeconds(59))).isEqualTo(4);
        assertThat(trace.at(ofSeconds(60)))
                .isEqualTo(Reading.failure(
                        Reading.Failure.Kind.EMPTY,
                        "the last value of the trace is that of 0:00:40, which holds for no longer than PT20S"));
        assertThat(read(trace, ofSeconds(70))).isEqualTo(5);
    }

    @Test
    void howLongAValueHoldsMayBeSaid() {
        Trace trace = trace("0,1", "10,2", "40,3", "50,4");

        assertThat(known(trace.holdingFor(ofSeconds(5)), ofSeconds(15))).isFalse();
        assertThat(read(trace.holdingFor(ofSeconds(5)), ofMillis(14_999))).isEqualTo(2);
        assertThat(read(trace.holdingFor(ofHours(1)), ofSeconds(39))).isEqualTo(2);
        assertThat(read(trace.holdingFor(Duration.ofNanos(Long.MAX_VALUE)), ofSeconds(39)))
                .isEqualTo(2);
    }

    @Test
    void whatIsNotKnownIsAFailureAndNeverZero() {
        Trace trace = trace("0,5", "10,", "20,NaN", "30,7");

        assertThat(trace.at(ofSeconds(10)))
                .isEqualTo(Reading.failure(Reading.Failure.Kind.EMPTY, "the trace has no value at 0:00:10"));
        assertThat(known(trace, ofSeconds(29))).isFalse();
        assertThat(read(trace, ofSeconds(30))).isEqualTo(7);
        assertThat(trace.at(ofSeconds(40)))
                .isEqualTo(Reading.failure(
                        Reading.Failure.Kind.EMPTY,
                        "the trace ended at 0:00:40; let the run last no longer, or go on with then(..)"));
        assertThat(known(trace, ofSeconds(-1))).isFalse();
    }

    @Test
    void isALoadLikeAnyOther() {
        Trace trace = trace("0,5", "10,6");

        assertThat(read(trace.then(ofSeconds(20), 1), ofSeconds(25))).isEqualTo(1);
        assertThat(known(trace.failing(ofSeconds(2), ofSeconds(3)), ofSeconds(2)))
                .isFalse();
    }

    @Test
    void resamplingTakesTheMeanOfAnInterval() {
        Trace trace = trace("0,10", "10,20", "20,60", "30,0");

        assertThat(values(trace.resampledEvery(ofSeconds(20)))).containsExactly(15, 30);
        assertThat(values(trace.resampledEvery(ofSeconds(15)))).containsExactly(40 / 3.0, 140 / 3.0, 0);
        assertThat(values(trace.resampledEvery(ofSeconds(5)))).containsExactly(10, 10, 20, 20, 60, 60, 0, 0);
    }

    @Test
    void anIntervalInWhichNothingIsKnownStaysAGap() {
        Trace trace = trace("0,10", "10,", "20,", "30,", "40,60", "50,60");

        assertThat(values(trace.resampledEvery(ofSeconds(20)))).containsExactly(10, UNKNOWN, 60);
        assertThat(known(trace.resampledEvery(ofSeconds(20)), ofSeconds(25))).isFalse();
        Trace late = trace("0,10", "10,20", "100,30", "110,40");
        assertThat(values(late.holdingFor(ofSeconds(10)).resampledEvery(ofSeconds(30))))
                .containsExactly(15, UNKNOWN, UNKNOWN, 35);
    }

    @Test
    void isScaledAndSpedUp() {
        Trace trace = trace("0,10", "10,", "20,4", "30,3", "60,2");

        assertThat(values(trace.scaledBy(1.5))).containsExactly(15, UNKNOWN, 6, 4.5, 3);
        Trace twice = trace.spedUp(2);
        assertThat(twice.points()).extracting(Point::elapsed).endsWith(ofSeconds(15), ofSeconds(30));
        assertThat(twice.length()).isEqualTo(ofSeconds(35));
        assertThat(read(twice, ofMillis(24_999))).isEqualTo(3);
        assertThat(known(twice, ofMillis(25_000))).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void resamplingKeepsTheSumOfValueTimesTime(long seed) {
        Trace trace = random(seed, false);
        Trace resampled = trace.resampledEvery(ofMillis(700));

        double before = area(trace);
        // The last interval counts in full, though the trace ends within it.
        Duration beyond = resampled.length().minus(trace.length());
        double after = area(resampled) - last(values(resampled)) * beyond.toNanos();
        assertThat(after / before).as(Seeds.replay(seed)).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void resamplingInventsNothing(long seed) {
        Trace trace = random(seed, true);
        Duration every = ofMillis(new SplittableRandom(seed).nextInt(200, 3_000));
        Trace resampled = trace.resampledEvery(every);

        for (Point point : resampled.points()) {
            List<Double> seen = new ArrayList<>();
            for (Duration at = point.elapsed(); at.compareTo(point.elapsed().plus(every)) < 0; at = at.plusMillis(1)) {
                if (trace.at(at) instanceof Reading.Value value) {
                    seen.add(value.activationValue());
                }
            }
            assertThat(point.value().isPresent())
                    .as("%s, %s", Seeds.replay(seed), point)
                    .isEqualTo(!seen.isEmpty());
            point.value()
                    .ifPresent(value -> assertThat(value)
                            .as(Seeds.replay(seed))
                            .isBetween(Collections.min(seen) - rounding(seen), Collections.max(seen) + rounding(seen)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void whatIsWrittenIsReadAgainAsItWas(long seed, @TempDir Path folder) {
        Trace trace = random(seed, true);
        trace.writeCsv(folder.resolve("trace.csv"));
        Trace again = Trace.fromCsv(folder.resolve("trace.csv"));

        assertThat(again.points()).as(Seeds.replay(seed)).isEqualTo(trace.points());
        assertThat(again.length()).isEqualTo(trace.length());
        assertThat(again).hasToString(trace.toString());
    }

    @Test
    void aGeneratorBecomesATrace() {
        Load load = Load.ramp(0, 60, ofMinutes(1)).failing(ofSeconds(20), ofSeconds(30));
        Trace trace = Trace.of(load, ofSeconds(10), ofSeconds(35));

        assertThat(values(trace)).containsExactly(0, 10, UNKNOWN, 30);
        assertThat(trace.length()).isEqualTo(ofSeconds(40));
    }

    @Test
    void refusesWhatIsNoTrace() {
        refuses(List.of(point(0, 1)), "a trace needs two points, so that it is known how long one lasts; there were 1");
        refuses(List.of(point(1, 1), point(2, 1)), "the first point of a trace must be at 0 s, was at PT1S");
        refuses(
                List.of(point(0, 1), point(2, 1), point(2, 1)),
                "the points of a trace must follow each other in time, but PT2S came after PT2S");
        refuses(List.of(point(0, 1), point(2, Double.POSITIVE_INFINITY)), "must be finite, but the 2. is Infinity");
        refuses(List.of(point(0, 1), point(2_000_000_000, 1)), "a trace lasts for 50 years at most");
        Trace trace = trace("0,1", "10,1e308");
        refuses(() -> trace.resampledEvery(ofSeconds(20)), "PT20S with a point every PT20S would have 1");
        refuses(() -> trace.resampledEvery(Duration.ofNanos(1)), "would have 20000000000");
        refuses(() -> trace.resampledEvery(ZERO), "distance of a trace's points must be more than 0 s");
        refuses(() -> Trace.of(Load.constant(1), ofSeconds(1), ZERO), "would have 0");
        refuses(() -> trace.scaledBy(-1), "a factor of at least 0, was -1.0");
        refuses(() -> trace.scaledBy(10), "must be finite, but the 2. is Infinity");
        refuses(() -> trace.spedUp(0), "a factor of more than 0, was 0.0");
        refuses(() -> trace.spedUp(1e300), "must follow each other in time");
        refuses(() -> trace.holdingFor(ZERO), "time for which a value holds must be more than 0 s");
    }

    private static void refuses(List<Point> points, String sentence) {
        refuses(() -> Trace.of(points), sentence);
    }

    private static void refuses(ThrowingCallable making, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(sentence);
    }

    private static double rounding(List<Double> seen) {
        return 1e-12 * Math.max(Math.abs(Collections.min(seen)), Math.abs(Collections.max(seen)));
    }

    /** Irregular points, of which some have no value. */
    private static Trace random(long seed, boolean gaps) {
        var random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        Duration at = ZERO;
        for (int i = 0; i < 40; i++) {
            boolean gap = gaps && random.nextInt(4) == 0;
            double value = random.nextDouble(-10, 1e6) * Math.pow(10, random.nextInt(-9, 9));
            points.add(new Point(at, gap ? OptionalDouble.empty() : OptionalDouble.of(value)));
            at = at.plusMillis(random.nextInt(1, 2_000));
        }
        Trace trace = Trace.of(points);
        return gaps ? trace : trace.holdingFor(ofSeconds(2));
    }

    /** Of a trace in which everything is known. */
    private static double area(Trace trace) {
        List<Point> points = trace.points();
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            Duration end = i + 1 < points.size() ? points.get(i + 1).elapsed() : trace.length();
            sum += points.get(i).value().orElseThrow()
                    * end.minus(points.get(i).elapsed()).toNanos();
        }
        return sum;
    }

    private static Trace trace(String... lines) {
        return Trace.fromCsv(new StringReader(String.join("\n", lines)));
    }

    private static Point point(long second, double value) {
        return new Point(ofSeconds(second), OptionalDouble.of(value));
    }

    private static double[] values(Trace trace) {
        return trace.points().stream()
                .mapToDouble(point -> point.value().orElse(UNKNOWN))
                .toArray();
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }

    private static double read(Trace trace, Duration elapsed) {
        return read((Load) trace, elapsed);
    }

    private static double read(Load load, Duration elapsed) {
        return ((Reading.Value) load.at(elapsed)).activationValue();
    }

    private static boolean known(Load load, Duration elapsed) {
        return load.at(elapsed) instanceof Reading.Value;
    }
}

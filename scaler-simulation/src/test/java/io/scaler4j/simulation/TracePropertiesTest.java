package io.scaler4j.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.Trace.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of random points, against what is said of them. */
class TracePropertiesTest {

    private static final String SEEDS = "io.scaler4j.simulation.Seeds#all";
    private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");

    /** Irregular points at whole milliseconds, of which one in four has no value. */
    private static List<Point> points(long seed) {
        var random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        Duration at = ZERO;
        for (int i = 0; i < 2 + random.nextInt(30); i++) {
            points.add(new Point(
                    at,
                    random.nextInt(4) == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(random.nextInt(100_000) / 8.0)));
            at = at.plusMillis(1 + random.nextInt(4_000));
        }
        return points;
    }

    private static String csv(List<Point> points, Function<Duration, String> time) {
        return points.stream()
                .map(point -> time.apply(point.elapsed()) + ","
                        + (point.value().isPresent() ? "" + point.value().getAsDouble() : ""))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void atAnyTimeTheLastPointIsReadUnlessItIsTooLongAgo(long seed) {
        List<Point> points = points(seed);
        var random = new SplittableRandom(seed + 1);
        Duration hold = ofMillis(1 + random.nextInt(6_000));
        Trace trace = Trace.of(points).holdingFor(hold);
        for (int i = 0; i < 200; i++) {
            Duration at = ofMillis(random.nextLong(trace.length().toMillis() + 2_000));
            Point last = points.stream()
                    .filter(point -> point.elapsed().compareTo(at) <= 0)
                    .reduce((first, second) -> second)
                    .orElseThrow();
            boolean known = at.compareTo(trace.length()) < 0
                    && last.value().isPresent()
                    && at.minus(last.elapsed()).compareTo(hold) < 0;
            if (known) {
                assertThat(trace.at(at))
                        .as("%s, at %s", Seeds.replay(seed), at)
                        .isEqualTo(Reading.of(last.value().getAsDouble()));
            } else {
                assertThat(trace.at(at))
                        .as("%s, at %s", Seeds.replay(seed), at)
                        .isInstanceOfSatisfying(
                                Reading.Failure.class,
                                failure -> assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.EMPTY));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void theLastPointLastsForTheMedianDistance(long seed) {
        List<Point> points = points(seed);
        List<Duration> distances = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            distances.add(points.get(i).elapsed().minus(points.get(i - 1).elapsed()));
        }
        distances.sort(null);
        Duration end = points.get(points.size() - 1).elapsed();
        assertThat(Trace.of(points).length())
                .as(Seeds.replay(seed))
                .isEqualTo(end.plus(distances.get(distances.size() / 2)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void howTimesAreWrittenMakesNoOtherTrace(long seed) {
        List<Point> points = points(seed);
        var random = new SplittableRandom(seed);
        var offset = ZoneOffset.ofHoursMinutes(random.nextInt(-12, 13), 0);
        List<Function<Duration, String>> writings = List.of(
                elapsed -> BigDecimal.valueOf(elapsed.toMillis(), 3).toPlainString(),
                elapsed -> BigDecimal.valueOf(MONDAY.toEpochMilli() + elapsed.toMillis(), 3)
                        .toPlainString(),
                elapsed -> "\"" + (MONDAY.toEpochMilli() + elapsed.toMillis()) + "\"",
                elapsed -> MONDAY.plus(elapsed).toString(),
                elapsed -> " " + MONDAY.plus(elapsed).atOffset(offset) + " ");
        for (Function<Duration, String> writing : writings) {
            String csv = (random.nextBoolean() ? "time,value\n" : "") + csv(points, writing);
            assertThat(Trace.fromCsv(new StringReader(csv)).points())
                    .as("%s: %s", Seeds.replay(seed), csv)
                    .isEqualTo(points);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void whatIsScaledOrSpedUpTwiceIsSoByTheProduct(long seed) {
        Trace trace = Trace.of(points(seed));
        assertThat(trace.scaledBy(0.5).scaledBy(4).points())
                .as(Seeds.replay(seed))
                .isEqualTo(trace.scaledBy(2).points());
        assertThat(trace.scaledBy(1).points()).as(Seeds.replay(seed)).isEqualTo(trace.points());
        assertThat(trace.spedUp(0.5).spedUp(0.5).points())
                .as(Seeds.replay(seed))
                .isEqualTo(trace.spedUp(0.25).points());
        assertThat(trace.spedUp(0.25).spedUp(4).points()).as(Seeds.replay(seed)).isEqualTo(trace.points());
        assertThat(trace.scaledBy(0).points())
                .as("%s, what is not known stays so", Seeds.replay(seed))
                .extracting(point -> point.value().isPresent())
                .isEqualTo(trace.points().stream()
                        .map(point -> point.value().isPresent())
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void aTraceSpedUpReadsAtHalfTheTimeWhatItReadBefore(long seed) {
        Trace trace = Trace.of(points(seed));
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            Duration at = ofMillis(2 * random.nextLong(trace.length().toMillis() / 2 + 1));
            Reading before = trace.at(at);
            Reading after = trace.spedUp(2).at(at.dividedBy(2));
            assertThat(after instanceof Reading.Value)
                    .as("%s, at %s", Seeds.replay(seed), at)
                    .isEqualTo(before instanceof Reading.Value);
            if (before instanceof Reading.Value) {
                assertThat(after).as("%s, at %s", Seeds.replay(seed), at).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void pointsAtTheirOwnDistanceAreTheSameAfterResampling(long seed) {
        List<Point> regular = new ArrayList<>();
        for (Point point : points(seed)) {
            regular.add(new Point(ofSeconds(15L * regular.size()), point.value()));
        }
        Trace trace = Trace.of(regular);
        assertThat(trace.resampledEvery(ofSeconds(15)).points())
                .as(Seeds.replay(seed))
                .isEqualTo(regular);
        assertThat(Trace.of(trace, ofSeconds(15), trace.length()).points())
                .as("%s, and as those of a load", Seeds.replay(seed))
                .isEqualTo(regular);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void theSeriesOfAPrometheusIsTheSameAsTheLinesOfACsv(long seed) {
        List<Point> regular = new ArrayList<>();
        for (Point point : points(seed)) {
            regular.add(new Point(ofSeconds(30L * regular.size()), point.value()));
        }
        String values = regular.stream()
                .map(point -> "[" + (MONDAY.getEpochSecond() + point.elapsed().toSeconds()) + ",\""
                        + (point.value().isPresent() ? "" + point.value().getAsDouble() : "NaN") + "\"]")
                .collect(Collectors.joining(","));
        String json =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":["
                        + values + "]}]}}";
        Trace trace = Trace.fromPrometheus(new ByteArrayInputStream(json.getBytes(UTF_8)), Map.of());
        assertThat(trace.points()).as(Seeds.replay(seed)).isEqualTo(regular);
        assertThat(trace.length())
                .as(Seeds.replay(seed))
                .isEqualTo(Trace.of(regular).length());
    }

    // ---- edges

    @Test
    void aTraceIsFixedOnceItIsMade() {
        List<Point> points = points(1);
        Trace trace = Trace.of(points);
        List<Point> before = List.copyOf(points);
        points.clear();
        assertThat(trace.points()).isEqualTo(before);
        assertThatThrownBy(() -> trace.points().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void aFactorThatIsNoneIsRefusedWithItsValue(double factor) {
        Trace trace = Trace.of(points(2));
        assertThatThrownBy(() -> trace.scaledBy(factor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a trace must be scaled by a factor of at least 0, was " + factor);
        assertThatThrownBy(() -> trace.spedUp(factor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a trace must be sped up by a factor of more than 0, was " + factor);
    }

    @Test
    void valuesThatHoldForEverHoldToTheEnd() {
        Trace trace = Trace.of(List.of(
                        new Point(ZERO, OptionalDouble.of(5)),
                        new Point(ofSeconds(1), OptionalDouble.of(6)),
                        new Point(ofSeconds(900), OptionalDouble.of(7))))
                .holdingFor(ChronoUnit.FOREVER.getDuration());
        assertThat(trace.at(ofSeconds(899))).isEqualTo(Reading.of(6));
        assertThat(trace.resampledEvery(ofSeconds(450)).points())
                .allMatch(point -> point.value().isPresent());
        assertThat(trace.at(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.message()).startsWith("the trace ended at "));
    }

    @Test
    void whatCannotBeReadIsToldAsSuch() {
        var broken = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void close() {}
        };
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Trace.fromCsv(broken))
                .withMessage("the trace cannot be read: the disk is gone");
        var stream = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Trace.fromPrometheus(stream, Map.of()))
                .withMessage("the trace cannot be read: the disk is gone");
    }
}

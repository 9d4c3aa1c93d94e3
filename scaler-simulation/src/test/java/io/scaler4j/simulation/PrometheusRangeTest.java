package io.scaler4j.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.Trace.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings as a Prometheus answers them. */
class PrometheusRangeTest {

    private static final String ORDERS =
            "{\"metric\":{\"__name__\":\"lag\",\"queue\":\"orders\"},\"values\":[[0,\"1\"],[15,\"2\"]]}";
    private static final String MAILS =
            "{\"metric\":{\"__name__\":\"lag\",\"queue\":\"mails\"},\"values\":[[0,\"3\"],[15,\"4\"]]}";

    @Test
    void readsTheSeriesOfARangeQuery() {
        Trace trace = read(
                matrix(
                        "{\"metric\":{},\"values\":[[1767600000.781,\"412.5\"],[1767600015.781,\"0\"],[1767600030.781,\"1e3\"]]}"));

        assertThat(trace.points())
                .extracting(Point::elapsed)
                .containsExactly(ofSeconds(0), ofSeconds(15), ofSeconds(30));
        assertThat(trace.points())
                .extracting(point -> point.value().orElseThrow())
                .containsExactly(412.5, 0.0, 1e3);
        assertThat(trace.length()).isEqualTo(ofSeconds(45));
    }

    /**
     * The file is the answer of a Prometheus 2.42 to a query of a gauge that was NaN once and then away for a while.
     */
    @Test
    void readsWhatAPrometheusAnswered() throws IOException {
        try (InputStream json = PrometheusRangeTest.class.getResourceAsStream("queue-depth.json")) {
            Trace orders = Trace.fromPrometheus(json, Map.of("queue", "orders"));

            assertThat(orders.length()).isEqualTo(ofMinutes(21));
            assertThat(orders.at(ofSeconds(239))).isEqualTo(Reading.of(43));
            assertThat(orders.at(ofSeconds(240))).isInstanceOf(Reading.Failure.class);
            assertThat(orders.at(ofSeconds(300))).isEqualTo(Reading.of(45));
            assertThat(orders.at(ofSeconds(479))).isEqualTo(Reading.of(47));
            assertThat(orders.at(ofSeconds(480))).isInstanceOf(Reading.Failure.class);
            assertThat(orders.at(ofSeconds(779))).isInstanceOf(Reading.Failure.class);
            assertThat(orders.at(ofSeconds(780))).isEqualTo(Reading.of(53));
        }
    }

    @Test
    void missingStepsAndWhatIsNoNumberAreGapsAndNeverZero() {
        Trace trace = read(matrix("{\"values\":[[0,\"1\"],[15,\"2\"],[45,\"NaN\"],[60,\"+Inf\"],[75,\"5\"]]}"));

        assertThat(trace.at(ofSeconds(29))).isEqualTo(Reading.of(2));
        for (int second = 30; second < 75; second++) {
            assertThat(trace.at(ofSeconds(second))).as("second %d", second).isInstanceOf(Reading.Failure.class);
        }
        assertThat(trace.at(ofSeconds(75))).isEqualTo(Reading.of(5));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void everyStepIsReadAndEveryMissingStepIsAFailure(long seed) {
        var random = new SplittableRandom(seed);
        boolean[] there = new boolean[50];
        IntStream.range(0, there.length).forEach(i -> there[i] = i < 2 || random.nextBoolean());
        there[there.length - 1] = true;
        String values = IntStream.range(0, there.length)
                .filter(i -> there[i])
                .mapToObj(i -> String.format(Locale.ROOT, "[%.3f,\"%d\"]", 1767600000.4 + 30 * i, i))
                .collect(Collectors.joining(","));

        Trace trace = read(matrix("{\"metric\":{\"seed\":\"" + seed + "\"},\"values\":[" + values + "]}"));

        assertThat(trace.length()).isEqualTo(ofSeconds(30 * there.length));
        for (int i = 0; i < there.length; i++) {
            for (int second : new int[] {0, 29}) {
                Reading reading = trace.at(ofSeconds(30 * i + second));
                if (there[i]) {
                    assertThat(reading).as("%s, step %d", Seeds.replay(seed), i).isEqualTo(Reading.of(i));
                } else {
                    assertThat(reading).as("%s, step %d", Seeds.replay(seed), i).isInstanceOf(Reading.Failure.class);
                }
            }
        }
    }

    @Test
    void theOrderOfFieldsDoesNotMatterNorDoOthers() {
        String json =
                "{\"warnings\":[\"x\"],\"data\":{\"result\":[{\"values\":[[0,\"1\"],[15,\"2\"]],\"metric\":{\"a\":\"b\"}}],"
                        + "\"stats\":{\"n\":[1]},\"resultType\":\"matrix\"},\"isPartial\":false,\"status\":\"success\"}";
        assertThat(read(json).points()).hasSize(2);
    }

    @Test
    void oneOfSeveralSeriesIsChosenByItsLabels() {
        Trace mails = read(matrix(ORDERS + "," + MAILS), Map.of("queue", "mails"));
        assertThat(mails.points())
                .extracting(point -> point.value().orElseThrow())
                .containsExactly(3.0, 4.0);
    }

    @Test
    void severalSeriesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(matrix(ORDERS + "," + MAILS)))
                .withMessage("the answer holds 2 series, and a trace is made of one; sum them up in the query, or give"
                        + " labels that tell one from the others:\n"
                        + "  {__name__=\"lag\", queue=\"orders\"}\n"
                        + "  {__name__=\"lag\", queue=\"mails\"}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(matrix(ORDERS + "," + MAILS), Map.of("queue", "news", "a", "b")))
                .withMessageStartingWith("the answer holds no series with the labels {a=\"b\", queue=\"news\"}, but\n"
                        + "  {__name__=\"lag\", queue=\"orders\"}\n");
        String many = IntStream.range(0, 25)
                .mapToObj(i -> "{\"metric\":{\"pod\":\"" + i + "\"},\"values\":[]}")
                .collect(Collectors.joining(","));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(matrix(many)))
                .withMessageContaining("holds 25 series")
                .withMessageEndingWith("{pod=\"9\"}\n  and 15 more");
    }

    @Test
    void otherAnswersAreRefusedWithASentence() {
        refuses(
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"unknown function\"}",
                "the answer holds an error of Prometheus instead of a result: bad_data, unknown function");
        refuses(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}]}}",
                "the answer holds a vector, and a trace is made of a matrix: ask /api/v1/query_range, with start, end and"
                        + " step, instead of /api/v1/query");
        refuses(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}",
                "the answer holds a scalar, and");
        refuses(matrix(""), "the answer holds no series: the query found nothing in its time");
        refuses(
                matrix("{\"metric\":{\"a\":\"b\"},\"values\":[[0,\"1\"]]}"),
                "the answer holds 1 values of the series {a=\"b\"}, and a trace needs two; ask for a longer time or a"
                        + " shorter step");
        refuses(
                matrix("{\"metric\":{},\"histograms\":[[0,{}]]}"),
                "the answer is no trace:\n  the 1. series has histograms; ask for a number");
        refuses(matrix(ORDERS) + matrix(ORDERS), "the answer holds more than one document");
        refuses("{\"status\":\"success\"", "the answer is no JSON, from line 1, column ");
        refuses("<html>", "the answer is no JSON, from line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{}",
                "{\"data\":7}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":7}}"
            })
    void whatHoldsNoResultIsRefused(String json) {
        refuses(json, "the answer holds no result; a trace is made of what Prometheus answers to /api/v1/query_range");
    }

    @Test
    void valuesThatAreNoneAreAllTold() {
        refuses(
                matrix(
                        "{\"values\":[[0,\"1\"],7,[1],[2,\"x\"],[3,{}],[\"y\",\"1\"],[4,\"1\",5],[[],\"1\"],[0,\"1\"],[-5,\"1\"]]}"
                                + ",{\"values\":8}"),
                """
                the answer is no trace:
                  the 2. value of the 1. series is not of the form [seconds, "number"], or not later than the one before
                  the 3. value""");
        refuses(
                matrix("{\"values\":[[0,\"1\"],[0,\"1\"]]},{\"values\":8}"),
                "later than the one before\n  the 2. series has no list of values");
    }

    @Test
    void aFileNamesItself(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("lag.json");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Trace.fromPrometheus(file))
                .withMessageContaining("lag.json cannot be read");
        Files.writeString(file, matrix(ORDERS + "," + MAILS));
        assertThat(Trace.fromPrometheus(file, Map.of("queue", "orders")).length())
                .isEqualTo(ofSeconds(30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.fromPrometheus(file))
                .withMessageStartingWith("lag.json holds 2 series");
    }

    @Test
    void aStreamIsReadAndLeftOpen() {
        var closed = new boolean[1];
        var in = new ByteArrayInputStream(matrix(ORDERS).getBytes(UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThat(Trace.fromPrometheus(in, Map.of())
                        .resampledEvery(ofSeconds(10))
                        .length())
                .isLessThan(ofMinutes(1));
        assertThat(closed).containsExactly(false);
    }

    private static void refuses(String json, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(json)).withMessageContaining(sentence);
    }

    private static String matrix(String series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + series + "]}}";
    }

    private static Trace read(String json) {
        return read(json, Map.of());
    }

    private static Trace read(String json, Map<String, String> labels) {
        return Trace.fromPrometheus(new ByteArrayInputStream(json.getBytes(UTF_8)), labels);
    }
}

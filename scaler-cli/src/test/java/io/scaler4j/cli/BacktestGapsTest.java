package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code backtest} over histories with holes and over answers that are no history, by a scripted Prometheus. */
class BacktestGapsTest {

    private static final Instant UNTIL = Instant.parse("2026-01-06T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int STEP = 15;

    @TempDir
    Path folder;

    private String orders;
    private AutoscalerSpec spec;

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS)
                .toString();
        spec = ScaledObjects.parse(TestFiles.ORDERS).single();
    }

    private static Map<String, String> form(String body) {
        var form = new TreeMap<String, String>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    /** One series whose values a function tells as text by seconds since the beginning; null for none. */
    private static ScriptedPrometheus history(Map<String, Function<Long, String>> byQuery) throws IOException {
        long begin = UNTIL.minus(DAY).getEpochSecond();
        return ScriptedPrometheus.answering(200, body -> {
            Map<String, String> form = form(body);
            Function<Long, String> value = byQuery.get(form.get("query"));
            long end = (long) Double.parseDouble(form.get("end"));
            var points = new StringBuilder();
            for (long at = (long) Double.parseDouble(form.get("start")); at <= end; at += STEP) {
                String text = value.apply(at - begin);
                points.append(text == null ? "" : (points.isEmpty() ? "" : ",") + "[" + at + ",\"" + text + "\"]");
            }
            return series("[{\"metric\":{},\"values\":[" + points + "]}]");
        });
    }

    private static ScriptedPrometheus history(Function<Long, String> value) throws IOException {
        return history(Map.of("sum(rate(requests_total[2m]))", value));
    }

    private static String series(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":" + result + "}}";
    }

    private Ran backtest(ScriptedPrometheus prometheus, String... more) {
        String[] first = {"backtest", orders, "--prometheus", prometheus.url(), "--until", UNTIL.toString()};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Ran.of(all);
    }

    private static String load(long second) {
        return Long.toString(100 + second / 3600 % 12 * 60);
    }

    private static boolean isWithin(long second, Duration from, Duration to) {
        return second >= from.toSeconds() && second < to.toSeconds();
    }

    /** The library's run over the same load, which fails where nothing is known. */
    private List<String> expected(Duration from, Duration to) {
        Load known = elapsed -> io.scaler4j.metric.Reading.of(Double.parseDouble(load(elapsed.toSeconds())));
        Run run = Simulation.of(spec, Map.of("rate", known.failing(from, to)))
                .beginning(UNTIL.minus(DAY))
                .startingAt(2)
                .lasting(DAY);
        return run.turns().stream()
                .map(turn -> turn.at() + " " + turn.replicas().orElseThrow())
                .toList();
    }

    @ParameterizedTest(name = "nothing is known from {0} to {1}")
    @CsvSource({"PT0S, PT0S", "PT2H, PT3H", "PT0S, PT30M", "PT23H, PT24H", "PT7H30M, PT7H30M15S", "PT11H, PT13H"})
    void aGapIsAFailureOfEachReadInIt(Duration from, Duration to) throws IOException {
        try (ScriptedPrometheus prometheus = history(second -> isWithin(second, from, to) ? null : load(second))) {
            Ran ran = backtest(prometheus, "--format", "csv");
            assertThat(ran.err()).isEmpty();
            List<Map<String, String>> rows = Parsed.csv(ran.out());
            assertThat(rows.stream()
                            .filter(row -> "true".equals(row.get("failed")))
                            .count())
                    .isEqualTo(to.minus(from).toSeconds() / STEP);
            assertThat(rows.stream()
                            .map(row -> row.get("time") + " " + row.get("replicas"))
                            .toList())
                    .isEqualTo(from.equals(to) ? expected(Duration.ofDays(2), Duration.ofDays(3)) : expected(from, to));
        }
    }

    @ParameterizedTest(name = "{0} is no value")
    @CsvSource({"NaN", "+Inf", "-Inf"})
    void whatIsNoNumberIsAGap(String text) throws IOException {
        try (ScriptedPrometheus prometheus =
                history(second -> isWithin(second, Duration.ofHours(5), Duration.ofHours(6)) ? text : load(second))) {
            Ran ran = backtest(prometheus);
            assertThat(ran.out()).contains("a read failed in 240 turns");
        }
    }

    @Test
    void aCountNeverGoesDownWhileNothingIsKnown() throws IOException {
        try (ScriptedPrometheus prometheus = history(second -> second < 36_000 ? "900" : null)) {
            Ran ran = backtest(prometheus, "--format", "csv");
            assertThat(Parsed.csv(ran.out()).stream().skip(100).map(row -> row.get("replicas")))
                    .containsOnly("18");
        }
    }

    @Test
    void theHistoryIsAskedForInPartsThatPrometheusTakes() throws IOException {
        try (ScriptedPrometheus prometheus = ScriptedPrometheus.answering(200, body -> {
            Map<String, String> form = form(body);
            return series(
                    "[{\"metric\":{},\"values\":[[" + form.get("start") + ",\"5\"],[" + form.get("end") + ",\"5\"]]}]");
        })) {
            backtest(prometheus, "--since", "7d");
            List<Map<String, String>> asked =
                    prometheus.asked().stream().map(BacktestGapsTest::form).toList();
            assertThat(asked).hasSize(5); // 40,320 steps
            double next = Double.parseDouble(asked.get(0).get("start"));
            assertThat(next).isEqualTo(UNTIL.minus(Duration.ofDays(7)).getEpochSecond());
            for (Map<String, String> each : asked) {
                double start = Double.parseDouble(each.get("start"));
                double end = Double.parseDouble(each.get("end"));
                assertThat(start).isEqualTo(next);
                assertThat((end - start) / STEP).isLessThan(11_000);
                next = end + STEP;
            }
            assertThat(next).isEqualTo(UNTIL.getEpochSecond());
        }
    }

    /** The recorded count is set beside the run where it is known, and nowhere else. */
    @Test
    void gapsOfTheRecordedReplicasAreNotCompared() throws IOException {
        Map<String, Function<Long, String>> both = Map.of(
                "sum(rate(requests_total[2m]))", second -> "400",
                "replicas", second -> isWithin(second, Duration.ofHours(6), Duration.ofHours(18)) ? null : "8");
        try (ScriptedPrometheus prometheus = history(both)) {
            Path report = folder.resolve("report");
            Ran ran = backtest(prometheus, "--replicas-query", "replicas", "--report", report.toString());
            assertThat(ran.out())
                    .contains("recorded: 96.0 replica hours in the 12.0 h that are known, this policy 96.0; they differ"
                            + " for 0.0 h")
                    .doesNotContain("first difference");
            assertThat(Parsed.csv(Files.readString(report.resolve("orders-recorded.csv"))).stream()
                            .filter(row -> String.valueOf(row.get("value")).isEmpty())
                            .count())
                    .isEqualTo(12 * 240L);
            assertThat(report.resolve("orders.html")).content().contains("\"recorded\":[8,", ",null,");
        }
    }

    @Test
    void theRunBeginsWithTheFirstCountThatIsKnown() throws IOException {
        Map<String, Function<Long, String>> both = Map.of(
                "sum(rate(requests_total[2m]))", second -> "400",
                "replicas", second -> second < 600 ? null : "11");
        try (ScriptedPrometheus prometheus = history(both)) {
            Ran ran = backtest(prometheus, "--replicas-query", "replicas", "--format", "csv");
            assertThat(Parsed.csv(ran.out()).get(0)).containsEntry("replicas_before", "11");
        }
    }

    @Test
    void theFirstDifferenceIsExplained() throws IOException {
        Map<String, Function<Long, String>> both = Map.of(
                "sum(rate(requests_total[2m]))", second -> second < 3600 ? "400" : "600", "replicas", second -> "8");
        try (ScriptedPrometheus prometheus = history(both)) {
            Ran ran = backtest(prometheus, "--replicas-query", "replicas");
            assertThat(ran.out())
                    .contains("first difference at 1:00:00, recorded 8, here:\n2026-01-05T01:00:00Z  8 -> 12\n")
                    .contains("trigger rate 600 of 50 per replica")
                    .contains("they differ for 23.0 h");
        }
    }

    /** Status, answer, and what the sentence has. */
    record Answer(int status, String body, List<String> says) {

        static Answer of(int status, String body, String... says) {
            return new Answer(status, body, List.of(says));
        }
    }

    static Stream<Answer> answers() {
        return Stream.of(
                Answer.of(200, "", "cannot be used"),
                Answer.of(200, "<html>proxy</html>", "cannot be used"),
                Answer.of(200, "{\"status\":\"success\"", "cannot be used"),
                Answer.of(200, series("[]").replace("matrix", "vector"), "cannot be used", "vector"),
                Answer.of(200, series("[]"), "Prometheus has no value of trigger rate"),
                Answer.of(
                        200,
                        series("[{\"metric\":{\"a\":\"1\"},\"values\":[]},{\"metric\":{\"a\":\"2\"},\"values\":[]}]"),
                        "2 series"),
                Answer.of(
                        200,
                        series("[]").replace("{\"status\"", "{\"warnings\":[\"away\"],\"status\""),
                        "has a warning"),
                Answer.of(
                        400,
                        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}",
                        "bad_data",
                        "parse error"),
                Answer.of(
                        422,
                        "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}",
                        "too many samples"),
                Answer.of(400, "nonsense", "cannot be used"),
                Answer.of(401, "no", "with status 401", "the token"),
                Answer.of(403, "no", "with status 403"),
                Answer.of(404, "no", "with status 404", "check the address"),
                Answer.of(500, "no", "with status 500"),
                Answer.of(503, "no", "with status 503"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void anAnswerThatIsNoHistoryIsOneSentence(Answer answer) throws IOException {
        try (ScriptedPrometheus prometheus = ScriptedPrometheus.answering(answer.status(), body -> answer.body())) {
            Ran ran = backtest(prometheus);
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err())
                    .startsWith("scaler4j: ")
                    .contains(answer.says())
                    .doesNotContain("Exception", "a bug of scaler4j")
                    .hasLineCount(1);
        }
    }

    /** What comes late in a long history is as bad as what comes first. */
    @Test
    void aPartThatHasAWarningRefusesTheWhole() throws IOException {
        Instant middle = UNTIL.minus(Duration.ofDays(3));
        try (ScriptedPrometheus prometheus = ScriptedPrometheus.answering(200, body -> {
            double start = Double.parseDouble(form(body).get("start"));
            String good = series("[{\"metric\":{},\"values\":[[" + start + ",\"5\"]]}]");
            return start < middle.getEpochSecond()
                    ? good
                    : good.replace("{\"status\"", "{\"warnings\":[\"x\"],\"status\"");
        })) {
            Ran ran = backtest(prometheus, "--since", "7d");
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err()).contains("has a warning");
        }
    }

    @Test
    void aTokenIsSentAndNeverPrinted() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "unguessable\n");
        try (ScriptedPrometheus prometheus = history(second -> "5")) {
            Ran ran = backtest(prometheus, "--bearer-token-file", token.toString(), "--debug");
            assertThat(ran.status()).isZero();
            assertThat(ran.out() + ran.err()).doesNotContain("unguessable");
        }
        Ran missing = Ran.of(
                "backtest",
                orders,
                "--prometheus",
                "http://127.0.0.1:1",
                "--bearer-token-file",
                folder.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("--bearer-token-file", "there is no such");
    }
}

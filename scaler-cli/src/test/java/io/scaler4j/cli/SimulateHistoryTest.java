package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code simulate} and {@code tune} with the traffic of a Prometheus, which a script plays. */
class SimulateHistoryTest {

    private static final Instant UNTIL = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    Path folder;

    private String orders;

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS)
                .toString();
    }

    private static Map<String, String> form(String body) {
        var form = new TreeMap<String, String>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    /** Answers a range query by a function of the time; NaN for no value. */
    private static ScriptedPrometheus history(ToDoubleFunction<Instant> value) throws IOException {
        return ScriptedPrometheus.answering(200, body -> {
            Map<String, String> form = form(body);
            double end = Double.parseDouble(form.get("end"));
            double step = Double.parseDouble(form.get("step"));
            var points = new StringBuilder();
            for (double at = Double.parseDouble(form.get("start")); at <= end; at += step) {
                double known = value.applyAsDouble(Instant.ofEpochSecond((long) at));
                if (!Double.isNaN(known)) {
                    points.append(points.isEmpty() ? "" : ",").append("[" + at + ",\"" + known + "\"]");
                }
            }
            return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                    + (points.isEmpty() ? "" : "{\"metric\":{},\"values\":[" + points + "]}") + "]}}";
        });
    }

    private Ran simulate(ScriptedPrometheus prometheus, String... more) {
        String[] first = {
            "simulate", orders, "--prometheus", prometheus.url(), "--until", UNTIL.toString(), "--range", "1h"
        };
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Ran.of(all);
    }

    @ParameterizedTest(name = "--query {0}")
    @CsvSource({"sum(rate(a[2m])), sum(rate(a[2m]))", "rate=sum(b{c=\"d\"}), sum(b{c=\"d\"})"})
    void trafficIsWhatAQueryWas(String query, String asked) throws IOException {
        try (ScriptedPrometheus prometheus = history(at -> at.isBefore(UNTIL.minusSeconds(1800)) ? 100 : 400)) {
            Ran ran = simulate(prometheus, "--query", query, "--format", "csv");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.status()).isZero();
            assertThat(prometheus.asked())
                    .singleElement()
                    .satisfies(body -> assertThat(form(body))
                            .containsEntry("query", asked)
                            .containsEntry("step", "15.0")
                            .containsEntry("start", UNTIL.getEpochSecond() - 3600 + ".000"));
            assertThat(ran.out().lines().skip(1)).hasSize(240);
            assertThat(ran.out().lines().skip(1).findFirst().orElseThrow()).contains("2026-01-05T11:00:00Z");
            assertThat(ran.out().lines().skip(240).findFirst().orElseThrow().split(",")[3])
                    .isEqualTo("8");
        }
    }

    @Test
    void aGapIsAFailureAndNeverZero() throws IOException {
        Instant begin = UNTIL.minusSeconds(2400);
        Instant end = UNTIL.minusSeconds(1200);
        try (ScriptedPrometheus prometheus =
                history(at -> !at.isBefore(begin) && at.isBefore(end) ? Double.NaN : 400)) {
            Ran ran = simulate(prometheus, "--query", "x");
            assertThat(ran.out())
                    .startsWith("orders: 1:00:00, 240 turns, ")
                    .contains("2 to 8 replicas, a read failed in 80 turns");
        }
    }

    @Test
    void oneTriggerMayHaveAShapeAndTheOtherAHistory() throws IOException {
        String two = TestFiles.ORDERS
                + TestFiles.ORDERS
                        .substring(TestFiles.ORDERS.indexOf("    - type"))
                        .replace("name: rate", "name: other");
        Files.writeString(Path.of(orders), two);
        try (ScriptedPrometheus prometheus = history(at -> 300)) {
            assertThat(simulate(prometheus, "-q", "other=x", "-t", "rate=constant:100")
                            .out())
                    .contains(" 2 to 6 replicas");
            assertThat(simulate(prometheus, "-q", "x", "-t", "rate=constant:100")
                            .err())
                    .contains("--query must say which trigger reads 'x', as in rate=x");
            assertThat(simulate(prometheus, "-q", "rate=x", "-t", "rate=constant:100")
                            .err())
                    .contains("--traffic is given twice for the trigger rate");
        }
    }

    @Test
    void aPolicyIsTunedOnHistory() throws IOException {
        try (ScriptedPrometheus prometheus = history(at -> 100 + at.getEpochSecond() / 600 % 10 * 50)) {
            Ran ran = Ran.of(
                    "tune",
                    orders,
                    "--prometheus",
                    prometheus.url(),
                    "--query",
                    "x",
                    "--range",
                    "6h",
                    "--objective",
                    "under <= 20%",
                    "--candidates",
                    "20",
                    "--format",
                    "json");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).startsWith("{\"objective\":\"under <= 20%\"");
        }
    }
}

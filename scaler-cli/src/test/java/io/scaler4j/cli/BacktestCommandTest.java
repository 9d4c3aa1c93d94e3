package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with two days of history, in which an hour is missing; and scripted answers for its faults. */
@TestInstance(Lifecycle.PER_CLASS)
class BacktestCommandTest {

    private static final Instant BEGIN = Instant.parse("2025-01-06T00:00:00Z");
    private static final String UNTIL = "2025-01-08T00:00:00Z";
    private static final int STEP = 15;
    private static final int STEPS = 2 * 24 * 3600 / STEP;

    @TempDir
    Path folder;

    private PrometheusNode prometheus;
    private String orders;

    @BeforeAll
    void start() {
        prometheus = ServerRequirement.start(
                () -> PrometheusNode.process(PrometheusOptions.scraping().withHistory(history())));
    }

    @AfterAll
    void close() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(
                        folder.resolve("orders.yaml"),
                        TestFiles.ORDERS.replace("sum(rate(requests_total[2m]))", "sum(rps)"))
                .toString();
    }

    /** 100 requests a second by night, 500 from 08:00 to 20:00; nothing from 13:00 to 14:00 of the second day. */
    private static String history() {
        var rps = new StringBuilder("# TYPE rps gauge\n");
        var replicas = new StringBuilder("# TYPE replicas gauge\n");
        for (int i = 0; i < STEPS; i++) {
            int hour = i * STEP / 3600;
            long at = BEGIN.getEpochSecond() + (long) i * STEP;
            if (hour != 37) {
                rps.append(String.format(Locale.ROOT, "rps{pod=\"a\"} %d %d%n", isDay(hour) ? 300 : 60, at));
                rps.append(String.format(Locale.ROOT, "rps{pod=\"b\"} %d %d%n", isDay(hour) ? 200 : 40, at));
            }
            replicas.append(String.format(Locale.ROOT, "replicas %d %d%n", isDay(hour) ? 12 : 3, at));
        }
        return rps.append(replicas).append("# EOF\n").toString();
    }

    private static boolean isDay(int hour) {
        return hour % 24 >= 8 && hour % 24 < 20;
    }

    private Ran backtest(String... more) {
        String[] first = {"backtest", orders, "--prometheus", prometheus.url(), "--until", UNTIL, "--since", "2d"};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Ran.of(all);
    }

    @Test
    void thePolicyRunsOverWhatPrometheusRecorded() {
        Ran ran = backtest();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("orders: 48:00:00, 11520 turns, ").contains(" 2 to 10 replicas");
    }

    /** At most five minutes after the last sample Prometheus still answers with it. */
    @Test
    void whereNothingWasRecordedReadsFailAndTheCountStays() {
        Ran ran = backtest("--format", "csv");
        var gap = ran.out()
                .lines()
                .filter(line -> line.contains("T13:1") || line.contains("T13:3") || line.contains("T13:5"))
                .filter(line -> line.contains("2025-01-07"))
                .map(line -> line.split(",", -1))
                .toList();
        assertThat(gap).hasSize(3 * 40);
        assertThat(gap).allSatisfy(cells -> {
            assertThat(cells[3]).as("replicas").isEqualTo("10");
            assertThat(cells[12]).as("failed").isEqualTo("true");
        });
        assertThat(backtest().out()).containsPattern("a read failed in 2[12]\\d turns");
    }

    @Test
    void theRecordedReplicasStandBesideTheRun() {
        Path report = folder.resolve("report");
        Ran ran = backtest("--replicas-query", "replicas", "--report", report.toString());
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("recorded: 360.0 replica hours in the 48.0 h that are known, this policy ")
                .contains("first difference at ")
                .contains(", recorded 3, here:\n");
        assertThat(report.resolve("orders-recorded.csv")).content().startsWith("time,value\n0,3\n15,3\n");
        assertThat(report.resolve("orders.html"))
                .content()
                .contains("replicas that were recorded", "\"recorded\":[3,3,");
    }

    @Test
    void aTriggerOfAnotherTypeIsAskedForByAQuery() throws IOException {
        String mails = Files.writeString(folder.resolve("mails.yaml"), TestFiles.FOREIGN)
                .toString();
        String[] arguments = {
            "backtest",
            mails,
            "--prometheus",
            prometheus.url(),
            "--until",
            UNTIL,
            "--since",
            "1d",
            "-q",
            "mails=sum(rps) / 5"
        };
        Ran ran = Ran.of(arguments);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("mails: 24:00:00, 5760 turns, ").contains(" 1 to 5 replicas");
        Ran without = Ran.of(Arrays.copyOf(arguments, 8));
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("--query is missing for the trigger mails");
    }

    @Test
    void severalSeriesAreNamed() throws IOException {
        Files.writeString(Path.of(orders), TestFiles.ORDERS.replace("sum(rate(requests_total[2m]))", "rps"));
        Ran ran = backtest();
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err())
                .startsWith("scaler4j: the history of trigger rate cannot be used: ")
                .contains("holds 2 series", "pod=\"a\"", "pod=\"b\"")
                .hasLineCount(1);
    }

    @Test
    void aQueryThatPrometheusRefusesIsToldInItsWords() throws IOException {
        Files.writeString(Path.of(orders), TestFiles.ORDERS.replace("sum(rate(requests_total[2m]))", "sum(rps"));
        Ran ran = backtest();
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err())
                .contains("bad_data")
                .contains("unclosed left parenthesis")
                .hasLineCount(1);
    }

    @Test
    void aMetricThatWasNeverThereIsNoHistory() throws IOException {
        Files.writeString(Path.of(orders), TestFiles.ORDERS.replace("sum(rate(requests_total[2m]))", "sum(nothing)"));
        Ran ran = backtest();
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).startsWith("scaler4j: Prometheus has no value of trigger rate from ");
    }

    @Test
    void aServerThatIsNotThereIsToldWithItsAddress() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Ran ran = Ran.of("backtest", orders, "--prometheus", "http://127.0.0.1:" + port);
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).startsWith("scaler4j: Prometheus at http://127.0.0.1:" + port + " cannot be reached: ");
    }

    private Ran scripted(int status, String body, String... more) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/query_range", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            String[] first = {
                "backtest",
                orders,
                "--prometheus",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/"
            };
            String[] all = Arrays.copyOf(first, first.length + more.length);
            System.arraycopy(more, 0, all, first.length, more.length);
            return Ran.of(all);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPartOfAnAnswerIsNotTakenForTheWhole() throws IOException {
        Ran ran = scripted(
                200,
                "{\"status\":\"success\",\"warnings\":[\"a store is away\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("has a warning, so a part of it may be missing");
    }

    @Test
    void aRefusalIsToldByItsStatusAndTheTokenIsNotShown() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "hunter2-unguessable\n");
        Ran ran = scripted(401, "no", "--bearer-token-file", token.toString(), "--debug");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err())
                .contains("with status 401; check the address and the token")
                .doesNotContain("hunter2");
    }

    @Test
    void anAnswerThatTakesTooLongIsToldWithTheLimit() throws IOException {
        var asked = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                asked.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        try {
            Ran ran = Ran.of(
                    "backtest",
                    orders,
                    "--prometheus",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "--timeout",
                    "200ms");
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err()).contains("within 200 ms", "--timeout").hasLineCount(1);
        } finally {
            asked.countDown();
            server.stop(0);
        }
    }
}

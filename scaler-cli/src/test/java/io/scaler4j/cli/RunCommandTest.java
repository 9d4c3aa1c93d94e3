package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scripted Prometheus that answers 400 at first, and targets of every kind. */
@Timeout(60)
class RunCommandTest {

    @TempDir
    Path folder;

    private HttpServer server;
    private final AtomicReference<String> count = new AtomicReference<>("2");
    private final AtomicReference<String> value = new AtomicReference<>("400");
    private String orders;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/query", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer =
                    ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                                    + value.get() + "\"]}]}}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/replicas", exchange -> {
            if (exchange.getRequestMethod().equals("PUT")) {
                count.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            byte[] answer = count.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        orders = Files.writeString(
                        folder.resolve("orders.yaml"), TestFiles.ORDERS.replace("http://prometheus:9090", url("")))
                .toString();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Ran run(String target, String... more) {
        return run(2, target, more);
    }

    private Ran run(int turns, String target, String... more) {
        String[] first = {"run", orders, "--target", target, "--turns", Integer.toString(turns), "--interval", "1s"};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Ran.of(all);
    }

    @Test
    void aCommandIsRunForEachChange() {
        Path asked = folder.resolve("asked");
        Ran ran = run("exec:echo {replicas} >> " + asked);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.out()).contains(" orders 2 -> 4 ", " orders 4 -> 8 ");
        assertThat(asked).hasContent("4\n8");
    }

    @Test
    void aCommandThatFailsIsToldAndTheCountStays() {
        Ran ran = run("exec:echo no {replicas} >&2; exit 7");
        assertThat(ran.err()).contains("the command ended with status 7: no 4");
        assertThat(ran.out()).doesNotContain(" 4 -> 8 ");
    }

    @Test
    void anAddressIsAskedForTheCountAndGetsIt() {
        Ran ran = run(url("/replicas"));
        assertThat(ran.out()).contains(" orders 2 -> 4 ", " orders 4 -> 8 ");
        assertThat(count).hasValue("8");
    }

    @Test
    void anAddressThatAnswersOtherwiseIsNoCount() {
        count.set("{\"replicas\": 2}");
        assertThat(run(url("/replicas")).out())
                .contains("must answer GET with the count of replicas as a number alone");
    }

    @Test
    void noneIsADryRun() {
        Ran ran = run("none", "--replicas", "3");
        assertThat(ran.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(" orders 3 -> "));
    }

    /** A turn at 400 leaves a recommendation that holds the count, though the next start reads less. */
    @Test
    void theStateIsKeptInAFolderAndTakenUp() throws IOException {
        Path state = folder.resolve("state");
        assertThat(run(1, "exec:true {replicas}", "--replicas", "8", "--state", state.toString())
                        .status())
                .isZero();
        assertThat(state).isNotEmptyDirectory();
        value.set("100");
        Ran kept = run(1, "exec:true {replicas}", "--replicas", "8", "--state", state.toString());
        assertThat(kept.out()).contains(" orders 8 -> 8 ").contains("highest of the last 300 s");
    }

    @Test
    void metricsAreServedWhileItRuns() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Background run = Background.start(
                Map.of(), "run", orders, "--target", "none", "--interval", "1s", "--metrics", Integer.toString(port))) {
            run.line();
            HttpResponse<String> metrics = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("autoscaler=\"orders\"");
        }
    }

    @Test
    void aPortOfMetricsThatIsTakenIsTold() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = run("none", "--metrics", Integer.toString(socket.getLocalPort()));
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err())
                    .contains("cannot serve metrics at", "choose another port")
                    .hasLineCount(1);
        }
    }

    @Test
    void aSourceThatFailsHoldsTheCountAndSaysWhy() {
        value.set("nonsense");
        Ran ran = run(2, "exec:false {replicas}", "--replicas", "6");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(" orders 6 -> 6 "));
    }

    @Test
    void anInterruptEndsItWithZero() throws Exception {
        try (Background run = Background.start(Map.of(), "run", orders, "--target", "none", "--interval", "1s")) {
            assertThat(run.line()).contains(" orders 2 -> 4 ");
            assertThat(run.stop()).isZero();
        }
    }

    @Test
    void aPauseFileHoldsTheCount() throws IOException {
        Path pause = Files.createFile(folder.resolve("pause"));
        Ran ran = run(2, "exec:true {replicas}", "--pause-file", pause.toString());
        assertThat(ran.err()).isEqualTo("paused by " + pause + System.lineSeparator());
        assertThat(ran.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(" 2 -> 2 ").contains("paused"));
    }

    @Test
    void thePauseEndsWithItsFile() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        try (Background run = Background.start(
                Map.of(),
                "run",
                orders,
                "--target",
                "exec:true {replicas}",
                "--interval",
                "1s",
                "--pause-file",
                pause.toString())) {
            assertThat(run.line()).contains("paused");
            Files.delete(pause);
            String line = run.line();
            while (line.contains("paused")) {
                line = run.line();
            }
            assertThat(line).contains(" 2 -> 4 ");
            assertThat(run.stop()).isZero();
        }
    }

    @Test
    void aTriggerThatCannotBeOpenedIsRefused() throws IOException {
        String mails = Files.writeString(folder.resolve("mails.yaml"), TestFiles.FOREIGN)
                .toString();
        Ran ran = Ran.of("run", mails, "--target", "none", "--turns", "1");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("rabbitmq").hasLineCount(1);
    }
}

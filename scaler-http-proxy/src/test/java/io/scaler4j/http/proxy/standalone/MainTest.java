package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MainTest {

    private static final String PROCESS = """
            address: 127.0.0.1
            port: %d
            adminPort: 0
            limits: {shutdownDelay: 0s, drain: 1s}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer replica;

    @BeforeEach
    void startReplica() throws IOException {
        replica = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        replica.createContext("/", exchange -> {
            byte[] body = ("replica got " + exchange.getRequestURI()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        replica.start();
    }

    @AfterEach
    void stopReplica() {
        replica.stop(0);
    }

    @Test
    void nettyLooksForLeaksOnlyIfAskedTo() {
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        try {
            var asked = new Properties();
            asked.setProperty("io.netty.leakDetection.level", "paranoid");
            Main.watchLeaksIfAsked(asked);
            assertThat(ResourceLeakDetector.getLevel()).isEqualTo(before);

            Main.watchLeaksIfAsked(new Properties());
            assertThat(ResourceLeakDetector.isEnabled()).isFalse();
        } finally {
            ResourceLeakDetector.setLevel(before);
        }
    }

    @Test
    void helpIsPrintedAndNothingIsServed() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("Usage: java -jar").contains("--check", "--port", "--namespace");
    }

    @Test
    void badOptionsAreStatus2() throws Exception {
        assertThat(run("--chek")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("there is no option \"--chek\"")
                .contains("a file with routes");
    }

    @Test
    void wrongRoutesAreStatus1AndAllProblemsAreTold() throws Exception {
        assertThat(run(write("prt: 1\nroutes: [{}]\n"))).isEqualTo(1);
        assertThat(err.toString(UTF_8).lines()).hasSizeGreaterThan(2).allMatch(line -> line.contains("routes.yaml:"));
    }

    @Test
    void aCheckPrintsTheRoutesAndOpensNoPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--check", write(PROCESS.formatted(taken.getLocalPort()) + route())))
                    .isZero();
        }
        assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("shop/web: hosts shop.example.com, 127.0.0.1\n");
    }

    @Test
    void aPortThatIsTakenIsStatus1WithASentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(write(PROCESS.formatted(taken.getLocalPort()) + route())))
                    .isEqualTo(1);
            assertThat(err.toString(UTF_8)).startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
        }
    }

    @Test
    void servesRequestsCountsMetricsAndProbesUntilItIsStopped() throws Exception {
        int[] ports = new int[2];
        int status = Main.run(
                new String[] {write(PROCESS.formatted(0) + route())},
                Map.of("KEDA_HTTP_UNKNOWN", "1"),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                running -> {
                    ports[0] = running.port();
                    ports[1] = running.adminPort();
                    HttpResponse<String> answer = get(running.port(), "/api?x=1");
                    assertThat(answer.body()).isEqualTo("replica got /api?x=1");
                    assertThat(answer.headers().firstValue("X-KEDA-HTTP-Cold-Start"))
                            .isPresent();
                    assertThat(get(running.port(), "/healthz").body()).isEqualTo("alive");
                    assertThat(get(running.adminPort(), "/queue").body())
                            .contains("\"shop/web\":{\"Concurrency\":0,\"RequestCount\":1");
                    assertThat(get(running.adminPort(), "/readyz").statusCode()).isEqualTo(200);
                    assertThat(get(running.adminPort(), "/metrics").body())
                            .contains("scaler4j_http_requests_in_flight{route=\"shop/web\",} 0.0");
                    running.stop();
                });
        assertThat(status).isZero();
        assertThat(out.toString(UTF_8)).startsWith("serving 1 routes on port " + ports[0]);
        assertThat(err.toString(UTF_8)).contains("KEDA_HTTP_UNKNOWN has no effect");
        for (int port : ports) {
            assertThatThrownBy(() -> get(port, "/")).hasCauseInstanceOf(ConnectException.class);
        }
    }

    private String route() {
        return """
                routes:
                  - name: shop/web
                    hosts: [shop.example.com, 127.0.0.1]
                    endpoints: "http://127.0.0.1:%d"
                    staticRoutes: [{paths: /healthz, body: alive, always: true}]
                """.formatted(replica.getAddress().getPort());
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("routes.yaml"), text, UTF_8).toString();
    }

    private int run(String... args) throws InterruptedException {
        return Main.run(
                args, Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), running -> {
                    throw new AssertionError("nothing is to be served");
                });
    }

    private static HttpResponse<String> get(int port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

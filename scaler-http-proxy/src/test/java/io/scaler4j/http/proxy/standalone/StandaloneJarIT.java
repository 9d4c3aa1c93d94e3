package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar with everything in it, as a process of its own. */
@Timeout(120)
class StandaloneJarIT {

    private static final String PROPERTY = "scaler4j.standalone";
    private static final Pattern SERVING = Pattern.compile("serving 1 routes on port (\\d+), .* on port (\\d+)");

    @TempDir
    Path folder;

    @BeforeEach
    void isPackaged() {
        assumeThat(System.getProperty(PROPERTY))
                .as("the jar, which mvn verify makes")
                .isNotNull();
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty(PROPERTY)));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("KEDA_"));
        return builder.start();
    }

    @Test
    void helpIsPrinted() throws Exception {
        Process process = java("--help");
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).startsWith("Usage: java -jar");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aRequestIsServedAndSigtermWaitsForItsEnd() throws Exception {
        var arrived = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        HttpServer replica = replica(arrived, mayAnswer);
        Process process = java(routes(replica.getAddress().getPort()));
        try {
            BufferedReader out = process.inputReader(UTF_8);
            Matcher serving = SERVING.matcher(String.valueOf(out.readLine()));
            assertThat(serving.lookingAt()).isTrue();
            int port = Integer.parseInt(serving.group(1));
            assertThat(get(port, "/").get(20, TimeUnit.SECONDS).body()).isEqualTo("hello");
            assertThat(get(Integer.parseInt(serving.group(2)), "/queue")
                            .get(20, TimeUnit.SECONDS)
                            .body())
                    .contains("\"shop/web\":{\"Concurrency\":0,\"RequestCount\":1");
            CompletableFuture<HttpResponse<String>> slow = get(port, "/slow");
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            process.destroy(); // SIGTERM
            assertThat(process.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
            mayAnswer.countDown();
            assertThat(slow.get(20, TimeUnit.SECONDS).body()).isEqualTo("hello");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
            replica.stop(0);
        }
    }

    private String routes(int replica) throws IOException {
        return Files.writeString(folder.resolve("routes.yaml"), """
                address: 127.0.0.1
                adminAddress: 127.0.0.1
                port: 0
                adminPort: 0
                limits: {shutdownDelay: 0s, drain: 30s}
                routes:
                  - name: shop/web
                    hosts: 127.0.0.1
                    endpoints: "http://127.0.0.1:%d"
                """.formatted(replica))
                .toString();
    }

    private static HttpServer replica(CountDownLatch arrived, CountDownLatch mayAnswer) throws IOException {
        HttpServer replica = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        replica.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        replica.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                arrived.countDown();
                try {
                    mayAnswer.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            byte[] body = "hello".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        replica.start();
        return replica;
    }

    private static CompletableFuture<HttpResponse<String>> get(int port, String path) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

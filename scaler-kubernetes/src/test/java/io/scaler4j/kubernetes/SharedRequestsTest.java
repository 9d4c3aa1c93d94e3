package io.scaler4j.kubernetes;

import static io.scaler4j.kubernetes.ApiServer.METRICS;
import static io.scaler4j.kubernetes.ApiServer.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which requests many readings make, and what they hold meanwhile. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedRequestsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int TRIGGERS = 20;
    private static final int REQUESTS = 50;

    private static CpuScaler.Builder scaler(KubernetesCluster cluster) {
        return CpuScaler.builder()
                .sampler(KubernetesSampler.builder()
                        .cluster(cluster)
                        .namespace("shop")
                        .labelSelector("app=orders")
                        .build());
    }

    /** For processor time and memory of pods and of a container, each with its own sampler. */
    private static List<CpuScaler> scalers(KubernetesCluster cluster) {
        var scalers = new ArrayList<CpuScaler>();
        for (int i = 0; i < TRIGGERS; i++) {
            CpuScaler.Builder scaler = scaler(cluster).container(i % 4 < 2 ? "" : "app");
            scalers.add((i % 2 == 0 ? scaler : scaler.memory()).build());
        }
        return scalers;
    }

    private static List<CompletableFuture<Reading>> readAll(List<CpuScaler> scalers, Instant now, Executor executor) {
        return scalers.stream()
                .map(scaler ->
                        scaler.readAsync(ReadRequest.of(now, LONG), executor).toCompletableFuture())
                .toList();
    }

    @Test
    void twentyTriggersOfOneNamespaceMakeTheRequestsOfOneAndHoldNoThread() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try (var server = ApiServer.open();
                var cluster =
                        KubernetesCluster.builder().server(server.address()).build()) {
            var goOn = new CountDownLatch(1);
            server.answerBy(PODS, exchange -> {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                ApiServer.send(exchange, 200, ApiServer.resource("pods.json"));
            });
            List<CpuScaler> scalers = scalers(cluster);
            List<CompletableFuture<Reading>> readings = readAll(scalers, NOW, executor);
            executor.submit(() -> {}).get(); // the only thread is free
            assertThat(readings).noneMatch(CompletableFuture::isDone);
            goOn.countDown();
            for (CompletableFuture<Reading> reading : readings) {
                assertThat(reading.get()).isInstanceOf(Reading.Samples.class);
            }
            assertThat(server.requests()).extracting(ApiServer.Seen::path).containsExactly(PODS, METRICS);

            for (CompletableFuture<Reading> reading : readAll(scalers, NOW.plusSeconds(15), executor)) {
                assertThat(reading.get()).isInstanceOf(Reading.Samples.class);
            }
            assertThat(server.requests())
                    .extracting(ApiServer.Seen::path)
                    .containsExactlyInAnyOrder(PODS, METRICS, PODS, METRICS);
            scalers.forEach(CpuScaler::close);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Each caller that shares the request gets the failure, and a later caller asks again. */
    @Test
    void aFailureIsThatOfAllWhoWaitedForIt() throws Exception {
        try (var server = ApiServer.open();
                var cluster =
                        KubernetesCluster.builder().server(server.address()).build()) {
            server.answer(PODS, 403, "");
            List<CpuScaler> scalers = scalers(cluster);
            for (CompletableFuture<Reading> reading : readAll(scalers, NOW, Runnable::run)) {
                assertThat(((Reading.Failure) reading.get()).kind()).isEqualTo(Reading.Failure.Kind.DENIED);
            }
            server.answer(PODS, 200, ApiServer.resource("pods.json"));
            for (CompletableFuture<Reading> reading : readAll(scalers, NOW, Runnable::run)) {
                assertThat(reading.get()).isInstanceOf(Reading.Samples.class);
            }
            scalers.forEach(CpuScaler::close);
        }
    }

    @Test
    void anAnswerMayBeCompressed() throws Exception {
        try (var server = ApiServer.open();
                var cluster =
                        KubernetesCluster.builder().server(server.address()).build()) {
            server.answerBy(PODS, exchange -> {
                assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                        .contains("gzip");
                var bytes = new ByteArrayOutputStream();
                try (var gzip = new GZIPOutputStream(bytes)) {
                    gzip.write(ApiServer.resource("pods.json").getBytes(StandardCharsets.UTF_8));
                }
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, bytes.size());
                exchange.getResponseBody().write(bytes.toByteArray());
                exchange.close();
            });
            try (CpuScaler scaler = scaler(cluster).build()) {
                assertThat(((Reading.Samples) scaler.read(ReadRequest.of(NOW, LONG))).replicas())
                        .hasSize(5);
            }
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsReplacedOnce() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var http = new HttpGetter(DefaultClientTlsStrategy.createDefault())) {
            // The common pool may have one thread, and that may be busy.
            var answers = CompletableFuture.supplyAsync(() -> serve(server), task -> new Thread(task).start());
            for (int i = 0; i < 2; i++) {
                assertThat(http.get(host(server), "/", List.of(), LONG).get())
                        .isEqualTo(new HttpGetter.Answer(200, "{}"));
            }
            assertThat(answers.get()).as("connections").isEqualTo(2);
        }
    }

    /** The second request of the first connection ends it. */
    private static int serve(ServerSocket server) {
        try (Socket first = server.accept()) {
            BufferedReader requests = reader(first);
            answer(requests, first);
            skipHead(requests);
            first.close();
            try (Socket second = server.accept()) {
                answer(reader(second), second);
            }
            return 2;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the next part of a list is. */
    @Test
    void aRequestThatIsMadeWhenAnAnswerComesUsesTheSameConnection() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var http = new HttpGetter(DefaultClientTlsStrategy.createDefault())) {
            var served = CompletableFuture.runAsync(() -> serveOne(server), task -> new Thread(task).start());
            var last = http.get(host(server), "/0", List.of(), LONG);
            for (int i = 1; i < REQUESTS; i++) {
                String path = "/" + i;
                last = last.thenCompose(before -> http.get(host(server), path, List.of(), LONG));
            }
            assertThat(last.get()).isEqualTo(new HttpGetter.Answer(200, "{}"));
            served.get();
        }
    }

    /** No other connection is answered. */
    private static void serveOne(ServerSocket server) {
        try (Socket only = server.accept()) {
            BufferedReader requests = reader(only);
            for (int i = 0; i < REQUESTS; i++) {
                answer(requests, only);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpHost host(ServerSocket server) {
        return new HttpHost("http", server.getInetAddress(), server.getLocalPort());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void skipHead(BufferedReader requests) throws IOException {
        String line = requests.readLine();
        while (line != null && !line.isEmpty()) {
            line = requests.readLine();
        }
    }

    private static void answer(BufferedReader requests, Socket socket) throws IOException {
        skipHead(requests);
        socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
    }
}

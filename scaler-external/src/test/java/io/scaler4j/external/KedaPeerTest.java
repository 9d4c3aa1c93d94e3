package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.Scheduler;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real peers, written in Go: KEDA's own client against our server, and our client against a server of KEDA's
 * published protocol package. Both programs are in conformance/external, which says how to build them; without them
 * these tests are skipped.
 */
class KedaPeerTest {

    private static final String CLIENT = System.getProperty("scaler4j.kedaClient", "");
    private static final String SERVER = System.getProperty("scaler4j.kedaServer", "");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static TestCertificates certificates() {
        return TestCertificates.ofThisBuild();
    }

    private static String file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Nested
    class KedasClient {

        @TempDir
        Path folder;

        private final ServerFixture.Source source = new ServerFixture.Source();
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final List<AutoCloseable> open = new ArrayList<>();

        private ExternalScalerServer server(int port, ServerTls tls) {
            assumeTrue(!CLIENT.isEmpty(), "-Dscaler4j.kedaClient=PATH names no program; see conformance/external");
            var builder = ExternalScalerServer.builder()
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .time(InstantSource.system(), Scheduler.of(timer))
                    .freshness(Duration.ofMillis(1))
                    .maximumAge(Duration.ZERO)
                    .streamInterval(Duration.ofMillis(100))
                    .trigger(
                            "orders",
                            TriggerPlan.of(
                                    MetricSpec.of("orders", averageValue(2.5)).activatesAbove(5), context -> source));
            if (tls != null) {
                builder.tls(() -> tls);
            }
            ExternalScalerServer server = builder.start();
            open.add(server);
            return server;
        }

        private PeerProgram keda(String what, ExternalScalerServer server, String... more) throws IOException {
            var arguments =
                    new ArrayList<>(List.of(what, "-address", "127.0.0.1:" + server.port(), "-meta", "trigger=orders"));
            arguments.addAll(List.of(more));
            var program = new PeerProgram(CLIENT, arguments);
            open.add(0, program);
            return program;
        }

        @AfterEach
        void close() throws Exception {
            for (AutoCloseable each : open) {
                each.close();
            }
            timer.shutdownNow();
        }

        private void assertPolls(PeerProgram keda) throws InterruptedException {
            assertThat(keda.end())
                    .filteredOn(line -> line.startsWith("{\""))
                    .satisfiesExactly(
                            spec -> assertThat(spec)
                                    .contains("\"event\":\"spec\"", "\"name\":\"s0-orders\"", "\"target\":\"2.500\""),
                            metric -> assertThat(metric)
                                    .contains(
                                            "\"event\":\"metric\"",
                                            "\"name\":\"s0-orders\"",
                                            "\"value\":\"120\"",
                                            "\"active\":true"));
        }

        @Test
        void getsSpecsMetricsAndActivity() throws Exception {
            assertPolls(keda("poll", server(0, null)));
        }

        @Test
        void getsThemOverTls() throws Exception {
            var identity = certificates().server();
            String authority = file(folder, "ca.pem", certificates().authority());
            assertPolls(keda(
                    "poll", server(0, ServerTls.of(identity.chain(), identity.key())), "-auth", "caCert=" + authority));
        }

        @Test
        void getsThemOverMutualTls() throws Exception {
            var identity = certificates().server();
            ExternalScalerServer server = server(
                    0,
                    ServerTls.mutual(
                            identity.chain(), identity.key(), certificates().authority()));
            String authority = file(folder, "ca.pem", certificates().authority());
            assertPolls(keda(
                    "poll",
                    server,
                    "-auth",
                    "caCert=" + authority,
                    "-auth",
                    "tlsClientCert="
                            + file(folder, "cert.pem", certificates().client().chain()),
                    "-auth",
                    "tlsClientKey="
                            + file(folder, "key.pem", certificates().client().key())));
            assertThat(keda("poll", server, "-auth", "caCert=" + authority).end())
                    .as("a client without a certificate")
                    .anyMatch(line -> line.contains("\"event\":\"error\""))
                    .noneMatch(line -> line.contains("\"event\":\"metric\""));
        }

        @Test
        void getsAnErrorAndNoNumberFromAFailingSource() throws Exception {
            source.reading = Reading.failure(Kind.UNAVAILABLE, "the queue is down; start it");

            assertThat(keda("poll", server(0, null)).end())
                    .anyMatch(line -> line.contains("\"event\":\"error\"") && line.contains("Unavailable"))
                    .noneMatch(line -> line.contains("\"event\":\"metric\""));
        }

        @Test
        void hearsOfActivityAndOfTargetsAndGoesOnAfterARestart() throws Exception {
            ExternalScalerServer server = server(0, null);
            PeerProgram keda = keda("push", server);
            keda.line("\"active\":true");
            keda.line("\"name\":\"s0-orders\"", "\"target\":\"2.500\"");
            source.reading = Reading.value(0).target(averageValue(7)).build();
            keda.line("\"active\":false");
            keda.line("\"name\":\"s0-orders\"", "\"target\":\"7");

            int port = server.port();
            server.close();
            keda.forget();
            source.reading = Reading.of(100);
            ExternalScalerServer second = server(port, null);

            keda.line("\"active\":true");
            keda.line("\"target\":\"2.500\"");
            assertThat(second.counts().streams()).isEqualTo(2);
        }
    }

    @Nested
    class AServerOfGo {

        @TempDir
        Path folder;

        private final Polls polls = new Polls();
        private final List<AutoCloseable> open = new ArrayList<>();
        private PeerProgram server;
        private String address;

        private void start(String... arguments) throws IOException {
            assumeTrue(!SERVER.isEmpty(), "-Dscaler4j.kedaServer=PATH names no program; see conformance/external");
            server = new PeerProgram(SERVER, List.of(arguments));
            open.add(server);
            address = "127.0.0.1:" + server.line("port ").substring("port ".length());
            for (String line : List.of("metric orders 12.5", "target orders 5", "active true")) {
                server.tell(line);
            }
        }

        private ExternalScalerBuilder builder() {
            return ExternalScaler.builder()
                    .address(address)
                    .object("shop", "orders")
                    .metadata(Map.of("queue", "orders"));
        }

        private <C extends AutoCloseable> C opened(C closeable) {
            open.add(0, closeable);
            return closeable;
        }

        @AfterEach
        void close() throws Exception {
            for (AutoCloseable each : open) {
                each.close();
            }
        }

        private static final Reading GOOD =
                Reading.value(12.5).target(averageValue(5)).activatingOn(1).build();

        @Test
        void isReadWithItsTargetAndGetsTheMetadata() throws Exception {
            start();

            ExternalScaler scaler = opened(builder().build());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(polls.next(scaler)).isEqualTo(GOOD));

            server.line("GetMetricSpec shop/orders queue=orders");
            server.line("GetMetrics orders shop/orders queue=orders");
            server.line("IsActive shop/orders queue=orders");
        }

        @Test
        void isReadOverTlsAndMutualTls() throws Exception {
            var identity = certificates().server();
            start(
                    "-cert", file(folder, "cert.pem", identity.chain()),
                    "-key", file(folder, "key.pem", identity.key()),
                    "-ca", file(folder, "ca.pem", certificates().authority()));
            var client = certificates().client();
            try (ExternalServer handle = ExternalServer.builder()
                    .address(address)
                    .tls(Tls.builder()
                            .certificateAuthorities(certificates().authority())
                            .clientCertificate(client.chain(), client.key())
                            .build())
                    .build()) {
                assertThat(polls.next(
                                opened(ExternalScaler.builder().server(handle).build())))
                        .isEqualTo(GOOD);
            }
        }

        @Test
        void thatFailsIsAFailureAndGoodAgainLater() throws Exception {
            start();
            ExternalScaler scaler = opened(builder().build());
            server.tell("fail");
            assertThat(polls.next(scaler))
                    .isInstanceOfSatisfying(
                            Reading.Failure.class,
                            failure -> assertThat(failure.message()).contains("told to fail"));

            server.tell("heal");
            assertThat(polls.next(scaler)).isEqualTo(GOOD);
        }

        @Test
        void pushesActivityAndMetricsAndItsStreamsAreOpenedAgain() throws Exception {
            start();
            server.tell("active false");
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
            opened(timer::shutdownNow);
            ExternalScaler scaler =
                    opened(builder().push().scheduler(Scheduler.of(timer)).build());
            var woken = new AtomicInteger();
            scaler.onActivity(woken::incrementAndGet);
            server.line("StreamIsActive");
            server.line("StreamMetricSpec");

            server.tell("active true");
            await().atMost(PATIENCE).until(() -> woken.get() > 0);
            server.tell("target orders 25");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(((Reading.Value) polls.next(scaler)).target())
                            .contains(averageValue(25)));
            assertThat(server.lines()).noneMatch(line -> line.startsWith("GetMetricSpec"));

            server.forget();
            server.tell("end-streams");
            server.line("StreamIsActive");
            server.line("StreamMetricSpec");
        }

        @Test
        void withoutMetricStreamsIsAskedForItsMetrics() throws Exception {
            start();
            server.tell("unimplemented-specs");
            ExternalScaler scaler = opened(builder().push().build());
            server.line("StreamMetricSpec");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(polls.next(scaler)).isEqualTo(GOOD));
            server.line("GetMetricSpec shop/orders");
        }
    }
}

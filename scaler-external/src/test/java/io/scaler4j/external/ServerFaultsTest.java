package io.scaler4j.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.scaler4j.connect.Tls;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What clients, networks and operators do to a server. It serves the others, tells nothing wrong, and keeps nothing.
 */
class ServerFaultsTest extends ServerFixture {

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Leftovers before = Leftovers.now();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void nothingIsLeft() throws Exception {
        threads.shutdownNow();
        closeAll();
        before.assertNone();
    }

    /** Bytes of every kind: none, noise, noise after a good beginning; ended, half ended, or never ended. */
    @Test
    void clientsThatTalkGarbageDisturbNobody() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan));
        var client = client(channel(server));
        var random = new SplittableRandom(1);
        List<Socket> silent = new ArrayList<>();
        for (int round = 0; round < 150; round++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            try {
                byte[] noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                if (random.nextBoolean()) {
                    socket.getOutputStream().write(PREFACE);
                    socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
                }
                socket.getOutputStream().write(noise);
                if (random.nextBoolean()) {
                    socket.shutdownOutput();
                }
            } catch (IOException hungUp) {
                // as a server may on noise
            }
            if (random.nextInt(3) == 0) {
                silent.add(socket);
            } else {
                socket.close();
            }
            if (round % 10 == 0) {
                assertThat(value(client, ORDERS, "orders")).isEqualTo(120);
            }
        }
        assertThat(server.counts().failedCalls()).isZero();
        assertThat(server.counts().objects()).isEqualTo(1);
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void tenThousandBadCallsLeaveNoObjectAndNoThread() {
        ExternalScalerServer server = started(builder().trigger("orders", plan).maximumAge(Duration.ZERO));
        var client = client(channel(server)).withDeadlineAfter(2, TimeUnit.MINUTES);
        source.reading = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "down");
        for (int i = 0; i < 5_000; i++) {
            var nothing = object("orders-" + i, Map.of("trigger", "nothing-" + i));
            assertThat(failure(() -> client.isActive(nothing)).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(failure(() -> client.isActive(ORDERS)).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(server.counts()).isEqualTo(new ServerCounts(10_000, 10_000, 1, 1, 1, 0));
    }

    @Test
    void streamsOfAConnectionThatBreaksAreGone() {
        ExternalScalerServer server = started(builder().trigger("orders", plan));
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            ManagedChannel channel = channelTo(proxy.port());
            List<Received<IsActiveResponse>> streams = streams(channel, 20);
            await().until(() -> server.counts().streams() == 20);

            proxy.reset();

            await().until(() -> server.counts().streams() == 0);
            await().until(() -> source.closings.get() == 1);
            assertThat(time.pending()).isZero();
            await().untilAsserted(() -> assertThat(streams)
                    .allSatisfy(stream -> assertThat(stream.end).isNotNull()));
        }
    }

    /** A node that is lost says no goodbye. gRPC tests a connection after 10 s of silence at the earliest. */
    @Test
    void streamsIntoABlackHoleAreGoneAfterAWhile() {
        ExternalScalerServer server = started(builder().trigger("orders", plan).keepAlive(Duration.ofMillis(200)));
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            streams(channelTo(proxy.port()), 5);
            await().until(() -> server.counts().streams() == 5);

            proxy.blackhole();

            await().atMost(Duration.ofSeconds(30)).until(() -> server.counts().streams() == 0);
            await().until(() -> source.closings.get() == 1);
        }
    }

    private static List<Received<IsActiveResponse>> streams(ManagedChannel channel, int number) {
        List<Received<IsActiveResponse>> streams = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            var stream = new Received<IsActiveResponse>();
            ExternalScalerGrpc.newStub(channel)
                    .streamIsActive(object("orders-" + i, Map.of("trigger", "orders")), stream);
            streams.add(stream);
        }
        return streams;
    }

    @Test
    void callsWhileItClosesEndWellOrAsUnavailable() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan));
        List<Callable<Object>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var client = client(channel(server));
            value(client, ORDERS, "orders");
            callers.add(() -> {
                while (true) {
                    try {
                        assertThat(value(client, ORDERS, "orders")).isEqualTo(120);
                    } catch (StatusRuntimeException e) {
                        return e.getStatus().getCode();
                    }
                }
            });
        }
        List<Future<Object>> calling = new ArrayList<>();
        callers.forEach(caller -> calling.add(threads.submit(caller)));
        await().until(() -> server.counts().calls() > 200);

        server.close();

        for (Future<Object> each : calling) {
            assertThat(each.get()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(source.closings).hasValue(1);
    }

    @Test
    void certificatesChangeWhileClientsComeAndGo() throws Exception {
        var identities = List.of(CERTIFICATES.server(), CERTIFICATES.stranger());
        var changes = new AtomicInteger();
        ExternalScalerServer server = started(builder()
                .trigger("orders", plan)
                .freshness(Duration.ofDays(1))
                .tls(() -> {
                    var current = identities.get(changes.get() % 2);
                    return ServerTls.of(current.chain(), current.key());
                }));
        assertThat(connect(server)).isInstanceOf(Reading.Value.class);
        List<Future<?>> clients = new ArrayList<>();
        for (int client = 0; client < 3; client++) {
            clients.add(threads.submit(() -> {
                for (int i = 0; i < 30; i++) {
                    assertThat(connect(server)).isInstanceOf(Reading.Value.class);
                    if (i % 3 == 0) {
                        changes.incrementAndGet();
                        time.advance(Duration.ofSeconds(30));
                    }
                }
                return null;
            }));
        }
        for (Future<?> client : clients) {
            client.get();
        }
        assertThat(changes).hasValue(30);
    }

    /** A read over a connection of its own, to a server whose certificate does not matter. */
    private static Reading connect(ExternalScalerServer server) throws Exception {
        try (var handle = ExternalServer.builder()
                        .address("127.0.0.1:" + server.port())
                        .tls(Tls.builder().unsafe(true).build())
                        .build();
                var scaler = ExternalScaler.builder()
                        .server(handle)
                        .metadata(Map.of("trigger", "orders"))
                        .build()) {
            return new Polls().next(scaler);
        }
    }

    @Test
    void aClientWhoseCertificateIsReplacedGoesOn() throws Exception {
        ExternalScalerServer server = started(builder()
                .trigger("orders", plan)
                .tls(() -> ServerTls.mutual(
                        CERTIFICATES.server().chain(), CERTIFICATES.server().key(), CERTIFICATES.authority())));
        var current = new AtomicReference<>(CERTIFICATES.stranger());
        var polls = new Polls();
        try (var handle = ExternalServer.builder()
                        .address("127.0.0.1:" + server.port())
                        .tls(() -> Tls.builder()
                                .certificateAuthorities(CERTIFICATES.authority())
                                .clientCertificate(
                                        current.get().chain(), current.get().key())
                                .build())
                        .build();
                var scaler = ExternalScaler.builder()
                        .server(handle)
                        .metadata(Map.of("trigger", "orders"))
                        .push()
                        .build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(polls.next(scaler, Duration.ofSeconds(5))).isInstanceOf(Reading.Failure.class);
            }
            assertThat(source.reads).hasValue(0);

            current.set(CERTIFICATES.client());

            await().untilAsserted(() -> assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class));
        }
    }
}

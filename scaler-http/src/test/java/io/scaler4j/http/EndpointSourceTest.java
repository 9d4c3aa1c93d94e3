package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.simulation.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probes go to real sockets; time is virtual, and probes run on the thread that advances it. */
class EndpointSourceTest {

    private static final Duration TEN_MS = Duration.ofMillis(10);

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final EndpointSource.Context context = new EndpointSource.Context(time, Runnable::run);
    private final List<List<Endpoint>> told = new ArrayList<>();
    private EndpointSource.Watch watch = () -> {};

    @AfterEach
    void nothingIsLeftBehind() {
        watch.close();
        watch.close();
        assertThat(time.pending()).isZero();
    }

    @Test
    void fixedEndpointsAreReady() {
        Endpoint endpoint = Endpoint.https("orders.example.com", 443);
        watch(EndpointSource.fixed(endpoint));
        assertThat(told).containsExactly(List.of(endpoint));
        assertThat(endpoint).hasToString("https://orders.example.com:443");
        assertThat(Endpoint.http("::1", 80)).hasToString("http://[::1]:80");
    }

    @Test
    void aListTellsEachChange() {
        var list = new EndpointList();
        watch(list);
        list.set(Endpoint.http("a", 1));
        watch.close();
        list.set(Endpoint.http("b", 1));
        assertThat(told).containsExactly(List.of(), List.of(Endpoint.http("a", 1)));
        assertThat(list).hasToString("[http://b:1]");
    }

    @Test
    void aPortThatOpensIsSeenAtTheNextProbe() throws IOException {
        int port = freePort();
        Endpoint endpoint = Endpoint.http("127.0.0.1", port);
        watch(EndpointSource.fixed(endpoint).probedByTcp(TEN_MS));
        watch.wanted(true);
        assertThat(told).isEmpty();
        try (var server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            time.advance(TEN_MS);
            assertThat(told).containsExactly(List.of(endpoint));
            watch.wanted(false);
            time.advance(Duration.ofSeconds(10));
            assertThat(told).hasSize(1);
            assertThat(server.isClosed()).isFalse();
        }
        time.advance(Duration.ofMillis(2000));
        assertThat(told).as("three failures in a row, a second apart").hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly(List.of(endpoint), List.of());
    }

    @Test
    void whileNobodyWaitsItProbesOnceASecondAndAtOnceWhenSomebodyDoes() {
        try (QueueServer server = QueueServer.open().answers(503, "")) {
            Endpoint endpoint = Endpoint.http("127.0.0.1", server.port());
            watch(EndpointSource.fixed(endpoint).probedByHttp("ready", TEN_MS));
            assertThat(server.requests()).isEqualTo(1);
            time.advance(Duration.ofMillis(2500));
            assertThat(server.requests()).isEqualTo(3);
            watch.wanted(true);
            assertThat(server.requests()).isEqualTo(4);
            time.advance(Duration.ofMillis(100));
            assertThat(server.requests()).isEqualTo(14);
            assertThat(told).isEmpty();
            server.answers(302, "");
            time.advance(TEN_MS);
            assertThat(told).containsExactly(List.of(endpoint));
        }
    }

    @Test
    void oneFailureOrTwoTakeNoReplicaAway() {
        try (QueueServer server = QueueServer.open().answers(200, "")) {
            watch(EndpointSource.fixed(Endpoint.http("127.0.0.1", server.port()))
                    .probedByHttp("/", TEN_MS));
            assertThat(told).hasSize(1);
            server.answers(500, "");
            time.advance(Duration.ofSeconds(2));
            server.answers(200, "");
            time.advance(Duration.ofSeconds(1));
            server.answers(500, "");
            time.advance(Duration.ofSeconds(2));
            assertThat(told).hasSize(1);
            time.advance(Duration.ofSeconds(1));
            assertThat(told).hasSize(2);
        }
    }

    /** It says yes, and then nothing; or half of a line. */
    @Test
    void anEndpointThatAnswersGarbageIsNotReady() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> {
                try {
                    while (true) {
                        try (var socket = server.accept()) {
                            socket.getOutputStream()
                                    .write("HTTP/1.1 2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        }
                    }
                } catch (IOException e) {
                    // the test is over
                }
            });
            answering.start();
            watch(EndpointSource.fixed(Endpoint.http("127.0.0.1", server.getLocalPort()))
                    .probedByHttp("/", TEN_MS));
            time.advance(Duration.ofSeconds(2));
            assertThat(told).isEmpty();
        }
    }

    @Test
    void anEndpointThatIsNoCandidateAnyMoreIsNotReady() {
        try (QueueServer server = QueueServer.open().answers(200, "")) {
            Endpoint endpoint = Endpoint.http("127.0.0.1", server.port());
            var list = new EndpointList();
            watch(list.probedByHttp("/", TEN_MS));
            list.set(endpoint, Endpoint.http("127.0.0.1", 1));
            assertThat(told).containsExactly(List.of(endpoint));
            list.set(List.of());
            assertThat(told).containsExactly(List.of(endpoint), List.of());
        }
    }

    @Test
    void withoutAThreadNobodyKnows() {
        try (QueueServer server = QueueServer.open().answers(200, "")) {
            var full = new EndpointSource.Context(time, task -> {
                throw new RejectedExecutionException("full");
            });
            EndpointSource source = EndpointSource.fixed(Endpoint.http("127.0.0.1", server.port()))
                    .probedByTcp(TEN_MS);
            watch = source.watch(told::add, full);
            time.advance(Duration.ofSeconds(5));
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aNameHasAnEndpointForEachAddress() {
        var answer = new AtomicReference<Object>(List.of("10.0.0.2", "10.0.0.1"));
        var asked = new AtomicInteger();
        InterceptorAddress.Names names = host -> {
            asked.incrementAndGet();
            if (answer.get() instanceof UnknownHostException e) {
                throw e;
            }
            List<InetAddress> addresses = new ArrayList<>();
            for (Object literal : (List<?>) answer.get()) {
                addresses.add(InetAddress.getByName(String.valueOf(literal)));
            }
            return addresses;
        };
        watch(new DnsSource("orders", 8080, Duration.ofSeconds(1), names));
        List<Endpoint> both = List.of(Endpoint.http("10.0.0.1", 8080), Endpoint.http("10.0.0.2", 8080));
        assertThat(told).containsExactly(both);
        answer.set(new UnknownHostException("orders: Temporary failure in name resolution"));
        time.advance(Duration.ofSeconds(5));
        assertThat(told).as("nobody knows").containsExactly(both);
        answer.set(new UnknownHostException("orders: Name or service not known"));
        time.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly(both, List.of());
        answer.set(List.of("10.0.0.3"));
        time.advance(Duration.ofSeconds(1));
        assertThat(told).hasSize(3);
        assertThat(asked).hasValue(8);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointSource.dns(" ", 80, TEN_MS))
                .withMessageContaining("host must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointSource.dns("orders", 0, TEN_MS))
                .withMessageContaining("port must be from 1 to 65535, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointSource.fixed().probedByTcp(Duration.ZERO))
                .withMessageContaining("must be more than 0");
    }

    /** A request waits for a real server: it is admitted once that answers. */
    @Test
    void aGateAdmitsWhenARealReplicaAnswers() {
        try (QueueServer server = QueueServer.open().answers(503, "");
                Gate gate = Gate.builder("shop/web")
                        .endpoints(EndpointSource.fixed(Endpoint.http("127.0.0.1", server.port()))
                                .probedByHttp("/ready", TEN_MS))
                        .scheduler(time)
                        .executor(Runnable::run)
                        .build()) {
            var answer = gate.admit(Arrival.any());
            time.advance(Duration.ofMillis(500));
            assertThat(answer).isNotDone();
            int cold = server.requests();
            assertThat(cold).isBetween(50, 53);
            server.answers(200, "");
            time.advance(TEN_MS);
            assertThat(answer).isDone();
            ((Permit) answer.join()).close();
            time.advance(Duration.ofSeconds(5));
            assertThat(server.requests() - cold).isBetween(6, 8);
        }
    }

    private void watch(EndpointSource source) {
        watch = source.watch(told::add, context);
    }

    private static int freePort() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }
}

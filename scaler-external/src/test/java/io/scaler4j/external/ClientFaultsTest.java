package io.scaler4j.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.testservers.FaultProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a network and a broken server may do. A read fails in time, says why, and is good again when they are. */
class ClientFaultsTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private final FakeServer server = FakeServer.open();
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final Polls polls = new Polls();
    private final ExternalScaler scaler = scaler("127.0.0.1:" + proxy.port());

    private static ExternalScaler scaler(String address) {
        return ExternalScaler.builder().address(address).build();
    }

    @AfterEach
    void close() {
        scaler.close();
        proxy.close();
        server.close();
    }

    private void assertGoodAgain() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            polls.pass(Duration.ofSeconds(10));
            assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
        });
    }

    private Reading.Failure failedRead(Duration timeout) throws Exception {
        long begin = System.nanoTime();
        Reading reading = polls.next(scaler, timeout);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(timeout.plusSeconds(10));
        assertThat(reading).isInstanceOf(Reading.Failure.class);
        return (Reading.Failure) reading;
    }

    @Test
    void aServerThatIsSilentIsATimeout() throws Exception {
        assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
        proxy.blackhole();

        assertThat(failedRead(SHORT).kind()).isEqualTo(Kind.TIMEOUT);

        proxy.pass();
        assertGoodAgain();
    }

    @Test
    void aServerThatRefusesConnectionsIsUnavailable() throws Exception {
        proxy.refuse();

        assertThat(failedRead(Duration.ofSeconds(5)).kind()).isEqualTo(Kind.UNAVAILABLE);

        proxy.pass();
        assertGoodAgain();
    }

    @Test
    void aServerThatResetsConnectionsIsUnavailable() throws Exception {
        assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
        proxy.reset();

        assertThat(failedRead(Duration.ofSeconds(5)).kind()).isIn(Kind.UNAVAILABLE, Kind.TIMEOUT);

        proxy.pass();
        assertGoodAgain();
    }

    @Test
    void aSlowServerIsWaitedForAsLongAsTheReadAllows() throws Exception {
        assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
        proxy.delay(Duration.ofMillis(100));

        assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
    }

    /** A server that answers with what is no HTTP/2, and then closes its side. */
    @Test
    void aServerThatTalksGarbageIsAFailure() throws Exception {
        try (var garbage = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var talker = new Thread(() -> talk(garbage));
            talker.start();
            try (ExternalScaler lost = scaler("127.0.0.1:" + garbage.getLocalPort())) {
                Reading reading = polls.next(lost, Duration.ofSeconds(5));

                assertThat(reading)
                        .isInstanceOfSatisfying(
                                Reading.Failure.class,
                                failure ->
                                        assertThat(failure.message()).contains("127.0.0.1:" + garbage.getLocalPort()));
            }
            garbage.close();
            talker.join(60_000);
            assertThat(talker.isAlive()).isFalse();
        }
    }

    private static void talk(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept();
                    InputStream in = socket.getInputStream()) {
                socket.getOutputStream().write("220 this is no HTTP/2, whatever you say\r\n".getBytes());
                socket.shutdownOutput();
                while (in.read() >= 0) {
                    // until the client closes its side as well
                }
            } catch (IOException e) {
                // the next connection, or the end
            }
        }
    }

    @Test
    void tenThousandFailedReadsLeaveNothingBehind() throws Exception {
        proxy.refuse();
        failedRead(Duration.ofSeconds(5));
        Set<String> before = threads();
        Leftovers open = Leftovers.now();
        for (int i = 0; i < 10_000; i++) {
            assertThat(polls.next(scaler, Duration.ofSeconds(5))).isInstanceOf(Reading.Failure.class);
        }
        assertThat(threads()).as("threads beside those of the first failure").isSubsetOf(before);

        proxy.pass();
        assertGoodAgain();
        assertThat(scaler.connection().current().number())
                .as("still the first channel")
                .isZero();
        open.assertNoMoreThan(5); // both ends of two connections through the proxy, which listens again
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("scaler4j-external"))
                .collect(Collectors.toSet());
    }
}

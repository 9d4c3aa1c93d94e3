package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Scaler;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real servers that answer garbage, hang, or end a connection in the middle. */
class BrokenInterceptorTest extends InterceptorFixture {

    @ParameterizedTest
    @ValueSource(strings = {"<html>login</html>", "{\"shop/web\":{\"Concurrency\":-5,\"RequestCount\":1}}", ""})
    void garbageIsNoAnswer(String body) throws Exception {
        tracker.begin(WEB);
        QueueServer fine = opened(QueueServer.of(tracker));
        QueueServer bad = opened(QueueServer.open()).answers(200, body);
        Reading.Value reading = value(fleet(fine.address(), bad.address()).concurrency(WEB), 0);
        assertThat(reading.isLowerBound()).isTrue();
        assertThat(MilliUnits.toDouble(reading.milli())).isEqualTo(1);
        assertThat(failure(fleet(bad.address()).concurrency(WEB)).message()).contains(bad.address() + ": ");
    }

    @Test
    void theLastKnownCountsOfAServerThatHangsAreAdded() throws Exception {
        tracker.begin(WEB);
        var hang = new CountDownLatch(1);
        open.add(hang::countDown);
        QueueServer fine = opened(QueueServer.of(tracker));
        QueueServer hanging =
                opened(QueueServer.open()).answers(200, "{\"shop/web\":{\"Concurrency\":5,\"RequestCount\":70}}");
        Scaler scaler = InterceptorFleet.builder()
                .address(fine.address())
                .address(hanging.address())
                .timeout(Duration.ofSeconds(3)) // the other one is to answer on a busy machine, too
                .build()
                .concurrency(WEB);
        assertThat(value(scaler, 0).isLowerBound()).isFalse();
        hanging.answers(exchange -> await(hang));
        Reading.Value partial = value(scaler, 15);
        assertThat(partial.isLowerBound()).isTrue();
        assertThat(MilliUnits.toDouble(partial.milli())).isEqualTo(6);
        assertThat(MilliUnits.toDouble(value(scaler, 61).milli())).isEqualTo(1);
    }

    @Test
    void aServerThatHangsAloneIsAFailureInTime() throws Exception {
        var hang = new CountDownLatch(1);
        open.add(hang::countDown);
        QueueServer hanging = opened(QueueServer.open()).answers(exchange -> await(hang));
        Scaler scaler = InterceptorFleet.builder()
                .address(hanging.address())
                .timeout(Duration.ofMillis(200))
                .build()
                .concurrency(WEB);
        Reading.Failure failure = failure(scaler);
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.message()).endsWith(hanging.address() + ": no answer within 200 ms");
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() throws Exception {
        var hang = new CountDownLatch(1);
        open.add(hang::countDown);
        QueueServer slow = opened(QueueServer.open()).answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(hang);
        });
        Scaler scaler = InterceptorFleet.builder()
                .address(slow.address())
                .timeout(Duration.ofMillis(300))
                .build()
                .concurrency(WEB);
        assertThat(failure(scaler).message()).contains("no answer within 300 ms");
    }

    @Test
    void aBodyOfTwentyMegabytesIsNotRead() throws Exception {
        QueueServer endless = opened(QueueServer.open()).answers(exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                byte[] block = new byte[1 << 16];
                for (int i = 0; i < 320; i++) {
                    exchange.getResponseBody().write(block);
                }
            }
        });
        Scaler scaler = InterceptorFleet.builder()
                .address(endless.address())
                .timeout(Duration.ofSeconds(20))
                .build()
                .concurrency(WEB);
        assertThat(failure(scaler).message()).contains("its answer is longer than 16777216 bytes");
    }

    /** The socket is closed for writing after half of an answer, or before any. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"shop", "GARBAGE\r\n\r\n", "HTTP/1.1 20"})
    void aConnectionThatEndsInTheMiddleIsNoAnswer(String said) throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var served = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        open.add(socket);
                        socket.getOutputStream().write(said.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        socket.shutdownOutput();
                    }
                } catch (java.io.IOException e) {
                    // the test is over
                }
            });
            Scaler scaler = fleet("127.0.0.1:" + server.getLocalPort()).concurrency(WEB);
            assertThat(failure(scaler).message()).contains("127.0.0.1:" + server.getLocalPort() + ": ");
            server.close();
            served.join();
        }
    }

    @Test
    void anotherStatusThanOkIsNoAnswer() throws Exception {
        QueueServer moved = opened(QueueServer.open()).answers(404, "{}");
        assertThat(failure(fleet(moved.address()).concurrency(WEB)).message())
                .contains("it answered with status 404; check that the address is that of an interceptor's admin port");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.scaler4j.connect.Tls;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that do not come, do not end, or cannot be trusted; from a small server of the test's own. */
class HttpFailureTest extends HttpFixture {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** Where an answer stops. */
    enum Stall {
        BEFORE_THE_STATUS {
            @Override
            void stall(HttpExchange exchange) throws InterruptedException {
                new CountDownLatch(1).await();
            }
        },
        IN_THE_BODY {
            @Override
            void stall(HttpExchange exchange) throws IOException, InterruptedException {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("{\"status\":".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                new CountDownLatch(1).await();
            }
        },
        NEVER_BUT_DRIP {
            @Override
            void stall(HttpExchange exchange) throws IOException, InterruptedException {
                exchange.sendResponseHeaders(200, 0);
                var never = new CountDownLatch(1);
                while (!never.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            }
        };

        abstract void stall(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void aSlowAnswerIsGivenUpInTimeAndItsConnectionIsFree(Stall stall) throws InterruptedException {
        server.answers(exchange -> stall(exchange, stall));
        var connection = closing(connection()
                .maximumConnections(1)
                .circuitBreaker(100, Duration.ZERO)
                .build());
        var slow = closing(PrometheusScaler.builder()
                .server(connection)
                .query("slow")
                .timeout(SHORT)
                .build());
        for (int turn = 0; turn < 3; turn++) {
            long begin = System.nanoTime();
            isFailure(read(slow), TIMEOUT, "did not answer query \"slow\" in time");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));
        }

        server.answers(200, number(2));
        isValue(read(scaler(connection)), 2);
    }

    @Test
    void theDeadlineOfAReadCountsAsWell() throws InterruptedException {
        server.answers(exchange -> stall(exchange, Stall.BEFORE_THE_STATUS));
        var scaler = scaler(closing(connection().build()));

        isFailure(scaler.read(polls.next(SHORT)), TIMEOUT);
    }

    @Test
    void anEndlessAnswerIsGivenUp() throws InterruptedException {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 14];
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(piece);
            }
        });
        var connection = closing(connection().maximumConnections(1).build());
        for (int turn = 0; turn < 3; turn++) {
            isFailure(read(scaler(connection)), MISCONFIGURED, "too long an answer", "maximumBodyBytes");
        }

        server.answers(200, number(2));
        isValue(read(scaler(connection)), 2);
    }

    @Test
    void anAnswerMayBeAsLongAsItIsAllowed() throws InterruptedException {
        String answer = number(3);
        server.answers(200, answer);

        isValue(
                read(scaler(
                        closing(connection().maximumBodyBytes(answer.length()).build()))),
                3);
        isFailure(
                read(scaler(closing(
                        connection().maximumBodyBytes(answer.length() - 1).build()))),
                MISCONFIGURED);
    }

    @Test
    void whatIsUnderWayWhenTheConnectionClosesFails() {
        server.answers(exchange -> stall(exchange, Stall.BEFORE_THE_STATUS));
        var scaler = PrometheusScaler.builder()
                .serverAddress(server.url())
                .query("up")
                .timeout(LONG)
                .build();
        var answer = scaler.readAsync(polls.next(LONG), Runnable::run).toCompletableFuture();
        await().until(() -> !server.requests().isEmpty());

        scaler.close();
        scaler.close();

        isFailure(answer.join(), UNAVAILABLE);
    }

    @Test
    void aReadAfterClosingFails() throws InterruptedException {
        var scaler = scaler(closing(connection().build()));
        scaler.close();

        isFailure(read(scaler), UNAVAILABLE, "is closed");
    }

    @Test
    void thereIsNoOneAtTheAddress() throws InterruptedException {
        var connection = closing(connection().build());
        server.close();

        isFailure(read(scaler(connection)), UNAVAILABLE, server.url(), "check that it runs");
    }

    @Test
    void aNameThatNobodyKnowsIsNamed() throws InterruptedException {
        var connection = closing(PrometheusServer.builder()
                .serverAddress("http://no_such_host.invalid:9090")
                .build());

        isFailure(read(scaler(connection)), UNAVAILABLE, "http://no_such_host.invalid:9090 cannot be found");
    }

    @Test
    void aServerThatShowsTheNameOfAnotherIsNotTrusted() throws InterruptedException {
        var certificates = TestCertificates.ofThisBuild();
        try (var other = TestHttpServer.openUnderAnotherName(certificates.serverContext())) {
            var trusting = Tls.builder().certificateAuthorities(certificates.authority());
            isFailure(read(overTls(other, trusting)), DENIED, "127.0.0.2", "check");
            assertThat(other.requests()).isEmpty();

            isValue(read(overTls(other, trusting.unsafe(true))), 1);
        }
    }

    private PrometheusScaler overTls(TestHttpServer other, Tls.Builder tls) {
        return closing(PrometheusScaler.builder()
                .serverAddress(other.url())
                .security(() -> PrometheusSecurity.builder().tls(tls.build()).build())
                .query("up")
                .timeout(LONG)
                .build());
    }

    private static void stall(HttpExchange exchange, Stall where) throws IOException {
        try {
            where.stall(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}

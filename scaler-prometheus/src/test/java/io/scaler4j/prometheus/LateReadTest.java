package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Reads that begin late, are refused by their executor, or come while the client closes. */
class LateReadTest extends HttpFixture {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration SOON = Duration.ofMillis(20);

    private final Queue<Runnable> later = new ArrayDeque<>();

    private CompletableFuture<Reading> beginLater(PrometheusScaler scaler, Duration timeout) {
        return scaler.readAsync(ReadRequest.of(NOW, timeout), later::add).toCompletableFuture();
    }

    /** An executor with a long queue, as that of a busy application. */
    @Test
    void aReadThatHasItsTurnAfterItsTimeAsksNobody() {
        var scaler = scaler(closing(connection().build()));
        long begun = System.nanoTime();
        CompletableFuture<Reading> answer = beginLater(scaler, SOON);
        await().until(() -> System.nanoTime() - begun > SOON.toNanos());
        assertThat(answer).isNotDone();
        later.remove().run();

        isFailure(answer.join(), TIMEOUT, "did not answer query \"up\" in time");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aReadThatHasItsTurnInTimeIsNotLate() {
        var scaler = scaler(closing(connection().build()));
        CompletableFuture<Reading> answer = beginLater(scaler, LONG);
        assertThat(server.requests())
                .as("nothing is sent on the thread of the caller")
                .isEmpty();
        later.remove().run();

        isValue(answer.join(), 1);
    }

    @Test
    void anExecutorThatTakesNothingMoreIsAFailureOfTheRead() {
        var scaler = scaler(closing(connection().build()));
        Reading reading = scaler.readAsync(ReadRequest.of(NOW, LONG), task -> {
                    throw new RejectedExecutionException("it is shut down");
                })
                .toCompletableFuture()
                .join();

        isFailure(reading, UNAVAILABLE, "RejectedExecutionException: it is shut down");
    }

    @Test
    void aReadThatHasItsTurnAfterTheClientHasClosedIsAFailure() {
        var connection = connection().build();
        var scaler = PrometheusScaler.builder()
                .server(connection)
                .query("up")
                .timeout(LONG)
                .build();
        CompletableFuture<Reading> answer = beginLater(scaler, LONG);
        scaler.close();
        connection.close();
        later.remove().run();

        await().until(answer::isDone);
        isFailure(answer.join(), UNAVAILABLE);
        assertThat(server.requests()).isEmpty();
    }

    /** It waits for other secrets on the executor, which is where a vault is asked. */
    @Test
    void closingWhileSecretsAreAskedForEndsTheRead() throws InterruptedException {
        server.answers(401, "no");
        var asked = new AtomicInteger();
        var connection = connection()
                .security(() -> {
                    asked.incrementAndGet();
                    return PrometheusSecurity.builder()
                            .credentials(PrometheusCredentials.bearer("token-" + asked.get()))
                            .build();
                })
                .build();
        var scaler = PrometheusScaler.builder()
                .server(connection)
                .query("up")
                .timeout(LONG)
                .build();
        CompletableFuture<Reading> answer = beginLater(scaler, LONG);
        later.remove().run();
        await().until(() -> !later.isEmpty());
        scaler.close();
        connection.close();
        later.remove().run();

        await().until(answer::isDone);
        assertThat(answer.join()).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isIn(DENIED, UNAVAILABLE);
            assertThat(failure.message()).doesNotContain("token-");
        });
    }

    @Test
    void credentialsAndTlsMayBeGivenToAServerWithoutAnythingElse() throws InterruptedException {
        server.answers(exchange -> answer(
                exchange,
                "Bearer t1".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? 200 : 401,
                number(7)));
        var connection = closing(connection()
                .credentials(PrometheusCredentials.bearer("t1"))
                .tls(Tls.builder().build())
                .build());

        isValue(read(scaler(connection)), 7);
        isFailure(read(scaler(closing(connection().build()))), DENIED, "HTTP 401");
    }
}

package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server that fails is left alone, and probed; by the time that reads tell. */
class CircuitBreakerTest extends HttpFixture {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final List<String> messages = new ArrayList<>();
    private final List<CompletableFuture<String>> calls = new ArrayList<>();
    private final CircuitBreaker breaker =
            new CircuitBreaker(3, PAUSE, thrown -> thrown instanceof IOException, messages::add);

    @Test
    void opensAfterSomeFailuresInARow() {
        fail(at(0), at(0), at(1));
        assertThat(at(2)).isCompletedExceptionally();

        assertThat(calls).hasSize(3);
        assertThat(messages).containsExactly("3 requests in a row failed; it is left alone for 10000 ms");
    }

    @Test
    void aSuccessInBetweenBeginsTheCountAnew() {
        fail(at(0), at(0));
        at(1);
        calls.get(2).complete("well");
        fail(at(2), at(2));

        at(3);
        assertThat(calls).hasSize(6);
        assertThat(messages).isEmpty();
    }

    @Test
    void anAnswerThatIsNoNumberSpeaksForTheServer() {
        fail(at(0), at(0));
        at(1);
        calls.get(2).completeExceptionally(new IllegalArgumentException("bad query"));
        fail(at(2), at(2));

        at(3);
        assertThat(calls).hasSize(6);
    }

    @Test
    void probesAfterThePauseAndLetsTheOthersWaitForIt() {
        fail(at(0), at(0), at(0));
        CompletableFuture<String> probe = at(10);
        CompletableFuture<String> other = at(10);
        assertThat(calls).hasSize(4);

        calls.get(3).complete("well");

        assertThat(probe).isCompletedWithValue("well");
        assertThat(calls).hasSize(5);
        calls.get(4).complete("also well");
        assertThat(other).isCompletedWithValue("also well");
        assertThat(messages).hasSize(2).last().isEqualTo("it answers again");
    }

    @Test
    void aProbeThatFailsSparesTheOthersAndPausesAgain() {
        fail(at(0), at(0), at(0));
        at(10);
        CompletableFuture<String> other = at(10);

        calls.get(3).completeExceptionally(new IOException("still down"));

        assertThat(other).isCompletedExceptionally();
        assertThat(at(19)).isCompletedExceptionally();
        assertThat(calls).hasSize(4);
        at(20);
        assertThat(calls).hasSize(5);
    }

    @Test
    void aProbeThatThrowsIsAFailureAndNotTheLast() {
        fail(at(0), at(0), at(0));
        CompletionStage<String> thrown = breaker.call(START.plusSeconds(10), () -> {
            throw new IllegalStateException("closed");
        });
        assertThat(thrown.toCompletableFuture()).isCompletedExceptionally();

        at(10);
        assertThat(calls).hasSize(4);
    }

    // ---- on a server

    @Test
    void aServerThatFailsIsNotAskedForAWhile() throws InterruptedException {
        var asked = new CountDownLatch(5); // all are sent before the first has failed
        server.answers(exchange -> {
            asked.countDown();
            awaitAll(asked);
            answer(exchange, 503, "Service Unavailable");
        });
        var connection =
                closing(connection().circuitBreaker(2, Duration.ofSeconds(30)).build());
        List<PrometheusScaler> scalers = IntStream.range(0, 5)
                .mapToObj(number -> scaler(connection, "query_" + number))
                .toList();
        try (var log = CapturedLog.of("io.scaler4j.prometheus")) {
            for (int second = 0; second < 30; second += 10) {
                assertThat(read(scalers, second)).allSatisfy(reading -> isFailure(reading, UNAVAILABLE));
            }
            assertThat(server.requests()).hasSize(5);
            isFailure(
                    scalers.get(0).read(request(29)),
                    UNAVAILABLE,
                    "was not asked for query \"query_0\": it failed 5 times in a row and is left alone for 30000 ms",
                    "it answered HTTP 503, Service Unavailable");

            read(scalers, 40);
            assertThat(server.requests()).as("one probe for all").hasSize(6);

            server.answers(exchange -> answer(exchange, 200, number(1)));
            assertThat(read(scalers, 80)).containsOnly(Reading.of(1));
            assertThat(server.requests()).as("a probe, and then the others").hasSize(11);
            assertThat(log.text()).contains("requests in a row failed", "it answers again");
        }
    }

    @Test
    void aBadQueryLeavesTheOthersAlone() throws InterruptedException {
        server.answers(exchange -> {
            boolean bad = exchange.getRequestURI().getQuery().contains("bad");
            answer(exchange, bad ? 400 : 200, bad ? "{\"status\":\"error\",\"error\":\"x\"}" : number(1));
        });
        var connection =
                closing(connection().circuitBreaker(2, Duration.ofSeconds(30)).build());
        var bad = scaler(connection, "bad");
        for (int turn = 0; turn < 5; turn++) {
            isFailure(read(bad), Reading.Failure.Kind.MISCONFIGURED, "HTTP 400, x; correct the query");
        }

        isValue(read(scaler(connection)), 1);
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Reading> read(List<PrometheusScaler> scalers, int second) {
        return readTogether(scalers, request(second));
    }

    private static ReadRequest request(int second) {
        return ReadRequest.of(START.plusSeconds(second), LONG);
    }

    private CompletableFuture<String> at(int second) {
        return breaker.call(START.plusSeconds(second), () -> {
                    var call = new CompletableFuture<String>();
                    calls.add(call);
                    return call;
                })
                .toCompletableFuture();
    }

    /** The last calls, which these are the answers to. */
    @SafeVarargs
    private void fail(CompletableFuture<String>... answers) {
        for (int i = calls.size() - answers.length; i < calls.size(); i++) {
            calls.get(i).completeExceptionally(new IOException("down"));
        }
    }
}

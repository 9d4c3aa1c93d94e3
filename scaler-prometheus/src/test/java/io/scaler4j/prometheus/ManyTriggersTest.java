package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.ServerRequirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand triggers and one Prometheus as it comes: it takes 512 connections, and lets later ones wait. A connection
 * for each trigger would leave none for the people who look at dashboards.
 */
class ManyTriggersTest {

    private static final int TRIGGERS = 1_000;
    private static final int ROUNDS = 5;
    /** One that no busy machine reaches. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final int PATIENCE_MILLIS = 10_000;

    @ParameterizedTest(name = "asking {0} different queries")
    @ValueSource(ints = {1_000, 100})
    void noneOfAThousandTriggersFailsAndOtherClientsAreServed(int queries) throws Exception {
        try (var server = ServerRequirement.start(() -> PrometheusNode.scraping());
                var connection =
                        PrometheusServer.builder().serverAddress(server.url()).build();
                var others = new OtherClient(server.url())) {
            List<PrometheusScaler> scalers = IntStream.range(0, TRIGGERS)
                    .mapToObj(number -> scaler(connection, number % queries))
                    .toList();
            var polls = new Polls();
            for (int round = 0; round < ROUNDS; round++) {
                ReadRequest request = polls.next(DEADLINE);
                List<CompletableFuture<Reading>> answers = scalers.stream()
                        .map(scaler -> scaler.readAsync(request, Runnable::run).toCompletableFuture())
                        .toList();
                assertThat(answers)
                        .extracting(CompletableFuture::join)
                        .allSatisfy(reading -> assertThat(reading).isInstanceOf(Reading.Value.class));
            }
            int connections = scalers.get(0).client().connections();
            scalers.forEach(PrometheusScaler::close);
            assertThat(connections).as("connections").isBetween(1, 8);
            assertThat(others.served()).as("other clients").isPositive();
        }
    }

    @Test
    void eachTriggerHasTheAnswerToItsOwnQuery() {
        try (var server = ServerRequirement.start(() -> PrometheusNode.scraping());
                var connection =
                        PrometheusServer.builder().serverAddress(server.url()).build()) {
            var request = ReadRequest.of(Instant.parse("2026-01-05T08:00:00Z"), DEADLINE);
            List<PrometheusScaler> scalers = IntStream.range(0, TRIGGERS)
                    .mapToObj(number -> scaler(connection, number))
                    .toList();
            List<CompletableFuture<Reading>> answers = new ArrayList<>();
            scalers.forEach(scaler ->
                    answers.add(scaler.readAsync(request, Runnable::run).toCompletableFuture()));
            for (int number = 0; number < TRIGGERS; number++) {
                assertThat(((Reading.Value) answers.get(number).join()).milli()).isEqualTo(number * 1_000L);
            }
            scalers.forEach(PrometheusScaler::close);
        }
    }

    private static PrometheusScaler scaler(PrometheusServer connection, int number) {
        return PrometheusScaler.builder()
                .server(connection)
                .query("vector(" + number + ")")
                .build();
    }

    /** Asks again and again, each time over a new connection, as a dashboard does. */
    private static final class OtherClient implements AutoCloseable {

        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger served = new AtomicInteger();
        private final CompletableFuture<Void> asking;

        OtherClient(String url) {
            var thread = Executors.newSingleThreadExecutor();
            asking = CompletableFuture.runAsync(() -> askOften(url), thread);
            thread.shutdown();
        }

        private void askOften(String url) {
            while (!over.get()) {
                assertThat(statusOf(url + "/api/v1/query?query=vector(1)")).isEqualTo(200);
                served.incrementAndGet();
            }
        }

        private static int statusOf(String url) {
            try {
                var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
                connection.setRequestProperty("Connection", "close");
                connection.setConnectTimeout(PATIENCE_MILLIS);
                connection.setReadTimeout(PATIENCE_MILLIS);
                return connection.getResponseCode();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** How many answers there were; fails if one was none, or came too late. */
        int served() {
            over.set(true);
            asking.join();
            return served.get();
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}

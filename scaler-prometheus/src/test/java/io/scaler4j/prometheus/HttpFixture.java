package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A small server, scalers that ask it, and a look at what is left afterwards. */
abstract class HttpFixture {

    /** One that no busy machine reaches. */
    static final Duration LONG = Duration.ofSeconds(20);

    /** How much later than a time limit an answer may come on a busy machine. */
    static final Duration SLACK = Duration.ofSeconds(10);

    final Polls polls = new Polls();
    TestHttpServer server;
    private final List<AutoCloseable> open = new ArrayList<>();
    private long threadsBefore;

    @BeforeEach
    void openServer() {
        threadsBefore = Traces.clientThreads();
        server = closing(TestHttpServer.open());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        await().untilAsserted(() -> assertThat(Traces.clientThreads()).isLessThanOrEqualTo(threadsBefore));
    }

    <C extends AutoCloseable> C closing(C resource) {
        open.add(resource);
        return resource;
    }

    PrometheusServer.Builder connection() {
        return PrometheusServer.builder().serverAddress(server.url());
    }

    PrometheusScaler scaler(PrometheusServer connection) {
        return scaler(connection, "up");
    }

    PrometheusScaler scaler(PrometheusServer connection, String query) {
        return closing(PrometheusScaler.builder()
                .server(connection)
                .query(query)
                .timeout(LONG)
                .build());
    }

    Reading read(PrometheusScaler scaler) throws InterruptedException {
        return scaler.read(polls.next(LONG));
    }

    static List<Reading> readTogether(List<PrometheusScaler> scalers, ReadRequest request) {
        List<CompletionStage<Reading>> answers = scalers.stream()
                .map(scaler -> scaler.readAsync(request, ForkJoinPool.commonPool()))
                .toList();
        return answers.stream()
                .map(answer -> answer.toCompletableFuture().join())
                .toList();
    }

    static void isFailure(Reading reading, Reading.Failure.Kind kind, String... parts) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).as("%s", failure).isEqualTo(kind);
            for (String part : parts) {
                assertThat(failure.message()).contains(part);
            }
        });
    }

    static void isValue(Reading reading, double number) {
        assertThat(reading).isEqualTo(Reading.of(number));
    }
}

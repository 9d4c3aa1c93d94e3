package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What HPAs read, for whatever a scaler says. */
class MetricAnswersTest {

    private final MetricsFixture fixture = new MetricsFixture();

    private HttpResponse<String> answerTo(Scaler scaler) throws Exception {
        try (var server = fixture.serving(scaler)) {
            return MetricsCaller.apiServer(server.port()).metric("shop", "orders");
        }
    }

    @Test
    void answersAValueInThousandthsWithTheSecondOfItsMeasurement() throws Exception {
        var answer = answerTo(request -> Reading.of(12.5));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonMapper().readTree(answer.body())).isEqualTo(new JsonMapper().readTree("""
                {"kind": "ExternalMetricValueList", "apiVersion": "external.metrics.k8s.io/v1beta1", "metadata": {},
                 "items": [{"metricName": "orders", "metricLabels": {}, "timestamp": "2026-01-05T12:00:00Z",
                            "value": "12500m"}]}
                """));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0m",
        "0.0004, 0m",
        "0.0006, 1m",
        "-7, 0m",
        "740, 740000m",
        "1e15, 1000000000000000000m",
        "1e300, 9223372036854775807m"
    })
    void roundsAndBoundsAsDecisionsDo(double value, String quantity) throws Exception {
        assertThat(answerTo(request -> Reading.of(value)).body()).contains("\"value\":\"" + quantity + "\"");
    }

    @ParameterizedTest
    @EnumSource(Reading.Failure.Kind.class)
    void answersAnErrorWithTheSentenceForEveryKindOfFailure(Reading.Failure.Kind kind) throws Exception {
        var answer = answerTo(request -> Reading.failure(kind, "broker at user:pw@broker:9092 is away"));
        assertThat(answer.statusCode()).isEqualTo(kind == Reading.Failure.Kind.TIMEOUT ? 504 : 503);
        assertThat(answer.body())
                .contains("\"kind\":\"Status\"", "broker at ***@broker:9092 is away", "shop/orders")
                .doesNotContain("items", "pw@");
    }

    @Test
    void answersAnErrorForANumberThatCouldBeTooSmall() throws Exception {
        var answer = answerTo(request -> Reading.value(5).lowerBound().build());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the number could be too small").doesNotContain("5000m");
    }

    @Test
    void answersAnErrorForSamplesOfReplicas() throws Exception {
        var samples = new Reading.Samples(
                Resource.CPU,
                List.of(ReplicaSample.builder("a").build()),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30));
        assertThat(answerTo(request -> samples).statusCode()).isEqualTo(503);
    }

    @Test
    void answersAnErrorForAnExceptionWithoutItsText() throws Exception {
        var answer = answerTo(request -> {
            throw new IllegalStateException("secret=hunter2");
        });
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("IllegalStateException").doesNotContain("hunter2");
    }

    @Test
    void answersAnErrorForNull() throws Exception {
        @SuppressWarnings("NullAway") // what a scaler must not do
        Scaler broken = request -> null;
        assertThat(answerTo(broken).statusCode()).isEqualTo(503);
    }

    @Test
    void answersAnErrorForAnOldValue() throws Exception {
        var answer = answerTo(request ->
                Reading.value(5).measuredAt(request.now().minusSeconds(61)).build());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("was measured 61 s ago");
    }

    @Test
    void saysWhenAValueWasMeasured() throws Exception {
        var answer = answerTo(request ->
                Reading.value(5).measuredAt(request.now().minusSeconds(60)).build());
        assertThat(answer.body()).contains("2026-01-05T11:59:00Z");
    }

    @Test
    void answersInTimeForASourceThatHangsAndAsksItOnce() throws Exception {
        var reads = new AtomicInteger();
        var source = new Hanging(reads);
        try (var server = fixture.builder()
                .readTimeout(Duration.ofMillis(200))
                .metric(ExternalMetric.of("shop", "orders", source))
                .start()) {
            var caller = MetricsCaller.apiServer(server.port());
            for (int i = 0; i < 3; i++) {
                var answer = caller.metric("shop", "orders");
                assertThat(answer.statusCode()).isEqualTo(504);
                assertThat(answer.body()).contains("did not answer within PT0.2S", "\"reason\":\"Timeout\"");
            }
            assertThat(reads).hasValue(1);
            fixture.now.set(MetricsFixture.NOON.plusSeconds(2));
            source.answer.complete(Reading.of(3));
            assertThat(caller.metric("shop", "orders").statusCode()).isEqualTo(504); // a new read hangs as well
            assertThat(reads).hasValue(2);
        }
    }

    /** Its first read ends when a test says so, the others never. */
    private static final class Hanging implements Scaler {
        private final CompletableFuture<Reading> answer = new CompletableFuture<>();
        private final AtomicInteger reads;

        Hanging(AtomicInteger reads) {
            this.reads = reads;
        }

        @Override
        public Reading read(io.scaler4j.ReadRequest request) {
            throw new UnsupportedOperationException("asked asynchronously alone");
        }

        @Override
        public CompletionStage<Reading> readAsync(io.scaler4j.ReadRequest request, Executor executor) {
            return reads.incrementAndGet() == 1 ? answer : new CompletableFuture<>();
        }
    }

    @Test
    void readsOncePerFreshnessHoweverManyAsk() throws Exception {
        var reads = new AtomicInteger();
        try (var server = fixture.serving(request -> Reading.of(reads.incrementAndGet()))) {
            var caller = MetricsCaller.apiServer(server.port());
            for (int i = 0; i < 5; i++) {
                assertThat(caller.metric("shop", "orders").body()).contains("\"1000m\"");
            }
            fixture.now.set(MetricsFixture.NOON.plusSeconds(1));
            assertThat(caller.metric("shop", "orders").body()).contains("\"2000m\"");
            fixture.now.set(MetricsFixture.NOON); // the clock is set back
            assertThat(caller.metric("shop", "orders").body()).contains("\"3000m\"");
        }
    }

    @Test
    void selectsByLabelsAndAddsNothingUp() throws Exception {
        try (var server = fixture.builder()
                .metric(ExternalMetric.of("shop", "lag", request -> Reading.of(1))
                        .labels(Map.of("topic", "orders")))
                .metric(ExternalMetric.of("shop", "lag", request -> Reading.of(2))
                        .labels(Map.of("topic", "invoices")))
                .metric(ExternalMetric.of(
                                "shop", "lag", request -> Reading.failure(Reading.Failure.Kind.DENIED, "no password"))
                        .labels(Map.of("topic", "secret")))
                .start()) {
            var caller = MetricsCaller.apiServer(server.port());
            String path = MetricsCaller.ROOT + "/namespaces/shop/lag?labelSelector=";
            assertThat(caller.get(path + "topic%3Dorders").body())
                    .contains("\"1000m\"", "{\"topic\":\"orders\"}")
                    .doesNotContain("2000m");
            assertThat(caller.get(path + "topic+in+%28orders%2Cinvoices%29").body())
                    .contains("\"1000m\"", "\"2000m\"");
            assertThat(caller.get(path + "topic%3Dother").statusCode()).isEqualTo(404);
            assertThat(caller.get(path + "topic%3E5").statusCode()).isEqualTo(400);
            assertThat(caller.metric("shop", "lag").statusCode()).isEqualTo(503); // one of three has no number
        }
    }

    @Test
    void findsNamesInAnyCaseAndInTheirNamespaceAlone() throws Exception {
        try (var server = fixture.builder()
                .metric(ExternalMetric.of("shop", "Orders-Lag", request -> Reading.of(1)))
                .start()) {
            var caller = MetricsCaller.apiServer(server.port());
            assertThat(caller.metric("shop", "orders-lag").body()).contains("\"metricName\":\"Orders-Lag\"");
            assertThat(caller.metric("other", "orders-lag").statusCode()).isEqualTo(404);
            assertThat(caller.metric("shop", "orders").statusCode()).isEqualTo(404);
        }
    }
}

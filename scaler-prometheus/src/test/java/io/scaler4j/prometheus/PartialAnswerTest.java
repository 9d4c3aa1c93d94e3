package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Trigger;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of servers of which a part did not answer, and of those that only remark on the query. */
class PartialAnswerTest extends HttpFixture {

    private static final Reading PARTIAL =
            Reading.value(400).lowerBound().details(Map.of("partial", 1.0)).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prom-victoriametrics-isPartial",
                "prom-thanos-partial",
                "prom-cortex-partial",
                "prom-prometheus-remote-read"
            })
    void whatIsThereIsALowerBound(String body) throws InterruptedException {
        server.answers(200, Answers.body(body));

        assertThat(trigger(Map.of())).isEqualTo(PARTIAL);
        assertThat(trigger(Map.of("ignoreNullValues", "false", "reduce", "max")))
                .isEqualTo(PARTIAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prom-victoriametrics-isPartial-empty|the server says: isPartial",
                "prom-thanos-partial-empty|the server says: No StoreAPIs matched for this query"
            })
    void whereNothingIsThereItIsAFailureWhateverStandsIn(String body, String said) throws InterruptedException {
        server.answers(200, Answers.body(body));

        for (Map<String, String> options : missingValues()) {
            isFailure(trigger(options), UNAVAILABLE, "the answer lacks series", said);
        }
    }

    @Test
    void aPartialAnswerOfNanIsAFailureWhateverStandsIn() throws InterruptedException {
        server.answers(200, Answers.body("prom-victoriametrics-isPartial").replace("400", "NaN"));

        for (Map<String, String> options : missingValues()) {
            isFailure(trigger(options), UNAVAILABLE, "what is there gives NaN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-prom-prometheus3-info-only", "control-prom-promql-warning-only"})
    void aRemarkOnTheQueryLeavesTheAnswerWhole(String body) throws InterruptedException {
        server.answers(200, Answers.body(body));

        isValue(trigger(Map.of()), 2000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"warnings\":[\"PromQL warning: a\",\"some stores did not answer\"]",
                "\"warnings\":[\"3 more warning annotations omitted\"]",
                "\"warnings\":\"not all data\"",
                "\"warnings\":[{\"code\":1}]",
                "\"warnings\":[\"\"]",
                "\"isPartial\":\"true\""
            })
    void everyOtherWarningMayMeanMissingSeries(String field) throws InterruptedException {
        server.answers(200, with(field));

        assertThat(trigger(Map.of())).isEqualTo(PARTIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"warnings\":null",
                "\"warnings\":[]",
                "\"warnings\":[\"PromQL info: b (1:1)\", \"PromQL warning: c\"]",
                "\"infos\":[\"whatever it says\"]",
                "\"isPartial\":false",
                "\"isPartial\":null"
            })
    void otherwiseTheAnswerIsWhole(String field) throws InterruptedException {
        server.answers(200, with(field));

        isValue(trigger(Map.of()), 400);
    }

    /** The server says it after the data, so the whole answer counts, and an error in it counts more. */
    @Test
    void aPartialAnswerOfSeveralSeriesIsNoNumberEither() throws InterruptedException {
        server.answers(200, "{\"isPartial\":true,\"data\":{\"result\":[{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]}}");

        isFailure(trigger(Map.of()), MISCONFIGURED, "it gives 2 series");
        assertThat(trigger(Map.of("reduce", "sum")))
                .isEqualTo(Reading.value(3)
                        .lowerBound()
                        .details(Map.of("partial", 1.0, "series", 2.0))
                        .build());
    }

    @Test
    void aPartialAnswerMayGrowATargetAndNeverShrinksIt() {
        assertThat(replicasFrom(2, PARTIAL)).isEqualTo(4);
        assertThat(replicasFrom(9, PARTIAL)).isEqualTo(9);
        assertThat(replicasFrom(9, Reading.of(400))).isEqualTo(4);
    }

    @Test
    void oneNanAmongThreeSeriesIsLeftOut() throws InterruptedException {
        server.answers(200, Answers.body("prom-one-nan"));

        assertThat(trigger(Map.of("reduce", "max")))
                .isEqualTo(Reading.value(700)
                        .details(Map.of("series", 3.0, "leftOut", 1.0))
                        .build());
        assertThat(trigger(Map.of("reduce", "sum")))
                .isEqualTo(Reading.value(1200)
                        .lowerBound()
                        .details(Map.of("series", 3.0, "leftOut", 1.0))
                        .build());
        isFailure(trigger(Map.of()), MISCONFIGURED, "it gives 3 series");
    }

    @Test
    void aPartialNumberIsNotRememberedAsTheLastOne() throws InterruptedException {
        var scaler = closing(PrometheusScaler.builder()
                .serverAddress(server.url())
                .query("up")
                .whenEmpty(MissingValue.lastValue(Duration.ofHours(1)))
                .build());
        server.answers(200, TestHttpServer.number(900));
        isValue(read(scaler), 900);
        server.answers(200, Answers.body("prom-thanos-partial"));
        assertThat(read(scaler)).isEqualTo(PARTIAL);
        server.answers(200, "{\"data\":{\"result\":[]}}");

        assertThat(read(scaler))
                .isInstanceOfSatisfying(
                        Reading.Value.class, value -> assertThat(value.milli()).isEqualTo(900_000));
    }

    @Test
    void theLogSaysItOnceWhenItBeginsAndOnceWhenItEnds() throws InterruptedException {
        try (var log = CapturedLog.of("io.scaler4j.prometheus")) {
            var scaler = closing(PrometheusScaler.builder()
                    .serverAddress(server.url())
                    .query("up")
                    .build());
            server.answers(
                    200, with("\"warnings\":[\"remote_read: Get \\\"http://me:hunter2@far:9201/read\\\": refused\"]"));
            read(scaler);
            read(scaler);
            server.answers(200, TestHttpServer.number(900));
            read(scaler);
            read(scaler);

            assertThat(log.text())
                    .containsOnlyOnce("the answer lacks series")
                    .containsOnlyOnce("the answer is whole again")
                    .contains("http://***@far:9201/read")
                    .doesNotContain("hunter2");
        }
    }

    private static Iterable<Map<String, String>> missingValues() {
        return List.of(
                Map.of(),
                Map.of("whenEmpty", "zero", "whenNonFinite", "zero"),
                Map.of("whenEmpty", "failure", "whenNonFinite", "failure"),
                Map.of("whenEmpty", "last", "whenNonFinite", "last", "lastValueMaxAge", "5m"),
                Map.of("reduce", "sum"));
    }

    private static String with(String field) {
        return "{" + field + "," + TestHttpServer.number(400).substring(1);
    }

    private static int replicasFrom(int replicas, Reading reading) {
        Instant now = Instant.parse("2026-01-05T08:00:00Z");
        var policy = ScalingPolicy.builder().replicas(1, 20).build();
        var trigger = Trigger.of("rate", request -> reading, MetricTarget.averageValue(100));
        ScalingState state = ScalingState.initial();
        int count = replicas;
        for (int turn = 0; turn < 60; turn++) {
            var decision = policy.decide(
                    state, Observation.of(now.plusSeconds(15L * turn), Replicas.of(count), trigger.measure(reading)));
            count = decision.to();
            state = decision.next(true);
        }
        return count;
    }

    /** As a trigger of KEDA's form reads it. */
    private Reading trigger(Map<String, String> options) throws InterruptedException {
        Map<String, String> all =
                new HashMap<>(Map.of("serverAddress", server.url(), "query", "up", "threshold", "100"));
        all.putAll(options);
        try (var catalog = ScalerCatalog.load()) {
            Trigger trigger =
                    catalog.open(TriggerSpec.builder("prometheus").metadata(all).build());
            return read(closing((PrometheusScaler) trigger.scaler()));
        }
    }
}

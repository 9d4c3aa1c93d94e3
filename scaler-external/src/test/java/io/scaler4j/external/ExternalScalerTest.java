package io.scaler4j.external;

import static io.scaler4j.external.FakeServer.spec;
import static io.scaler4j.external.FakeServer.value;
import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.scaler4j.external.grpc.MetricSpec;
import io.scaler4j.external.grpc.MetricValue;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read asks for, and what it makes of the answers. */
class ExternalScalerTest {

    private final FakeServer server = FakeServer.open();
    private final Polls polls = new Polls();
    private final ExternalScaler scaler = builder().build();

    private ExternalScalerBuilder builder() {
        return ExternalScaler.builder()
                .address(server.address())
                .object("shop", "orders")
                .metadata(Map.of("queue", "orders", "password", "hush-hush"));
    }

    @AfterEach
    void close() {
        scaler.close();
        server.close();
    }

    private Reading.Value read() throws Exception {
        return (Reading.Value) polls.next(scaler);
    }

    private Reading.Failure failedRead() throws Exception {
        return (Reading.Failure) polls.next(scaler);
    }

    @Test
    void readsTheValueWithTheTargetThatTheServerNames() throws Exception {
        assertThat(read())
                .isEqualTo(Reading.value(12.5)
                        .target(averageValue(5))
                        .activatingOn(1)
                        .build());
    }

    @Test
    void asksForTheValuesAndThenForTheActivityWithTheObjectAndItsMetadata() throws Exception {
        read();

        assertThat(server.calls).containsExactly("GetMetricSpec", "GetMetrics orders", "IsActive");
        assertThat(server.objects).allSatisfy(object -> {
            assertThat(object.getNamespace()).isEqualTo("shop");
            assertThat(object.getName()).isEqualTo("orders");
            assertThat(object.getScalerMetadataMap())
                    .containsOnly(Map.entry("queue", "orders"), Map.entry("password", "hush-hush"));
        });
    }

    @Test
    void asksForTheMetricsOnceAMinute() throws Exception {
        for (int i = 0; i < 4; i++) {
            read(); // at 08:00:15, :30, :45, 08:01:00
        }
        assertThat(server.count("GetMetricSpec")).isEqualTo(1);
        server.specs = List.of(spec("orders", 7));

        assertThat(read().target()).as("a minute after the first").contains(averageValue(7));
        assertThat(server.count("GetMetricSpec")).isEqualTo(2);
    }

    @Test
    void asksForTheMetricsAgainAfterAFailure() throws Exception {
        read();
        server.failures.put("IsActive", Status.UNAVAILABLE);
        failedRead();
        server.failures.clear();
        read();

        assertThat(server.count("GetMetricSpec")).isEqualTo(2);
    }

    @Test
    void activityIsTheServersAloneWhateverTheValueIs() throws Exception {
        server.active = false;
        assertThat(read().activationValue()).isZero();

        server.active = true;
        server.values.put("orders", List.of(value(0)));
        assertThat(read().activationValue()).isEqualTo(1);
    }

    @Test
    void severalValuesOfAMetricAreAddedUp() throws Exception {
        server.values.put(
                "orders",
                List.of(
                        value(1.5),
                        MetricValue.newBuilder()
                                .setMetricName("other")
                                .setMetricValue(2)
                                .build()));

        assertThat(read().milli()).isEqualTo(3_500);
    }

    @Test
    void ofSeveralMetricsTheOneThatAsksForTheMostCounts() throws Exception {
        server.specs = List.of(spec("lag", 100), spec("age", 2), spec("size", 1_000));
        server.values.put("lag", List.of(value(250)));
        server.values.put("age", List.of(value(9)));
        server.values.put("size", List.of(value(4_000)));

        Reading.Value reading = read();

        assertThat(reading.milli()).isEqualTo(9_000);
        assertThat(reading.target()).contains(averageValue(2));
        assertThat(reading.isLowerBound()).isFalse();
        assertThat(reading.details())
                .containsOnly(Map.entry("lag", 250.0), Map.entry("age", 9.0), Map.entry("size", 4_000.0));
        assertThat(server.calls).as("activity is asked for once").containsOnlyOnce("IsActive");
    }

    @Test
    void aMetricThatFailsMakesTheOthersALowerBound() throws Exception {
        server.specs = List.of(spec("orders", 5), spec("age", 2));
        server.failures.put("GetMetrics age", Status.UNAVAILABLE);

        Reading.Value reading = read();

        assertThat(reading.milli()).isEqualTo(12_500);
        assertThat(reading.isLowerBound()).isTrue();
    }

    @Test
    void ifAllMetricsFailTheReadFails() throws Exception {
        server.specs = List.of(spec("orders", 5), spec("age", 2));
        server.failures.put("GetMetrics", Status.UNAVAILABLE.withDescription("database is down"));

        assertThat(failedRead().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failedRead().message()).contains(server.address(), "database is down");
    }

    @Test
    void targetsAreTotalsIfTheTriggerSaysSo() throws Exception {
        try (ExternalScaler totals = builder().targetsAreTotals().build()) {
            assertThat(((Reading.Value) polls.next(totals)).target()).contains(MetricTarget.value(5));
        }
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource({"1.5, 10, 1.5", "0, 10, 10", "-1, 10, 10"})
    void aTargetIsTheFractionIfThatIsAboveZeroElseTheInteger(double fraction, long whole, double target)
            throws Exception {
        server.specs = List.of(MetricSpec.newBuilder()
                .setMetricName("orders")
                .setTargetSize(whole)
                .setTargetSizeFloat(fraction)
                .build());

        assertThat(read().target()).contains(averageValue(target));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -3, 0.0004, Double.POSITIVE_INFINITY, Double.NaN})
    void aMetricWithoutAUsableTargetIsAFailure(double target) throws Exception {
        server.specs = List.of(spec("orders", target));

        Reading.Failure failure = failedRead();

        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure.message()).contains(server.address(), "\"orders\"", "at least 0.001");
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource({"7.5, 3, 7.5", "0, 3, 3", "-2, 3, 3", "NaN, 3, 3"})
    void aValueIsTheFractionIfThatIsAboveZeroElseTheInteger(double fraction, long whole, double value)
            throws Exception {
        server.values.put(
                "orders",
                List.of(MetricValue.newBuilder()
                        .setMetricValue(whole)
                        .setMetricValueFloat(fraction)
                        .build()));

        assertThat(read().milli()).isEqualTo((long) (value * 1000));
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource({
        "-0.5, 0, UNAVAILABLE",
        "0, -3, UNAVAILABLE",
        "NaN, 0, NON_FINITE",
        "Infinity, 0, NON_FINITE",
        "-Infinity, 0, NON_FINITE"
    })
    void aValueBelowZeroOrBeyondAllNumbersIsAFailure(double fraction, long whole, Kind kind) throws Exception {
        server.values.put(
                "orders",
                List.of(MetricValue.newBuilder()
                        .setMetricValue(whole)
                        .setMetricValueFloat(fraction)
                        .build()));

        assertThat(failedRead().kind()).isEqualTo(kind);
        assertThat(failedRead().message()).contains(server.address(), "\"orders\"");
    }

    @Test
    void aValueBelowZeroCountsAsZeroIfTheTriggerSaysSo() throws Exception {
        server.values.put("orders", List.of(value(-4), value(6)));
        try (ExternalScaler likeKeda =
                builder().whenNegative(NegativeValue.ZERO).build()) {
            assertThat(((Reading.Value) polls.next(likeKeda)).milli()).isEqualTo(6_000);
        }
    }

    @Test
    void anAnswerWithoutAValueOrWithoutAMetricIsAFailureAndNeverZero() throws Exception {
        server.values.clear();
        assertThat(failedRead().kind()).isEqualTo(Kind.EMPTY);

        server.specs = List.of();
        polls.pass(Duration.ofMinutes(1));
        assertThat(failedRead())
                .isEqualTo(Reading.failure(
                        Kind.EMPTY,
                        "external scaler at " + server.address()
                                + " has no metric for this trigger; check its metadata"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "UNAVAILABLE, UNAVAILABLE",
        "INTERNAL, UNAVAILABLE",
        "UNKNOWN, UNAVAILABLE",
        "DEADLINE_EXCEEDED, TIMEOUT",
        "UNAUTHENTICATED, DENIED",
        "PERMISSION_DENIED, DENIED",
        "INVALID_ARGUMENT, MISCONFIGURED",
        "UNIMPLEMENTED, MISCONFIGURED",
        "NOT_FOUND, EMPTY"
    })
    void aStatusIsAFailureOfItsKindThatQuotesTheServerButNoSecret(Status.Code code, Kind kind) throws Exception {
        for (String call : List.of("GetMetricSpec", "GetMetrics", "IsActive")) {
            server.failures.clear();
            server.failures.put(call, Status.fromCode(code).withDescription("no queue for hush-hush"));

            Reading.Failure failure = failedRead();

            assertThat(failure.kind()).as(call).isEqualTo(kind);
            assertThat(failure.message()).as(call).contains(server.address(), "no queue for ***");
            assertThat(String.valueOf(failure.cause())).as(call).doesNotContain("hush-hush");
        }
    }

    @Test
    void whatAServerSaysIsOneLineOfAReasonableLength() throws Exception {
        String said = "no queue\r\n12:00 INFO all is well\u2028\u202e" + "x".repeat(3_000);
        server.failures.put("IsActive", Status.UNAVAILABLE.withDescription(said));

        String message = failedRead().message();

        assertThat(message).contains("no queue 12:00 INFO all is well xxx", "xxx...); check that it runs");
        assertThat(message).hasSizeLessThan(800).matches("[\\x20-\\x7e]+");
    }

    @Test
    void aReadAfterCloseIsAFailure() throws Exception {
        scaler.close();

        assertThat(failedRead().message()).contains(server.address(), "closed");
    }

    @Test
    void scalersOfOneServerShareItsChannelUntilTheLastIsClosed() throws Exception {
        try (ExternalServer shared =
                ExternalServer.builder().address(server.address()).build()) {
            ExternalScaler one = ExternalScaler.builder().server(shared).build();
            ExternalScaler other = ExternalScaler.builder().server(shared).build();
            assertThat(one.connection()).isSameAs(other.connection());
            one.close();

            assertThat(polls.next(other)).isInstanceOf(Reading.Value.class);
            assertThat(shared.calls()).isEqualTo(3);

            ExternalConnection connection = other.connection();
            other.close();
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection.current().channel().isShutdown()).isTrue();
        }
    }
}

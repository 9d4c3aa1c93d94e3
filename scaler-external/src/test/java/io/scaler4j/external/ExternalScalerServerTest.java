package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers to single calls. */
class ExternalScalerServerTest extends ServerFixture {

    private ExternalScalerServer server;

    private ExternalScalerBlockingStub start(ExternalScalerServerBuilder builder) {
        server = started(builder);
        return client(channel(server));
    }

    private ExternalScalerBlockingStub start() {
        return start(builder().trigger("orders", plan));
    }

    @Test
    void aClientGetsTheMetricItsTargetItsValueAndTheActivity() {
        var client = start();

        assertThat(client.getMetricSpec(ORDERS).getMetricSpecsList())
                .singleElement()
                .satisfies(spec -> {
                    assertThat(spec.getMetricName()).isEqualTo("orders");
                    assertThat(spec.getTargetSizeFloat()).isEqualTo(50);
                });
        assertThat(value(client, ORDERS, "orders")).isEqualTo(120);
        assertThat(client.isActive(ORDERS).getResult()).isTrue();
        assertThat(source.reads).as("one read per freshness").hasValue(1);
    }

    @Test
    void activityIsAValueAboveTheThresholdOfTheTrigger() {
        var client = start();
        source.reading = Reading.value(1_000).activatingOn(5).build();
        assertThat(client.isActive(ORDERS).getResult()).isFalse();

        time.advance(Duration.ofSeconds(1));
        source.reading = Reading.value(0).activatingOn(5.1).build();
        assertThat(client.isActive(ORDERS).getResult()).isTrue();
    }

    @Test
    void aThousandObjectsOfOneTriggerCostOneReadPerFreshness() {
        var client = start();
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 1_000; i++) {
                value(client, object("orders-" + i, Map.of("trigger", "orders")), "orders");
            }
            assertThat(source.reads).hasValue(round);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(server.counts()).isEqualTo(new ServerCounts(3_000, 0, 3, 1_000, 1, 0));
    }

    @Test
    void theObjectNotAskedForTheLongestIsForgottenAndASourceClosesWithItsLast() {
        var client = start(builder()
                .maximumObjects(2)
                .trigger("orders", plan)
                .trigger(
                        "other",
                        TriggerPlan.of(MetricSpec.of("other", averageValue(1)), context -> r -> Reading.of(1))));
        ScaledObjectRef other = object("other", Map.of("trigger", "other"));
        client.isActive(ORDERS);
        client.isActive(other);
        client.isActive(ORDERS);
        client.isActive(object("third", Map.of("trigger", "other")));
        assertThat(server.counts().objects()).isEqualTo(2);
        assertThat(source.closings).hasValue(0);

        client.isActive(other);
        assertThat(source.closings)
                .as("its only object was not asked for the longest")
                .hasValue(1);
        assertThat(server.counts().sources()).isEqualTo(1);
    }

    @Test
    void aFailingSourceIsUnavailableOnceItsLastValueIsTooOldAndNeverZero() {
        var client = start();
        assertThat(value(client, ORDERS, "orders")).isEqualTo(120);
        source.reading = Reading.failure(Reading.Failure.Kind.TIMEOUT, "the queue did not answer; check it");

        time.advance(Duration.ofSeconds(15));
        assertThat(value(client, ORDERS, "orders")).as("15 s old").isEqualTo(120);

        time.advance(Duration.ofSeconds(1));
        for (Runnable call : List.<Runnable>of(() -> value(client, ORDERS, "orders"), () -> client.isActive(ORDERS))) {
            Status status = failure(call);
            assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(status.getDescription()).isEqualTo("orders: the queue did not answer; check it");
        }

        time.advance(Duration.ofSeconds(1));
        source.reading = Reading.of(3);
        assertThat(value(client, ORDERS, "orders")).isEqualTo(3);
        assertThat(server.counts().failedCalls()).isEqualTo(2);
    }

    @Test
    void aFailingSourceHasItsMetricAllTheSameUnlessItNamesTheTargetItself() {
        var client = start(builder().trigger("orders", plan).maximumAge(Duration.ZERO));
        source.reading = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "down");
        assertThat(client.getMetricSpec(ORDERS).getMetricSpecs(0).getTargetSizeFloat())
                .isEqualTo(50);

        time.advance(Duration.ofSeconds(1));
        source.reading = Reading.value(1).target(averageValue(3)).build();
        assertThat(client.getMetricSpec(ORDERS).getMetricSpecs(0).getTargetSizeFloat())
                .isEqualTo(3);

        time.advance(Duration.ofSeconds(1));
        source.reading = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "down");
        assertThat(failure(() -> client.getMetricSpec(ORDERS)).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aPasswordInWhatASourceThrowsIsNotTold() {
        var client = start();
        source.thrown = new IllegalStateException("refused redis://user:hush-hush@redis:6379, password=hush-hush");

        Status status = failure(() -> client.isActive(ORDERS));

        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).doesNotContain("hush-hush");
    }

    @Test
    void aLowerBoundIsNoValueSinceAClientWouldShrinkOnIt() {
        var client = start();
        source.reading = Reading.value(100).lowerBound().build();

        assertThat(failure(() -> value(client, ORDERS, "orders")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void samplesOfReplicasAreNoValue() {
        var client = start();
        source.reading = Reading.samples(Resource.CPU, List.of());

        assertThat(failure(() -> value(client, ORDERS, "orders")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aTargetThatTheSourceNamesIsPassedOn() {
        var client = start();
        source.reading = Reading.value(100).target(averageValue(2.5)).build();

        assertThat(client.getMetricSpec(ORDERS).getMetricSpecs(0).getTargetSizeFloat())
                .isEqualTo(2.5);
    }

    @ParameterizedTest(name = "{0} with at most {1} useful replicas at 50 each: {2}")
    @CsvSource({"1000, 4, 200", "200, 4, 200", "199.5, 4, 199.5", "10, 4, 10", "-3, 4, 0", "1000, 0, 0"})
    void aValueAsksForNoMoreReplicasThanTheSourceKeepsBusyAndIsNotNegative(double read, int useful, double told) {
        var client = start();
        source.reading =
                Reading.value(read).limits(ReplicaLimits.atMost(useful)).build();

        assertThat(value(client, ORDERS, "orders")).isEqualTo(told);
    }

    @Test
    void anUnknownMetricIsNotFound() {
        var client = start();

        Status status = failure(() -> value(client, ORDERS, "mails"));

        assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(status.getDescription()).isEqualTo("this trigger has no metric \"mails\"; it has orders");
    }

    @Test
    void theHealthServiceAnswersForTheServerAndForTheContract() {
        start();
        ManagedChannel channel = channel(server);
        for (String name : List.of("", "externalscaler.ExternalScaler")) {
            var health = HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.newBuilder().setService(name).build());
            assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void whoWatchesTheHealthIsToldOfTheEnd() {
        start();
        var watched = new Received<HealthCheckResponse>();
        HealthGrpc.newStub(channel(server)).watch(HealthCheckRequest.getDefaultInstance(), watched);
        await().until(() -> watched.messages.size() == 1);

        server.close();

        await().untilAsserted(() -> assertThat(watched.messages)
                .extracting(HealthCheckResponse::getStatus)
                .containsExactly(ServingStatus.SERVING, ServingStatus.NOT_SERVING));
    }

    @ParameterizedTest(name = "asked for: {0}")
    @ValueSource(booleans = {true, false})
    void toolsMayLookAtTheContractIfTheServerIsToldSo(boolean asked) {
        var builder = builder().trigger("orders", plan);
        start(asked ? builder.reflection() : builder);
        var answers = new Received<ServerReflectionResponse>();
        var questions = ServerReflectionGrpc.newStub(channel(server)).serverReflectionInfo(answers);
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("").build());
        if (asked) {
            await().until(() -> !answers.messages.isEmpty());
            assertThat(answers.messages.get(0).getListServicesResponse().getServiceList())
                    .extracting(ServiceResponse::getName)
                    .contains("externalscaler.ExternalScaler", "grpc.health.v1.Health");
            questions.onCompleted();
        } else {
            await().untilAsserted(() -> assertThat(answers.end).isNotNull());
            assertThat(answers.end.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        }
    }

    @Test
    void closingClosesTheSourcesOnce() {
        var client = start();
        client.isActive(ORDERS);

        server.close();
        server.close();

        assertThat(source.closings).hasValue(1);
        assertThat(server.port()).isEqualTo(-1);
        assertThat(time.pending()).isZero();
    }
}

package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "trigger=mails| there is no trigger \"mails\"; there are [orders]",
                "queue=orders| the metadata names no trigger; set trigger to one of [orders], or type to one of [cron]",
                "trigger=orders,type=cron| trigger and type exclude each other; name a trigger of the server, or write one",
                "type=external| the type \"external\" is not served; served are [cron]",
                "type=cron,password=hush-hush| secrets are not read from the metadata, it has [password]; have the server"
                        + " keep them, and name them by authentication",
                "type=cron,passwordFromEnv=hush-hush| secrets are not read from the metadata, it has [passwordFromEnv];"
                        + " have the server keep them, and name them by authentication",
                "type=cron,authentication=prod| the server has no authentication \"prod\"; it has [test]"
            })
    void metadataThatIsNoTriggerIsRefusedWithASentence(String metadata, String sentence) {
        try (ScalerCatalog catalog = catalog()) {
            var client = start(builder()
                    .trigger("orders", plan)
                    .catalog(catalog, "cron")
                    .authentication("test", () -> Map.of("password", "p")));
            var pairs = new java.util.HashMap<String, String>();
            for (String pair : metadata.split(",")) {
                pairs.put(pair.split("=")[0], pair.split("=")[1]);
            }

            Status status = failure(() -> client.isActive(object("orders", pairs)));

            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription()).isEqualTo(sentence);
            assertThat(server.counts().objects()).isZero();
        }
    }

    private static ScalerCatalog catalog() {
        return ScalerCatalog.load();
    }

    @Test
    void optionsOfATypeAreReadFromTheMetadataWithoutThoseOfKeda() {
        try (ScalerCatalog catalog = catalog()) {
            var client = start(builder().catalog(catalog, "cron"));
            ScaledObjectRef shop = object(
                    "shop",
                    Map.of(
                            "type", "cron",
                            "timezone", "UTC",
                            "start", "0 7 * * *",
                            "end", "0 9 * * *",
                            "desiredReplicas", "4",
                            "scalerAddress", "scaler4j:9090",
                            "enableTLS", "false"));

            String metric = client.getMetricSpec(shop).getMetricSpecs(0).getMetricName();

            assertThat(metric).startsWith("cron-UTC-").doesNotStartWith("s0-");
            assertThat(value(client, shop, metric)).isEqualTo(4);
            assertThat(client.isActive(shop).getResult()).isTrue();
            Status wrong = failure(() -> client.isActive(object("wrong", Map.of("type", "cron", "timezone", "Mars"))));
            assertThat(wrong.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(wrong.getDescription()).contains("Mars", "start", "end", "desiredReplicas");
        }
    }

    @Test
    void aUtilizationIsRefused() {
        var client = start(builder()
                .trigger("cpu", TriggerPlan.of(MetricSpec.of("cpu", MetricTarget.utilization(80)), context -> source)));

        Status status = failure(() -> client.isActive(object("cpu", Map.of("trigger", "cpu"))));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("utilization");
    }

    @Test
    void aSourceThatCannotBeOpenedIsUnavailableWithoutWhatItsExceptionSays() {
        var client =
                start(builder().trigger("orders", TriggerPlan.of(MetricSpec.of("orders", averageValue(1)), context -> {
                    throw new IllegalStateException("hush-hush");
                })));

        Status status = failure(() -> client.isActive(ORDERS));

        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).isEqualTo("the source could not be opened (IllegalStateException)");
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
    void closingClosesTheSourcesOnce() {
        var client = start();
        client.isActive(ORDERS);

        server.close();
        server.close();

        assertThat(source.closings).hasValue(1);
        assertThat(server.port()).isEqualTo(-1);
        assertThat(time.pending()).isZero();
    }

    @Test
    void settingsAreRefusedTogether() {
        assertThatThrownBy(() -> builder()
                        .catalog(catalog(), "teleport")
                        .freshness(Duration.ofSeconds(-1))
                        .maximumAge(Duration.ofSeconds(-1))
                        .readTimeout(Duration.ZERO)
                        .streamInterval(Duration.ZERO)
                        .maximumObjects(0)
                        .start())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(6));
        assertThatThrownBy(() -> builder().start()).hasMessageContaining("no trigger is set");
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        start();

        assertThatThrownBy(() -> builder()
                        .trigger("orders", plan)
                        .address(new InetSocketAddress("127.0.0.1", server.port()))
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on");
    }
}

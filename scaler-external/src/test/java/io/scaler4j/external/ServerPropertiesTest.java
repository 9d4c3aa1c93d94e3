package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What holds for whatever sources measure and clients send. */
class ServerPropertiesTest extends ServerFixture {

    private static final int ROUNDS = 300;

    private final Polls polls = new Polls();

    private ExternalScaler reader(ExternalScalerServer server) {
        return ExternalScaler.builder()
                .address("127.0.0.1:" + server.port())
                .object("shop", "orders")
                .metadata(Map.of("trigger", "orders"))
                .metricSpecAge(Duration.ofMillis(1))
                .build();
    }

    /** From a source through the server, the network and the client: nothing is rounded, and nothing mixed up. */
    @Test
    void aClientReadsWhatTheSourceMeasured() throws Exception {
        var random = new RandomTexts(1);
        ExternalScalerServer server = started(builder().trigger("orders", plan).freshness(Duration.ZERO));
        try (ExternalScaler scaler = reader(server)) {
            for (int round = 0; round < ROUNDS; round++) {
                double value = random.number();
                MetricTarget target = averageValue(random.share());
                double activity = random.below(20) / 2.0;
                source.reading = Reading.value(value)
                        .target(target)
                        .activatingOn(activity)
                        .build();

                assertThat(polls.next(scaler))
                        .isEqualTo(Reading.value(value)
                                .target(target)
                                .activatingOn(activity > 5 ? 1 : 0)
                                .build());
            }
        }
    }

    @Test
    void withoutATargetOfItsOwnTheSourceHasThatOfTheTrigger() throws Exception {
        var random = new RandomTexts(2);
        for (int round = 0; round < 20; round++) {
            double target = random.share();
            double value = random.number();
            source.reading = Reading.of(value);
            ExternalScalerServer server = started(builder()
                    .trigger(
                            "orders",
                            TriggerPlan.of(MetricSpec.of("orders", averageValue(target)), context -> source)));
            try (ExternalScaler scaler = reader(server)) {
                assertThat(polls.next(scaler))
                        .isEqualTo(Reading.value(value)
                                .target(averageValue(target))
                                .activatingOn(value > 0 ? 1 : 0)
                                .build());
            }
        }
    }

    /** Kubernetes and KEDA take these characters and no others. */
    @Test
    void anyTriggerHasAMetricByWhichItIsFound() {
        var random = new RandomTexts(3);
        Map<String, TriggerPlan> plans = new HashMap<>();
        var builder = builder();
        for (int round = 0; round < ROUNDS; round++) {
            String name = "t" + random.text();
            plans.put(name, TriggerPlan.of(MetricSpec.of(name, averageValue(1)), context -> request -> Reading.of(7)));
        }
        plans.forEach(builder::trigger);
        ExternalScalerBlockingStub client = client(channel(started(builder)));

        for (String name : plans.keySet()) {
            var object = object("orders", Map.of("trigger", name));
            GetMetricSpecResponse specs = client.getMetricSpec(object);
            assertThat(specs.getMetricSpecsList()).hasSize(1);
            String metric = specs.getMetricSpecs(0).getMetricName();
            assertThat(metric).matches("[A-Za-z0-9._-]+");
            assertThat(value(client, object, metric)).isEqualTo(7);
        }
    }

    @Test
    void anyMetadataThatIsNoTriggerIsRefusedAndNothingIsKept() {
        var random = new RandomTexts(4);
        ExternalScalerServer server = started(builder().trigger("the one and only", plan));
        ExternalScalerBlockingStub client = client(channel(server));
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> metadata = new HashMap<>(random.metadata());
            if (random.oneIn(2)) {
                metadata.put(random.oneIn(2) ? "trigger" : "type", random.text());
            }
            assertThat(failure(() -> client.isActive(object(random.text(), metadata)))
                            .getCode())
                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
        assertThat(server.counts()).isEqualTo(new ServerCounts(ROUNDS, ROUNDS, 0, 0, 0, 0));
    }

    @Test
    void manyClientsAtOnceGetOneReadForEachFreshness() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 1; round <= 5; round++) {
                source.reading = Reading.of(round);
                double expected = round;
                List<Callable<Object>> clients = new ArrayList<>();
                for (int number = 0; number < 8; number++) {
                    ExternalScalerBlockingStub client = client(channel(server));
                    clients.add(Executors.callable(() -> {
                        for (int i = 0; i < 100; i++) {
                            var object = object("orders-" + i, Map.of("trigger", "orders"));
                            assertThat(value(client, object, "orders")).isEqualTo(expected);
                        }
                    }));
                }
                for (Future<Object> done : threads.invokeAll(clients)) {
                    done.get();
                }
                assertThat(source.reads).hasValue(round);
                time.advance(Duration.ofSeconds(1));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.counts()).isEqualTo(new ServerCounts(4_000, 0, 5, 100, 1, 0));
    }

    @Test
    void thereAreTwoStreamsForEachObjectThatIsKeptAndNoMore() {
        ExternalScalerServer server = started(builder().trigger("orders", plan).maximumObjects(2));
        var channel = channel(server);
        List<Received<?>> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var stream = new Received<IsActiveResponse>();
            ExternalScalerGrpc.newStub(channel)
                    .streamIsActive(object("orders-" + i, Map.of("trigger", "orders")), stream);
            open.add(stream);
        }
        await().until(() -> server.counts().streams() == 4);

        var refused = failure(() -> client(channel).streamIsActive(ORDERS).forEachRemaining(message -> {}));

        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription()).isEqualTo("there are 4 streams already; see maximumObjects of the server");
        assertThat(open).allSatisfy(stream -> assertThat(stream.end).isNull());
        assertThat(client(channel).isActive(ORDERS).getResult())
                .as("single calls go on")
                .isTrue();
    }
}

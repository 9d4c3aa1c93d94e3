package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.FolderStateStore;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/many-autoscalers.md, compiled and run. */
class ManyAutoscalersSnippetsTest {

    private final AtomicInteger replicas = new AtomicInteger(2);
    private final ScaleTarget workers = ScaleTarget.of(replicas::get, replicas::set);

    @TempDir
    Path states;

    @Test
    void theSpecificationIsCheckedWithoutABroker() {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            AutoscalerSpec spec = orders(catalog);
            assertThat(spec).isEqualTo(orders(catalog));
            assertThat(spec.triggers().get(0).metricName(0)).isEqualTo("s0-kafka-orders");
        }
    }

    @Test
    void aRegistryRunsWhatIsAppliedAndFindsItsStateAgain() throws InterruptedException {
        AutoscalerSpec spec = AutoscalerSpec.builder("hours")
                .policy(ScalingPolicy.builder().replicas(0, 20).build())
                .trigger(always())
                .build();
        run(states, spec, workers, until(5));
        try (var store = FolderStateStore.open(states)) {
            assertThat(store.load("hours").toCompletableFuture().join()).isPresent();
        }
    }

    /** A window that is open all year. */
    private static TriggerPlan always() {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            return catalog.plan(TriggerSpec.builder("cron")
                    .metadata(Map.of(
                            "timezone",
                            "UTC",
                            "start",
                            "2020-01-01T00:00",
                            "end",
                            "2099-01-01T00:00",
                            "desiredReplicas",
                            "5"))
                    .build());
        }
    }

    private CountDownLatch until(int count) {
        return new CountDownLatch(1) {
            @Override
            public void await() {
                Awaitility.await().untilAsserted(() -> assertThat(replicas).hasValue(count));
            }
        };
    }

    static AutoscalerSpec orders(ScalerCatalog catalog) {
        TriggerSpec lag = TriggerSpec.builder("kafka")
                .metadata(Map.of(
                        "bootstrapServers", "localhost:9092",
                        "consumerGroup", "billing",
                        "topic", "orders",
                        "lagThreshold", "50"))
                .build();
        return AutoscalerSpec.builder("orders")
                .policy(ScalingPolicy.builder().replicas(0, 20).build())
                .trigger(catalog.plan(lag)) // checked here; opened by the registry
                .build();
    }

    static void run(Path states, AutoscalerSpec spec, ScaleTarget workers, CountDownLatch shutdown)
            throws InterruptedException {
        try (var store = FolderStateStore.open(states);
                var registry = AutoscalerRegistry.builder().stateStore(store).build()) {
            registry.apply(spec, workers);
            shutdown.await();
        }
    }
}

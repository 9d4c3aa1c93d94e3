package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.micrometer.MicrometerMetrics;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The block of docs/metrics.md on Micrometer, compiled and run. */
class MicrometerSnippetsTest {

    private final AtomicInteger count = new AtomicInteger(2);
    private final ScaleTarget fleet = ScaleTarget.of(count::get, count::set);
    private final ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 20).build();
    private final Trigger trigger = Trigger.of("lag", request -> Reading.of(300), averageValue(50));

    @Test
    void theRegistryShowsWhatTheAutoscalerDoesUntilItIsClosed() throws InterruptedException {
        var registry = new SimpleMeterRegistry();
        var shutdown = new CountDownLatch(1) {
            @Override
            public void await() {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(registry.get("scaler4j.scales")
                                        .tag("autoscaler", "orders")
                                        .tag("direction", "up")
                                        .functionCounter()
                                        .count())
                                .isEqualTo(1));
            }
        };
        run(registry, fleet, policy, trigger, shutdown);
        assertThat(count).hasValue(6);
        assertThat(registry.getMeters()).isEmpty();
    }

    private static void run(
            MeterRegistry registry, ScaleTarget fleet, ScalingPolicy policy, Trigger trigger, CountDownLatch shutdown)
            throws InterruptedException {
        var metrics = MicrometerMetrics.create();
        metrics.bindTo(registry);
        try (var autoscaler = Autoscaler.builder("orders")
                .target(fleet)
                .policy(policy)
                .trigger(trigger)
                .observer(metrics)
                .build()
                .start()) {
            shutdown.await();
        }
    }

    @Test
    void thePageNamesTheVersionThatIsTested() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String version = pom.replaceAll("(?s).*<micrometer\\.version>([^<]+)<.*", "$1");
        assertThat(Files.readString(Path.of("..", "docs", "metrics.md")))
                .contains("`micrometer-registry-prometheus`, tested with version " + version);
    }
}

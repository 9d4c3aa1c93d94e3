package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaler4j.micrometer.MicrometerMetrics;
import io.scaler4j.spring.boot.sample.RunningSample;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;

/** Autoscalers are among the application's meters. */
class MetersTest {

    @Test
    void theScrapeOfTheApplicationHasThem() throws Exception {
        try (var sample = RunningSample.start(
                "management.endpoints.web.exposure.include=prometheus,autoscalers",
                "scaler4j.autoscalers.orders.interval=1s")) {
            soon().untilAsserted(() -> assertThat(
                            sample.text("/actuator/prometheus").lines())
                    .anyMatch(line -> line.startsWith("scaler4j_") && line.contains("autoscaler=\"orders\"")));
            assertThat(sample.text("/actuator/prometheus").lines())
                    .anyMatch(line -> line.startsWith("scaler4j_")
                            && line.contains("autoscaler=\"orders\"")
                            && line.contains("trigger=\"backlog\""));
        }
    }

    @Test
    void metersOfYoursTakeTheirPlace() {
        var mine = MicrometerMetrics.create();
        var registry = new SimpleMeterRegistry();
        mine.bindTo(registry);
        Contexts.orders().withBean(MicrometerMetrics.class, () -> mine).run(context -> {
            assertThat(context).hasSingleBean(MicrometerMetrics.class);
            soon().untilAsserted(() -> assertThat(registry.getMeters())
                    .anyMatch(meter -> "orders".equals(meter.getId().getTag("autoscaler"))));
        });
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void withoutScalerMicrometerThereAreNone() {
        Contexts.orders()
                .withClassLoader(new FilteredClassLoader(MicrometerMetrics.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("autoscalerMeters"));
    }
}

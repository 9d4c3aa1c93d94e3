package io.scaler4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How registries are bound: before, later, several, twice, with filters; and what closing leaves. */
class RegistriesTest extends MicrometerFixture {

    private final MeterRegistry simple = new SimpleMeterRegistry();

    @Test
    void aRegistryThatIsBoundLaterShowsTheCountsFromTheirBeginning() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            metrics.bindTo(registry);
            autoscaler.evaluate();
            autoscaler.evaluate();
            metrics.bindTo(simple);
            assertThat(samples())
                    .containsEntry("scaler4j_decisions_total{autoscaler=\"orders\",direction=\"none\"}", 2.0);
            assertThat(decisions(simple)).isEqualTo(2);
            assertThat(simple.getMeters()).hasSameSizeAs(registry.getMeters());
            autoscaler.evaluate();
            assertThat(decisions(simple)).isEqualTo(3);
        }
        assertThat(simple.getMeters()).isEmpty();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void bindingTwiceIsBindingOnce() throws InterruptedException {
        metrics.bindTo(simple);
        metrics.bindTo(simple);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            metrics.bindTo(simple);
            assertThat(decisions(simple)).isEqualTo(1);
        }
        assertThat(simple.getMeters()).isEmpty();
    }

    @Test
    void whatIsRemovedIsRemovedFromAllRegistries() throws InterruptedException {
        metrics.bindTo(simple);
        metrics.bindTo(registry);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            assertThat(simple.find(Metric.TRIGGER_VALUE.meter()).gauge().value())
                    .isEqualTo(100);
            backlog.set(Reading.failure(Kind.UNAVAILABLE, "queue is down"));
            autoscaler.evaluate();
            for (MeterRegistry each : List.of(simple, registry)) {
                assertThat(each.find(Metric.TRIGGER_VALUE.meter()).meters()).isEmpty();
                assertThat(each.find(Metric.TRIGGER_ACTIVE.meter()).meters()).isEmpty();
            }
        }
    }

    @Test
    void aCompositeRegistryShowsThemInItsParts() throws InterruptedException {
        var composite = new CompositeMeterRegistry();
        metrics.bindTo(composite);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            composite.add(simple);
            assertThat(decisions(simple)).isEqualTo(1);
            assertThat(simple.find(Metric.DESIRED_REPLICAS.meter()).gauge().value())
                    .isEqualTo(2);
        }
        assertThat(simple.getMeters()).isEmpty();
        assertThat(composite.getMeters()).isEmpty();
    }

    @Test
    void commonTagsAndFiltersOfTheRegistryApply() throws InterruptedException {
        simple.config()
                .commonTags("region", "eu")
                .meterFilter(MeterFilter.denyNameStartsWith(Metric.BINDING_STAGE.meter()));
        metrics.bindTo(simple);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            assertThat(simple.getMeters())
                    .isNotEmpty()
                    .extracting(Meter::getId)
                    .allMatch(id -> "eu".equals(id.getTag("region")))
                    .noneMatch(id -> id.getName().equals(Metric.BINDING_STAGE.meter()));
        }
        assertThat(simple.getMeters()).isEmpty();
    }

    @Test
    void closingTakesTheMetersOutAndLeavesTheRegistryAndItsOtherMeters() throws InterruptedException {
        metrics.bindTo(simple);
        simple.counter("of.the.application").increment();
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            metrics.close();
            metrics.close();
            assertThat(simple.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .containsExactly("of.the.application");
            assertThat(simple.isClosed()).isFalse();

            autoscaler.evaluate();
            assertThat(simple.getMeters()).as("not bound any more").hasSize(1);
            metrics.bindTo(simple);
            assertThat(decisions(simple)).as("counted on").isEqualTo(2);
        }
        assertThat(simple.getMeters()).hasSize(1);
    }

    @Test
    void everyMeterIsExplainedAndTimesHaveAUnit() throws InterruptedException {
        MeterBinder binder = metrics;
        binder.bindTo(simple);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            assertThat(simple.getMeters())
                    .extracting(Meter::getId)
                    .allSatisfy(id -> {
                        assertThat(id.getName()).startsWith("scaler4j.");
                        assertThat(id.getDescription()).endsWith(".");
                    })
                    .filteredOn(id -> id.getBaseUnit() != null)
                    .extracting(Meter.Id::getName)
                    .containsExactlyInAnyOrder(
                            Metric.TRIGGER_LATENCY.meter(), Metric.LATENESS.meter(), Metric.LAST_DECISION.meter());
        }
    }

    @Test
    void aNullRegistryIsRefusedWithAWayOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.bindTo(null))
                .withMessage("the registry must not be null; give the application's MeterRegistry, or"
                        + " Metrics.globalRegistry");
        assertThat(metrics).hasToString("Micrometer metrics");
    }

    /** Of every autoscaler and direction. */
    private static double decisions(MeterRegistry registry) {
        return registry.find(Metric.DECISIONS.meter()).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}

package io.scaler4j.micrometer;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.FencedException;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.Trigger;
import io.scaler4j.exporter.PrometheusMetrics;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same turns through this module and through scaler-metrics give the same scrape, series by series and value by
 * value. There is one difference: the classic client adds a series with the time of creation to each counter.
 */
class SameScrapeTest extends MicrometerFixture {

    /** 6 gauges, 8 counters, and one counter for each stage. */
    private static final int SERIES_OF_AN_AUTOSCALER = 6 + 8 + Stage.values().length;
    /** 3 gauges, and one counter for each kind but NOT_YET, and for UNUSABLE. */
    private static final int SERIES_OF_A_TRIGGER = 3 + Kind.values().length;

    private final CollectorRegistry classic = new CollectorRegistry();
    private final PrometheusMetrics classicMetrics = PrometheusMetrics.register(classic);

    @BeforeEach
    void bind() {
        metrics.bindTo(registry);
    }

    @Override
    AutoscalerBuilder autoscaler(String name, Trigger... triggers) {
        return super.autoscaler(name, triggers).observer(classicMetrics);
    }

    @Test
    void theDifferenceIsTheTimeOfCreationOfCountersAndNothingElse() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            Set<String> difference = Scrape.of(classic).samples().keySet().stream()
                    .filter(series -> !samples().containsKey(series))
                    .collect(toSet());
            assertThat(difference)
                    .as("%s: one for each series of a counter", autoscaler)
                    .hasSize((int) samples().keySet().stream()
                            .filter(series -> series.contains("_total{"))
                            .count())
                    .allMatch(series -> samples().containsKey(series.replace("_created{", "_total{")));
        }
    }

    @Test
    void valuesAndDecisionsInEachDirection() throws InterruptedException {
        readTakes = ofMillis(250);
        var rules = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleDown(
                        ScalingRules.builder().stabilizationWindow(ofSeconds(0)).build());
        var cpu = Trigger.of("cpu", request -> Reading.of(7), averageValue(10)).activatesAbove(8);
        try (var autoscaler = autoscaler("orders", backlogTrigger(), cpu)
                .policy(rules.build())
                .build()) {
            for (int messages : List.of(100, 300, 500, 50)) {
                backlog.set(Reading.of(messages));
                assertSame(autoscaler);
                now = now.plusSeconds(15);
            }
            assertThat(samples())
                    .hasSize(SERIES_OF_AN_AUTOSCALER + 2 * SERIES_OF_A_TRIGGER)
                    .containsEntry("scaler4j_decisions_total{autoscaler=\"orders\",direction=\"up\"}", 2.0)
                    .containsEntry("scaler4j_scales_total{autoscaler=\"orders\",direction=\"down\"}", 1.0)
                    .containsEntry(
                            "scaler4j_scaler_metrics_latency_seconds{autoscaler=\"orders\",trigger=\"backlog\"}", 0.25);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void aFailedReadOfEachKindAndTheReadAfterIt(Kind kind) throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            assertSame(autoscaler);
            backlog.set(Reading.failure(kind, "a sentence that is no label"));
            assertSame(autoscaler);
            assertThat(samples())
                    .as("a failed read is not a value")
                    .doesNotContainKey("scaler4j_scaler_metrics_value{autoscaler=\"orders\",trigger=\"backlog\"}")
                    .doesNotContainKey("scaler4j_scaler_active{autoscaler=\"orders\",trigger=\"backlog\"}");
            backlog.set(Reading.of(100));
            assertSame(autoscaler);
            assertThat(samples())
                    .containsEntry("scaler4j_scaler_metrics_value{autoscaler=\"orders\",trigger=\"backlog\"}", 100.0);
        }
    }

    @Test
    void aReadingThatDoesNotFit() throws InterruptedException {
        var cpu = Trigger.of("cpu", request -> Reading.of(70), utilization(50));
        try (var autoscaler = autoscaler("orders", cpu).build()) {
            assertSame(autoscaler);
            assertThat(samples())
                    .containsEntry(
                            "scaler4j_scaler_detail_errors_total"
                                    + "{autoscaler=\"orders\",kind=\"UNUSABLE\",trigger=\"cpu\"}",
                            1.0);
        }
    }

    @Test
    void anEngagedFallback() throws InterruptedException {
        var covered = backlogTrigger().fallback(Fallback.replicas(2).afterFailures(0));
        backlog.set(Reading.failure(Kind.UNAVAILABLE, "queue is down"));
        try (var autoscaler = autoscaler("orders", covered).build()) {
            assertSame(autoscaler);
            assertThat(samples())
                    .containsEntry("scaler4j_scaler_active{autoscaler=\"orders\",trigger=\"backlog\"}", 1.0);
        }
    }

    @Test
    void everyPause() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            for (Runnable pause : List.<Runnable>of(
                    autoscaler::pause,
                    autoscaler::pauseScaleIn,
                    autoscaler::pauseScaleOut,
                    () -> autoscaler.pauseAt(2))) {
                pause.run();
                assertSame(autoscaler);
                assertThat(samples()).containsEntry("scaler4j_autoscaler_paused{autoscaler=\"orders\"}", 1.0);
                autoscaler.resume();
                assertSame(autoscaler);
                assertThat(samples()).containsEntry("scaler4j_autoscaler_paused{autoscaler=\"orders\"}", 0.0);
            }
        }
    }

    @Test
    void aTurnThatBeginsLate() {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build().start()) {
            now = now.plusMillis(1500);
            planned.run();
            assertSameScrape();
            assertThat(samples())
                    .as("%s", autoscaler)
                    .containsEntry("scaler4j_internal_scale_loop_latency_seconds{autoscaler=\"orders\"}", 1.5);
        }
    }

    @Test
    void aChangeThatTheTargetRefusesIsAnErrorAndNoneOfADryRunOrAStandby() throws InterruptedException {
        backlog.set(Reading.of(300));
        ScaleTarget fenced = ScaleTarget.of(() -> 2, count -> {
            throw new FencedException("another process holds the lease");
        });
        ScaleTarget full = ScaleTarget.of(() -> 2, count -> {
            throw new IllegalStateException("quota exceeded");
        });
        try (var refused = autoscaler("orders", backlogTrigger()).target(full).build();
                var standby =
                        autoscaler("standby", backlogTrigger()).target(fenced).build();
                var dry = autoscaler("dry", backlogTrigger()).dryRun().build()) {
            assertSame(refused);
            assertSame(standby);
            assertSame(dry);
            assertThat(samples())
                    .containsEntry("scaler4j_scale_errors_total{autoscaler=\"orders\",direction=\"up\"}", 1.0)
                    .containsEntry("scaler4j_scale_errors_total{autoscaler=\"standby\",direction=\"up\"}", 0.0)
                    .containsEntry("scaler4j_scale_errors_total{autoscaler=\"dry\",direction=\"up\"}", 0.0);
        }
    }

    @Test
    void aTurnWithoutADecision() {
        ScaleTarget gone = ScaleTarget.of(
                () -> {
                    throw new IllegalStateException("no permission");
                },
                count -> {});
        try (var autoscaler =
                autoscaler("orders", backlogTrigger()).target(gone).build()) {
            assertThatThrownBy(autoscaler::evaluate).isInstanceOf(ScaleTargetException.class);
            assertSameScrape();
            assertThat(samples()).containsEntry("scaler4j_autoscaler_errors_total{autoscaler=\"orders\"}", 1.0);
        }
    }

    @Test
    void severalAutoscalersAndTheEndOfOne() throws InterruptedException {
        try (var billing = autoscaler("billing", backlogTrigger()).build()) {
            var orders = autoscaler("orders", backlogTrigger()).build();
            assertSame(orders);
            assertSame(billing);
            orders.close();
            assertSameScrape();
            assertThat(samples()).hasSize(SERIES_OF_AN_AUTOSCALER + SERIES_OF_A_TRIGGER);
        }
        assertThat(samples()).isEmpty();
    }

    @Test
    void namesThatNeedQuotes() throws InterruptedException {
        try (var autoscaler = autoscaler("a \"quoted\" \\ name\nof two lines", backlogTrigger())
                .build()) {
            assertSame(autoscaler);
        }
    }

    private void assertSame(Autoscaler autoscaler) throws InterruptedException {
        autoscaler.evaluate();
        assertSameScrape();
    }

    private void assertSameScrape() {
        Scrape ours = Scrape.of(registry);
        Scrape theirs = Scrape.of(classic);
        assertThat(ours.samples()).isNotEmpty().isEqualTo(without(theirs.samples(), "_created{"));
        // The classic client also names the types of metrics that have no series yet.
        assertThat(theirs.types()).containsAllEntriesOf(ours.types());
        assertThat(theirs.helps()).containsAllEntriesOf(ours.helps());
        assertThat(ours.types()).hasSameSizeAs(ours.helps());
    }

    private static Map<String, Double> without(Map<String, Double> samples, String part) {
        return samples.entrySet().stream()
                .filter(sample -> !sample.getKey().contains(part))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

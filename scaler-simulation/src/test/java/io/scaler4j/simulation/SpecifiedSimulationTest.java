package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecifiedSimulationTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(2)).build();
    private static final MetricSpec LAG = MetricSpec.of("lag", averageValue(50))
            .activatesAbove(5)
            .tolerance(Tolerance.of(0.3))
            .fallback(Fallback.replicas(7));
    private static final MetricSpec RATE = MetricSpec.of("rate", value(100)).abstains();
    private static final Load LAGS = Load.diurnal(0, 900, 0.2)
            .withPoissonNoise(7)
            .failing(ofHours(9), ofHours(10))
            .then(ofHours(20), 0);
    private static final Load RATES = Load.bursts(20, 700, ofHours(3), ofMinutes(20));

    private static final BoundsSchedule MORNING =
            now -> now.isBefore(START.plus(ofHours(2))) ? ReplicaBounds.atLeast(3) : ReplicaBounds.none();
    private static final BoundsSchedule EVENING =
            now -> now.isAfter(START.plus(ofHours(12))) ? ReplicaBounds.atMost(9) : ReplicaBounds.none();

    private static AutoscalerSpecBuilder orders() {
        return AutoscalerSpec.builder("orders")
                .policy(POLICY)
                .trigger(plan(LAG))
                .trigger(plan(RATE));
    }

    private static TriggerPlan plan(MetricSpec metric) {
        return OptionReader.of(TriggerSpec.builder("queue").build(), List.of())
                .plan(metric, index -> "s" + index, context -> {
                    throw new AssertionError("a simulation opens nothing");
                });
    }

    @Test
    void aSpecificationRunsAsTheSameSimulationByHand() {
        AutoscalerSpec spec = orders().interval(ofSeconds(30))
                .idleInterval(ofMinutes(5))
                .schedule(MORNING)
                .schedule(EVENING)
                .dryRun()
                .build();
        Run specified = Simulation.of(spec, Map.of("rate", RATES, "lag", LAGS))
                .beginning(START)
                .startingAt(2)
                .lasting(ofHours(24));

        Run byHand = Simulation.of(POLICY)
                .every(ofSeconds(30))
                .idleEvery(ofMinutes(5))
                .schedule(MORNING)
                .schedule(EVENING)
                .trigger(Trigger.of(LAG, LAGS.asScaler(START)))
                .trigger(Trigger.of(RATE, RATES.asScaler(START)))
                .beginning(START)
                .startingAt(2)
                .lasting(ofHours(24));

        assertThat(specified.turns()).isEqualTo(byHand.turns());
        assertThat(specified.changes()).hasSizeGreaterThan(20);
        assertThat(specified.series()).contains(0, 7, 9);
    }

    @Test
    void theControlOfASpecificationHoldsUntilAnOperatorChangesIt() {
        AutoscalerSpec paused = orders().control(Control.none().pause()).build();
        Run run = Simulation.of(paused, Map.of("lag", Load.constant(500), "rate", Load.constant(0)))
                .control(ofHours(2), ofHours(3), Control.none())
                .lasting(ofHours(4));
        assertThat(run.replicasAt(ofHours(2).minusSeconds(1))).isEqualTo(1);
        assertThat(run.replicasAt(ofHours(4))).isEqualTo(10);
    }

    @Test
    void everyNameWithoutACounterpartAndEveryLoadThatDoesNotFitIsASentence() {
        AutoscalerSpec spec =
                orders().trigger(plan(MetricSpec.of("cpu", utilization(70)))).build();
        assertThatThrownBy(() ->
                        Simulation.of(spec, Map.of("lagg", LAGS, "rate", RATES, "cpu", Load.constant(1), "also", LAGS)))
                .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
                    assertThat(e).hasMessageContaining("simulation of autoscaler \"orders\"");
                    assertThat(e.problems()).hasSize(4);
                    assertThat(e.problems().get(0))
                            .isEqualTo("trigger \"lag\" has no load; give what it would read by this name");
                    assertThat(e.problems().get(1)).startsWith("trigger \"cpu\" wants a utilization of ");
                    assertThat(e.problems().get(2))
                            .isEqualTo("there is a load for \"also\", and no trigger of this name; the triggers are"
                                    + " lag, rate, cpu");
                    assertThat(e.problems().get(3)).startsWith("there is a load for \"lagg\"");
                });
    }
}

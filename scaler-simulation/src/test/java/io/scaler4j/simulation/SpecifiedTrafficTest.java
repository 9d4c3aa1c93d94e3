package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.report.Report;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A specification closes its loop as a simulation by hand does. */
class SpecifiedTrafficTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();
    private static final Workload QUEUE = Workload.queue(
            Load.flashCrowd(5, 60, Duration.ofMinutes(1), Duration.ofMinutes(5)), Duration.ofMillis(100));
    private static final CpuLoad CPU = CpuLoad.cores(Load.diurnal(0.2, 4, 1)).requestMilli(500);

    private static Scaler unopened(TriggerContext context) {
        throw new AssertionError("a simulation opens nothing");
    }

    private static AutoscalerSpec spec(String trigger, MetricTarget target) {
        return AutoscalerSpec.builder("orders")
                .policy(POLICY)
                .trigger(TriggerPlan.of(
                        MetricSpec.of(trigger, target).activatesAbove(3), SpecifiedTrafficTest::unopened))
                .build();
    }

    @Test
    void aQueueIsWorkedOff() {
        Run byHand =
                Simulation.of(POLICY).workload("lag", averageValue(20), QUEUE).lasting(Duration.ofHours(1));
        Run specified = Simulation.of(spec("lag", averageValue(20)), Map.of("lag", QUEUE))
                .lasting(Duration.ofHours(1));
        assertThat(specified.series()).isEqualTo(byHand.series()).hasSizeGreaterThan(3);
        assertThat(specified.queue().orElseThrow())
                .hasToString(byHand.queue().orElseThrow().toString());
        assertThat(specified
                        .turns()
                        .get(0)
                        .observation()
                        .orElseThrow()
                        .measurements()
                        .get(0)
                        .activationThreshold())
                .isEqualTo(3);
    }

    @Test
    void processorTimeIsShared() {
        Run byHand = Simulation.of(POLICY).cpu("cpu", utilization(60), CPU).lasting(Duration.ofHours(24));
        AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                .policy(POLICY)
                .trigger(TriggerPlan.of(MetricSpec.of("cpu", utilization(60)), SpecifiedTrafficTest::unopened))
                .build();
        Run specified = Simulation.of(spec, Map.of("cpu", CPU)).lasting(Duration.ofHours(24));
        assertThat(specified.series()).isEqualTo(byHand.series()).hasSizeGreaterThan(3);
    }

    @Test
    void aQueueForAUtilizationIsRefused() {
        AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                .policy(POLICY)
                .trigger(TriggerPlan.of(MetricSpec.of("cpu", utilization(60)), SpecifiedTrafficTest::unopened))
                .build();
        assertThatThrownBy(() -> Simulation.of(spec, Map.of("cpu", QUEUE)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("needs a sample of each replica");
    }

    @Test
    void theFilesOfAReportAreAlsoWrittenAlone() {
        Run run = Simulation.of(POLICY)
                .trigger("lag", averageValue(20), Load.constant(100))
                .lasting(Duration.ofMinutes(1));
        var csv = new StringWriter();
        var json = new StringWriter();
        Report.writeCsv(run, csv);
        Report.writeJson(run, "a title", json);
        assertThat(csv.toString().lines()).hasSize(1 + 4);
        assertThat(json.toString()).contains("\"title\":\"a title\"").endsWith("}\n");
    }
}

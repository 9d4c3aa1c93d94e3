package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class FleetSuiteTest {

    @Test
    void countsTheTurnsOfEachAutoscalerAndTellsWhatTheyCost() {
        List<Metric> metrics = new FleetSuite().measure(true);

        assertThat(metrics)
                .extracting(Metric::name)
                .containsExactly(
                        "turns",
                        "turn-cpu",
                        "turn-garbage",
                        "core-share",
                        "latest-turn",
                        "heap",
                        "build",
                        "first-turns",
                        "close");
        assertThat(metrics.get(0).value())
                .as("turns of 100 autoscalers in 4 rounds")
                .isBetween(300.0, 500.0);
        assertThat(metrics).allMatch(metric -> Double.isFinite(metric.value()));
    }
}

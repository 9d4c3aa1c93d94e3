package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class LargeFleetSuiteTest {

    @Test
    void aProcessOfItsOwnTellsTheMetricsOfTheFleet() {
        List<Metric> metrics = new LargeFleetSuite().measure(true);

        assertThat(metrics)
                .extracting(metric -> metric.name() + " " + metric.unit())
                .containsExactly(
                        "turns turns",
                        "turn-cpu us",
                        "turn-garbage B",
                        "core-share %",
                        "latest-turn ms",
                        "heap B",
                        "build ms",
                        "first-turns ms",
                        "close ms");
        assertThat(metrics.get(0).value())
                .as("turns of 200 autoscalers in about 4 rounds")
                .isGreaterThan(200.0);
        assertThat(metrics).allMatch(metric -> Double.isFinite(metric.value()));
    }
}

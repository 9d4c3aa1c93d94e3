package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class SimulateSuiteTest {

    @Test
    void printsEveryMetricWithANumberAndItsUnit() {
        var lines =
                new SimulateSuite().measure(true).stream().map(Metric::toString).toList();
        assertThat(lines)
                .allMatch(line -> line.matches("benchmark=simulate metric=\\S+ value=\\d+(\\.\\d{1,3})? unit=ms"))
                .extracting(line -> line.replaceAll("value=\\S+ ", ""))
                .containsExactly(
                        "benchmark=simulate metric=day-ms unit=ms",
                        "benchmark=simulate metric=year-ms unit=ms",
                        "benchmark=simulate metric=closed-loop-ms unit=ms");
    }
}

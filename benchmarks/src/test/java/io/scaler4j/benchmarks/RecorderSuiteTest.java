package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests, what it takes on disk is. */
class RecorderSuiteTest {

    @Test
    void printsEveryMetricWithANumberAndItsUnit() {
        List<Metric> metrics = new RecorderSuite().measure(true);
        assertThat(metrics)
                .extracting(Metric::toString)
                .allMatch(
                        line -> line.matches("benchmark=recorder metric=\\S+ value=\\d+(\\.\\d{1,3})? unit=(B|ns|ms)"))
                .extracting(line -> line.replaceAll("value=\\S+ ", ""))
                .containsExactly(
                        "benchmark=recorder metric=turn-bytes unit=B",
                        "benchmark=recorder metric=turn-gzip-bytes unit=B",
                        "benchmark=recorder metric=day-bytes unit=B",
                        "benchmark=recorder metric=day-gzip-bytes unit=B",
                        "benchmark=recorder metric=record-time unit=ns",
                        "benchmark=recorder metric=bare-write-time unit=ns",
                        "benchmark=recorder metric=finish-time unit=ms");
        assertThat(metrics.get(0).value()).isBetween(200.0, 500.0);
        assertThat(metrics.get(1).value()).isLessThan(60);
    }
}

package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class CronSuiteTest {

    @Test
    void printsEveryMetricWithANumberAndItsUnit() {
        var lines = new CronSuite().measure(true).stream().map(Metric::toString).toList();
        assertThat(lines)
                .allMatch(line -> line.matches("benchmark=cron metric=\\S+ value=\\d+(\\.\\d{1,3})? unit=\\S+"))
                .extracting(line -> line.replaceAll("value=\\S+ ", ""))
                .containsExactly(
                        "benchmark=cron metric=time unit=ns/op",
                        "benchmark=cron metric=garbage unit=B/op",
                        "benchmark=cron metric=keda-rule-time unit=ns/op",
                        "benchmark=cron metric=leap-day-time unit=ns/op");
    }
}

package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class HttpCountingSuiteTest {

    @Test
    void printsEveryMetricWithANumberAndItsUnit() {
        var lines = new HttpCountingSuite()
                .measure(true).stream().map(Metric::toString).toList();
        assertThat(lines)
                .allMatch(
                        line -> line.matches("benchmark=http-counting metric=\\S+ value=\\d+(\\.\\d{1,3})? unit=\\S+"))
                .extracting(line -> line.replaceAll("value=\\S+ ", ""))
                .containsExactly(
                        "benchmark=http-counting metric=count-time unit=ns/op",
                        "benchmark=http-counting metric=count-garbage unit=B/op",
                        "benchmark=http-counting metric=tracked-time unit=ns/op",
                        "benchmark=http-counting metric=tracked-garbage unit=B/op",
                        "benchmark=http-counting metric=bare-count-time unit=ns/op",
                        "benchmark=http-counting metric=route-10-time unit=ns/op",
                        "benchmark=http-counting metric=route-1000-time unit=ns/op",
                        "benchmark=http-counting metric=route-10000-time unit=ns/op");
    }
}

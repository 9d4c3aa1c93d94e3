package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class BlockingSuiteTest {

    @Test
    void eachKindOfThreadMakesItsTurnsWithoutAFailedRead() {
        List<Metric> metrics = new BlockingSuite().measure(true);

        List<String> kinds = Runtime.version().feature() < BlockingWatcher.VIRTUAL_SINCE
                ? List.of("pool", "cached")
                : List.of("pool", "cached", "virtual");
        assertThat(metrics)
                .extracting(Metric::name)
                .containsExactlyElementsOf(kinds.stream()
                        .flatMap(kind -> Stream.of(
                                        "turns",
                                        "failed",
                                        "turn-p50",
                                        "turn-p99",
                                        "turn-max",
                                        "latest-turn",
                                        "threads",
                                        "memory",
                                        "turn-cpu")
                                .map(name -> kind + "-" + name))
                        .toList());
        assertThat(metrics)
                .filteredOn(metric -> metric.name().endsWith("-turns"))
                .allSatisfy(metric -> assertThat(metric.value()).isGreaterThanOrEqualTo(20));
        assertThat(metrics)
                .filteredOn(metric -> metric.name().endsWith("-failed"))
                .allSatisfy(metric -> assertThat(metric.value()).isZero());
        assertThat(metrics)
                .filteredOn(metric -> metric.name().endsWith("-p50"))
                .as("a call blocks for 50 ms")
                .allSatisfy(metric -> assertThat(metric.value()).isGreaterThanOrEqualTo(50));
    }
}

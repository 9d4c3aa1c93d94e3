package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed of the waits of reads. */
class ReadWaitsTest {

    @ParameterizedTest(name = "{0} % of 1 to 200 are at most {1}")
    @CsvSource({"0, 1", "1, 2", "50, 100", "99, 198", "100, 200"})
    void aPercentileIsTheNumberThatSoManyDoNotExceed(int percent, double expected) {
        List<Double> numbers = new ArrayList<>(
                DoubleStream.iterate(1, each -> each + 1).limit(200).boxed().toList());
        Collections.shuffle(numbers);
        assertThat(ReadWaits.percentile(numbers, percent)).isEqualTo(expected);
    }

    @Test
    void whatIsAddedIsWhatReadsTakeMoreThanTheMedianOfBareCalls() {
        var waits = new ReadWaits();
        waits.add(List.of(5.0, 7.0, 100.0));
        waits.callBare(3, () -> "an answer");
        List<Metric> metrics = waits.metrics("some-suite");
        assertThat(metrics)
                .extracting(Metric::name)
                .containsExactly("read-p50", "read-p99", "bare-call-p50", "bare-call-p99", "added-p50", "added-p99");
        double bare = metrics.get(2).value();
        assertThat(metrics.get(4).value()).isEqualTo(7.0 - bare);
        assertThat(metrics.get(5).value()).isEqualTo(100.0 - bare);
        assertThat(metrics).allMatch(metric -> metric.benchmark().equals("some-suite"));
    }

    @Test
    void aBareCallThatFailsIsNoMeasurement() {
        var waits = new ReadWaits();
        assertThatThrownBy(() -> waits.callBare(1, () -> {
                    throw new IllegalArgumentException("no server");
                }))
                .hasMessageContaining("no server");
    }
}

package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class FormulaSuiteTest {

    @Test
    void printsEveryMetricWithANumberAndItsUnit() {
        List<Metric> metrics = new FormulaSuite().measure(true);
        assertThat(metrics)
                .extracting(Metric::toString)
                .allMatch(line -> line.matches("benchmark=formula metric=\\S+ value=\\d+(\\.\\d{1,3})? unit=\\S+"))
                .extracting(line -> line.replaceAll("value=\\S+ ", ""))
                .contains(
                        "benchmark=formula metric=formula-ratio unit=x",
                        "benchmark=formula metric=formula-garbage unit=B/op",
                        "benchmark=formula metric=count-garbage unit=B/op");
        assertThat(metrics)
                .filteredOn(metric -> metric.name().endsWith("garbage"))
                .hasSize(2)
                .allMatch(metric -> metric.value() < 1);
    }

    @Test
    void theFormulaIsTheExpression() {
        var left = new FormulaBenchmark.Values();
        var right = new FormulaBenchmark.Values();
        left.spread();
        right.spread();
        var benchmark = new FormulaBenchmark();
        for (int i = 0; i < 2048; i++) {
            assertThat(benchmark.formula(left)).isEqualTo(benchmark.javac(right));
        }
    }
}

package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class DecideSuiteTest {

    @Test
    void printsEveryMetricWithANumberAndItsUnit() {
        var lines =
                new DecideSuite().measure(true).stream().map(Metric::toString).toList();
        assertThat(lines)
                .allMatch(line -> line.matches("benchmark=decide metric=\\S+ value=\\d+(\\.\\d{1,3})? unit=\\S+"))
                .extracting(line -> line.replaceAll("value=\\S+ ", ""))
                .containsExactly(
                        "benchmark=decide metric=time unit=ns/op",
                        "benchmark=decide metric=ratio-to-formula unit=1",
                        "benchmark=decide metric=garbage unit=B/op",
                        "benchmark=decide metric=day-loop unit=ms",
                        "benchmark=decide metric=state-bytes unit=B",
                        "benchmark=decide metric=state-text-bytes unit=B",
                        "benchmark=decide metric=baseline-time unit=ns/op",
                        "benchmark=decide metric=baseline-garbage unit=B/op");
    }

    @Test
    void theRunKeepsItsWindowsFull() {
        var run = new SteadyRun();
        int full = 0;
        int changes = 0;
        for (int turn = 0; turn < SteadyRun.TURNS_PER_RUSH; turn++) {
            changes += run.next().changes() ? 1 : 0;
            full += run.state().toString().matches(".*recommendations \\[\\d+(, \\d+){19,}].*") ? 1 : 0;
        }
        assertThat(full).as("turns of 180 with 20 recommendations or more").isGreaterThan(120);
        assertThat(changes).as("turns of 180 in which the count changes").isGreaterThan(120);
    }

    @Test
    void theStateIsAsLargeAfterAMonthAsAfterADay() {
        assertThat(DecideSuite.largestState(30)).isEqualTo(DecideSuite.largestState(1));
    }
}

package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColdStartTest {

    private static final WorkerPool.Start FIRST = new WorkerPool.Start(2.0, 2.8, true);

    @Test
    void lastsFromTheFirstRequestThatWaitedToItsAnswer() {
        var answers = List.of(answer(0, 0.5, 0.1), answer(2, 2.3, 0.6), answer(1, 1.9, 1.0), answer(3, 2.9, 0.1));
        assertThat(ColdStart.of(List.of(FIRST), answers)).singleElement().satisfies(cold -> {
            assertThat(cold.at()).isEqualTo(1.9);
            assertThat(cold.seconds()).isEqualTo(1.0);
            assertThat(cold.process()).isEqualTo(0.8, within(1e-9));
            assertThat(cold.waiting()).isEqualTo(2);
            assertThat(cold)
                    .hasToString("cold start at 1.9 s: the first request was answered after 1.00 s,"
                            + " its worker took 0.80 s to start, 2 waited");
        });
    }

    @Test
    void aWorkerBesideOthersIsNone() {
        var beside = new WorkerPool.Start(2.0, 2.8, false);
        assertThat(ColdStart.of(List.of(beside), List.of(answer(0, 1.9, 1.0)))).isEmpty();
    }

    @Test
    void aWorkerThatNobodyWaitsForIsNone() {
        assertThat(ColdStart.of(List.of(FIRST), List.of(answer(0, 0.5, 0.1), answer(1, 3.0, 0.1))))
                .isEmpty();
    }

    @Test
    void areInTheOrderOfTheirTimes() {
        var later = new WorkerPool.Start(10.0, 11.0, true);
        assertThat(ColdStart.of(List.of(later, FIRST), List.of(answer(1, 9.9, 1.2), answer(0, 1.9, 1.0))))
                .extracting(ColdStart::at)
                .containsExactly(1.9, 9.9);
    }

    private static Answer answer(int number, double sent, double took) {
        return new Answer(number, sent, took, 200);
    }
}

package io.scaler4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is out of memory or threads for a moment: whichever task of a turn meets that, the turn fails and the
 * next ones are made.
 */
class NoThreadToBeHadTest extends AutoscalerFixture {

    /** Takes every task but one. */
    private static final class AllButOne implements Executor {

        private final int refused;
        private int tasks;

        AllButOne(int refused) {
            this.refused = refused;
        }

        @Override
        public void execute(Runnable task) {
            if (tasks++ == refused) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void whicheverTaskGetsNoThreadTheNextTurnsAreMade(int refused) {
        backlog.set(Reading.of(150));
        var executor = new AllButOne(refused);
        try (var autoscaler =
                autoscaler(backlogTrigger()).executor(executor).build().start()) {
            time.advance(ofMinutes(5));

            assertThat(executor.tasks).isGreaterThan(9);
            assertThat(autoscaler.state().lastDecisionAt())
                    .hasValueSatisfying(
                            last -> assertThat(last).isAfter(time.instant().minusSeconds(20)));
            assertThat(target.writes).containsExactly(3);
            assertThat(recorder.decisions)
                    .as("the observer hears of what comes later")
                    .hasSizeGreaterThanOrEqualTo(18);
        }
    }

    @Test
    void aReadThatRunsOutOfMemoryIsAFailureAndIsMadeAgain() {
        var reads = new int[1];
        var greedy = Trigger.of(
                "greedy",
                request -> {
                    if (reads[0]++ == 0) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return Reading.of(7);
                },
                MetricTarget.averageValue(50));
        try (var autoscaler = autoscaler(greedy).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(lastReading("greedy"))
                    .isEqualTo(failure(Reading.Failure.Kind.UNAVAILABLE, "OutOfMemoryError: Java heap space"));
            assertThat(target.writes).isEmpty();

            time.advance(ofSeconds(15));
            assertThat(lastReading("greedy")).isEqualTo(Reading.of(7));
            assertThat(autoscaler.name()).isEqualTo("orders");
        }
    }
}

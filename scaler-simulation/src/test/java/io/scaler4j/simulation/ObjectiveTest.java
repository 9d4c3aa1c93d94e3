package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    private static final ScalingPolicy ONE =
            ScalingPolicy.builder().replicas(1, 1).build();

    private static Run queue(double perSecond) {
        return Simulation.of(ONE)
                .workload("lag", averageValue(1), Workload.queue(Load.constant(perSecond), Duration.ofMillis(200)))
                .lasting(Duration.ofMinutes(10));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "wait p99 <= 2s, 2, true",
        "wait p99.9<=250ms, 0.25, true",
        "wait  mean <= 1.5m, 90, true",
        "wait max <= 0s, 0, true",
        "time under <= 1%, 0.01, false",
        "under <= 2.5 %, 0.025, false"
    })
    void anObjectiveIsAMeasureAndALimit(String text, double limit, boolean needsWorkload) {
        Objective objective = Objective.parse(text);
        assertThat(objective.limit()).isCloseTo(limit, within(1e-12));
        assertThat(objective.needsWorkload()).isEqualTo(needsWorkload);
        assertThat(objective.isMetBy(limit)).isTrue();
        assertThat(objective.isMetBy(limit + 1e-9)).isFalse();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait p99 < 2s",
                "wait p99 <= 2",
                "wait p99 <= 2%",
                "time under <= 2s",
                "wait p100 <= 1s",
                "wait p0 <= 1s",
                "cost <= 1"
            })
    void anythingElseIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Objective.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was \"" + text + "\"")
                .hasMessageContaining("wait p99 <= 2s");
    }

    @Test
    void waitsAreThoseOfTheQueue() {
        Run overloaded = queue(6); // one replica does 5 a second
        QueueResult queue = overloaded.queue().orElseThrow();
        assertThat(Objective.parse("wait p50 <= 1s").measure(overloaded))
                .isEqualTo(queue.delay(0.5).toNanos() / 1e9)
                .isGreaterThan(10);
        assertThat(Objective.parse("wait mean <= 1s").measure(overloaded))
                .isEqualTo(queue.meanDelay().toNanos() / 1e9);
        assertThat(Objective.parse("wait max <= 1s").measure(queue(4))).isZero();
    }

    @Test
    void messagesThatStillWaitCountWithTheirTimeSoFar() {
        Run idle = Simulation.of(ScalingPolicy.builder().replicas(0, 1).build())
                .startingAt(0)
                .workload("lag", averageValue(1), Workload.queue(Load.constant(1), Duration.ofSeconds(1)))
                .failingWrites(Duration.ZERO, Duration.ofHours(1))
                .lasting(Duration.ofMinutes(1));
        assertThat(Objective.parse("wait max <= 1s").measure(idle)).isBetween(58.0, 60.0);
        assertThat(Objective.parse("wait max <= 1s").text(59.25)).isEqualTo("59.25 s");
    }

    @Test
    void sharesAreThoseOfTheScores() {
        Run run = Simulation.of(ONE)
                .trigger("rate", averageValue(10), Load.constant(5).then(Duration.ofMinutes(5), 40))
                .lasting(Duration.ofMinutes(10));
        assertThat(Objective.parse("time under <= 1%").measure(run)).isEqualTo(0.5);
        assertThat(Objective.parse("under <= 1%").measure(run)).isEqualTo(0.375);
        assertThat(Objective.parse("under <= 1%").text(0.375)).isEqualTo("37.5 %");
    }

    @Test
    void aWaitNeedsAWorkload() {
        Run run = Simulation.of(ONE)
                .trigger("rate", averageValue(10), Load.constant(5))
                .lasting(Duration.ofMinutes(1));
        assertThatThrownBy(() -> Objective.parse("wait p99 <= 2s").measure(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it a workload");
    }
}

package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Worked out by hand: demand 4 for an hour, then 10 for an hour, then 0 for an hour; turns every 15 minutes. */
class ScoresTest {

    private static final Load STEPS = Load.constant(40).then(ofMinutes(60), 100).then(ofMinutes(120), 0);
    private static final Duration LENGTH = ofMinutes(180);

    @Test
    void ofAFixedCount() {
        Scores scores = Scores.ofFixed(run(5), 5);

        assertThat(scores.accuracyUnder()).isCloseTo(0.5 / 3, within(1e-12));
        assertThat(scores.accuracyOver()).isCloseTo((0.25 + 5) / 3, within(1e-12));
        assertThat(scores.timeshareUnder()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(scores.timeshareOver()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(scores.jitterPerHour()).isCloseTo(-1, within(1e-12));
        assertThat(scores.replicaHours()).isCloseTo(15, within(1e-9));
        assertThat(scores.actions()).isZero();
    }

    @Test
    void ofAPolicyThatHoldsAreThoseOfItsCount() {
        assertThat(Scores.of(run(5))).isEqualTo(Scores.ofFixed(run(5), 5));
    }

    @Test
    void ofTheOracleAreTheBest() {
        Scores scores = Scores.ofOracle(run(4));

        assertThat(scores).isEqualTo(new Scores(0, 0, 0, 0, 0, scores.replicaHours(), 2));
        assertThat(scores.replicaHours()).isCloseTo(14, within(1e-9));
    }

    @Test
    void demandHasAMeanAndAPeak() {
        assertThat(Scores.meanDemand(run(5))).isEqualTo(5);
        assertThat(Scores.peakDemand(run(5))).isEqualTo(10);
    }

    @Test
    void timesWithoutADemandCountForCostsOnly() {
        Run failing = fixed(5).trigger("load", averageValue(10), STEPS.failing(ofMinutes(60), ofMinutes(180)))
                .lasting(LENGTH);
        Scores scores = Scores.of(failing);
        assertThat(scores.accuracyOver()).isCloseTo(0.25, within(1e-12));
        assertThat(scores.timeshareUnder()).isZero();
        assertThat(scores.replicaHours()).isCloseTo(15, within(1e-9));

        Run total = fixed(5).trigger("load", MetricTarget.value(10), STEPS).lasting(LENGTH);
        assertThat(Scores.of(total))
                .isEqualTo(new Scores(0, 0, 0, 0, 0, Scores.of(total).replicaHours(), 0));
        assertThat(Scores.meanDemand(total)).isZero();
        assertThat(Scores.peakDemand(total)).isZero();
    }

    @Test
    void twoPoliciesArePutSideBySide() {
        Run fixed = run(5);
        Run elastic = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .startingAt(5)
                .every(ofMinutes(15))
                .trigger("load", averageValue(10), STEPS)
                .lasting(LENGTH);
        var comparison = Comparison.of(fixed, elastic);

        assertThat(comparison.scores())
                .containsKeys("one", "other", "fixed at mean (5)", "fixed at peak (10)", "oracle");
        assertThat(comparison.firstDivergence()).hasValueSatisfying(divergence -> {
            assertThat(divergence.one().replicas()).isEqualTo(5);
            assertThat(divergence.other().replicas()).isNotEqualTo(5);
            assertThat(divergence.other().elapsed()).isEqualTo(divergence.one().elapsed());
        });
        assertThat(comparison.toString())
                .contains("replica hours", "fixed at peak (10)", "one    ", "other  ", "RECOMMEND");
        assertThat(Comparison.of(fixed, fixed).toString()).endsWith("no divergence");
    }

    private static Run run(int replicas) {
        return fixed(replicas).trigger("load", averageValue(10), STEPS).lasting(LENGTH);
    }

    private static Simulation fixed(int replicas) {
        return Simulation.of(
                        ScalingPolicy.builder().replicas(replicas, replicas).build())
                .startingAt(replicas)
                .every(ofMinutes(15));
    }
}

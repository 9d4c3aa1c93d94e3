package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** The run's own policy is that of the baseline, so whatever the load, there is no difference. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void ofHpaDefaultsAreThoseOfARunUnderThem(long seed) {
        var random = new SplittableRandom(seed);
        int min = random.nextInt(4);
        Run run = Simulation.of(ScalingPolicy.builder().replicas(min, 40).build())
                .startingAt(random.nextInt(20))
                .readyAfter(ofSeconds(random.nextInt(60)))
                .trigger(
                        "load",
                        averageValue(10),
                        Load.sine(150, 200, ofMinutes(random.nextInt(10, 60)))
                                .withPoissonNoise(seed)
                                .failing(ofMinutes(50), ofMinutes(55)))
                .schedule(instant -> ReplicaBounds.atLeast(instant.getEpochSecond() % 3_600 < 600 ? 5 : 0))
                .failingWrites(ofMinutes(20), ofMinutes(22))
                .lasting(ofMinutes(180));

        assertThat(Scores.ofHpaDefaults(run)).as(Seeds.replay(seed)).isEqualTo(Scores.of(run));
    }

    @Test
    void ofHpaDefaultsHaveTheBoundsOfTheRunAndNotItsCounts() {
        Scores scores = Scores.ofHpaDefaults(fixed(5).every(ofMinutes(1))
                .trigger("load", averageValue(10), STEPS)
                .lasting(LENGTH));
        assertThat(scores.actions()).as("5 to 5 replicas").isZero();

        var eager = ScalingPolicy.builder()
                .replicas(1, 8)
                .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
                .build();
        Run run = Simulation.of(eager)
                .startingAt(5)
                .every(ofMinutes(1))
                .trigger("load", averageValue(10), STEPS)
                .lasting(LENGTH);
        Scores defaults = Scores.ofHpaDefaults(run);
        assertThat(defaults.replicaHours() - Scores.of(run).replicaHours())
                .as("4 instead of 5 after 5 minutes, and 1 instead of 8 after 5 minutes, up to 8 of 10")
                .isCloseTo((5 + 7 * 5) / 60.0, within(0.2));
        assertThat(defaults.accuracyUnder()).isCloseTo(Scores.of(run).accuracyUnder(), within(1e-9));
    }

    @Test
    void aRunStandsBesideItsBaselines() {
        assertThat(Scores.baselines(run(5)).keySet())
                .containsExactly("HPA defaults", "fixed at mean (5)", "fixed at peak (10)", "oracle");
        assertThat(Scores.table(run(5)).lines())
                .hasSize(6)
                .element(1)
                .isEqualTo(
                        "this run                    16.7   175.0      33.3     66.7     -1.00          15.0       0");
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
                .containsOnlyKeys("one", "other", "HPA defaults", "fixed at mean (5)", "fixed at peak (10)", "oracle");
        assertThat(comparison.firstDivergence()).hasValueSatisfying(divergence -> {
            assertThat(divergence.one().replicas().orElseThrow()).isEqualTo(5);
            assertThat(divergence.other().replicas().orElseThrow()).isNotEqualTo(5);
            assertThat(divergence.other().at()).isEqualTo(divergence.one().at());
        });
        assertThat(comparison.toString())
                .contains("replica hours", "fixed at peak (10)", "one    ", "other  ", "RECOMMEND");
        assertThat(Comparison.of(fixed, fixed).toString()).endsWith("no divergence");
    }

    @Test
    void messagesThatWaitForTooLongAreBreaches() {
        Workload workload = Workload.queue(Load.constant(1).then(ofSeconds(5), 0), ofMillis(1_500));
        Run run = fixed(1).workload("lag", averageValue(10), workload).lasting(LENGTH);
        QueueResult queue = run.queue().orElseThrow();

        assertThat(queue.shareAbove(ZERO)).as("waits of 0, 0.5, 1 and 1.5 s").isEqualTo(0.75);
        assertThat(queue.shareAbove(ofMillis(999))).isEqualTo(0.5);
        assertThat(queue.shareAbove(ofMillis(1_000))).isEqualTo(0.25);
        assertThat(queue.shareAbove(ofMillis(1_500))).isZero();
        assertThat(Scores.table(run)).endsWith("\nthis run " + queue + "\n");
        assertThat(Comparison.of(run, run).toString())
                .contains("one    4 arrived, 4 done, 0 waiting, 0 under way; waited 750 ms on average, 500 ms at p50,"
                        + " 1500 ms at p95, 1500 ms at p99, 1500 ms at most\nother  4 arrived");
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

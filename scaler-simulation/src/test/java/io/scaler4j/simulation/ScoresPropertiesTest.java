package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of the scores, worked out again without them, on random runs. */
class ScoresPropertiesTest {

    private static final String SEEDS = "io.scaler4j.simulation.Seeds#all";

    private static Run run(long seed, double factor) {
        var random = new SplittableRandom(seed);
        return Simulation.of(ScalingPolicy.builder()
                        .replicas(0, 40)
                        .cooldown(ofMinutes(1))
                        .build())
                .startingAt(random.nextInt(10))
                .every(ofSeconds(random.nextInt(5, 60)))
                .trigger("lag", averageValue(10 * factor), load(seed, factor))
                .trigger("rate", averageValue(100), Load.bursts(0, 900, ofMinutes(7), ofMinutes(1)))
                .gap(ofMinutes(20), ofMinutes(23))
                .lasting(ofMinutes(45));
    }

    private static Load load(long seed, double factor) {
        Load noisy = Load.sine(120, 120, ofMinutes(11)).withPoissonNoise(seed);
        return Load.of(elapsed -> factor * ((Reading.Value) noisy.at(elapsed)).activationValue())
                .failing(ofMinutes(30), ofMinutes(32));
    }

    /** What a turn's readings ask for, by the two targets of the runs. */
    private static OptionalInt demand(Turn turn) {
        int largest = 0;
        for (var measurement : turn.observation().orElseThrow().measurements()) {
            if (!(measurement.reading() instanceof Reading.Value value)) {
                return OptionalInt.empty();
            }
            double wanted = measurement.trigger().equals("lag") ? 10 : 100;
            largest = Math.max(largest, (int) Math.ceil(value.milli() / 1_000.0 / wanted));
        }
        return OptionalInt.of(largest);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void scoresAreWhatTheirFormulasSay(long seed) {
        Run run = run(seed, 1);
        double known = 0;
        double under = 0;
        double over = 0;
        double timeUnder = 0;
        double timeOver = 0;
        double replicaSeconds = 0;
        for (int i = 0; i < run.turns().size(); i++) {
            Turn turn = run.turns().get(i);
            Duration end = i + 1 < run.turns().size() ? run.elapsed(run.turns().get(i + 1)) : run.length();
            double seconds = end.minus(run.elapsed(turn)).toMillis() / 1_000.0;
            int supply = turn.replicas().orElseThrow();
            replicaSeconds += supply * seconds;
            OptionalInt demand = demand(turn);
            if (demand.isPresent()) {
                int wanted = demand.getAsInt();
                known += seconds;
                under += seconds * Math.max(wanted - supply, 0) / Math.max(1, wanted);
                over += seconds * Math.max(supply - wanted, 0) / Math.max(1, wanted);
                timeUnder += supply < wanted ? seconds : 0;
                timeOver += supply > wanted ? seconds : 0;
            }
        }
        Scores scores = Scores.of(run);
        assertThat(scores.accuracyUnder()).as(Seeds.replay(seed)).isCloseTo(under / known, within(1e-9));
        assertThat(scores.accuracyOver()).as(Seeds.replay(seed)).isCloseTo(over / known, within(1e-9));
        assertThat(scores.timeshareUnder()).as(Seeds.replay(seed)).isCloseTo(timeUnder / known, within(1e-9));
        assertThat(scores.timeshareOver()).as(Seeds.replay(seed)).isCloseTo(timeOver / known, within(1e-9));
        assertThat(scores.replicaHours()).as(Seeds.replay(seed)).isCloseTo(replicaSeconds / 3_600, within(1e-6));
        assertThat(scores.actions())
                .as(Seeds.replay(seed))
                .isEqualTo(run.changes().size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void theOracleIsNeverWrongAndNoFixedCountIsBetter(long seed) {
        Run run = run(seed, 1);
        Scores oracle = Scores.ofOracle(run);
        assertThat(oracle.accuracyUnder()).as(Seeds.replay(seed)).isZero();
        assertThat(oracle.accuracyOver()).as(Seeds.replay(seed)).isZero();
        for (int replicas : new int[] {0, 5, 40}) {
            Scores fixed = Scores.ofFixed(run, replicas);
            assertThat(fixed.timeshareUnder() + fixed.timeshareOver())
                    .as(Seeds.replay(seed))
                    .isBetween(0.0, 1 + 1e-9);
            assertThat(fixed.accuracyUnder()).as(Seeds.replay(seed)).isBetween(0.0, 1 + 1e-9);
            assertThat(fixed.actions()).as(Seeds.replay(seed)).isZero();
            assertThat(fixed.jitterPerHour()).as(Seeds.replay(seed)).isNegative();
        }
        assertThat(Scores.ofFixed(run, Scores.peakDemand(run)).timeshareUnder())
                .as(Seeds.replay(seed))
                .isZero();
        assertThat(Scores.ofFixed(run, 0).timeshareOver())
                .as(Seeds.replay(seed))
                .isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void theUnitOfALoadMeansNothing(long seed) {
        assertThat(Scores.of(run(seed, 1_000))).as(Seeds.replay(seed)).isEqualTo(Scores.of(run(seed, 1)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void moreReplicasAreNeverUnderMoreAndNeverOverLess(long seed) {
        Run run = run(seed, 1);
        int replicas = new SplittableRandom(seed).nextInt(30);
        Scores few = Scores.ofFixed(run, replicas);
        Scores more = Scores.ofFixed(run, replicas + 1);
        assertThat(more.accuracyUnder()).as(Seeds.replay(seed)).isLessThanOrEqualTo(few.accuracyUnder());
        assertThat(more.accuracyOver()).as(Seeds.replay(seed)).isGreaterThanOrEqualTo(few.accuracyOver());
        assertThat(more.replicaHours()).as(Seeds.replay(seed)).isGreaterThan(few.replicaHours());
    }

    @Test
    void aRunWithoutATurnScoresNothing() {
        Run run = Simulation.of(ScalingPolicy.builder().replicas(1, 5).build())
                .trigger("lag", averageValue(10), Load.constant(20))
                .gap(Duration.ZERO, ofMinutes(2))
                .lasting(ofMinutes(1));
        assertThat(run.turns()).isEmpty();
        assertThat(Scores.of(run)).isEqualTo(new Scores(0, 0, 0, 0, 0, 0, 0));
        assertThat(Scores.meanDemand(run)).isZero();
        assertThat(Scores.peakDemand(run)).isZero();
    }

    @Test
    void theTextHasPercentages() {
        assertThat(new Scores(0.123, 1.5, 0.25, 0.5, -2.345, 12.04, 7))
                .hasToString("under 12.3 % in 25.0 % of the time, over 150.0 % in 50.0 %, jitter -2.35/h, 12.0 replica"
                        + " hours, 7 actions");
    }
}

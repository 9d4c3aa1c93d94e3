package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run tells of its turns, and how it is written. */
class RunTest {

    private static Simulation simulation(long seed) {
        var random = new SplittableRandom(seed);
        return Simulation.of(ScalingPolicy.builder()
                        .replicas(0, 30)
                        .cooldown(ofMinutes(2))
                        .build())
                .startingAt(random.nextInt(10))
                .every(ofSeconds(random.nextInt(1, 40)))
                .idleEvery(ofSeconds(random.nextInt(1, 90)))
                .trigger(
                        "lag",
                        averageValue(10),
                        Load.bursts(0, random.nextInt(400), ofMinutes(9), ofMinutes(2))
                                .withPoissonNoise(seed))
                .failingWrites(ofMinutes(10), ofMinutes(11));
    }

    private static Run run(long seed) {
        return simulation(seed).lasting(ofMinutes(30));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void theCountAtATimeIsWhatTheLastTurnUntilThenLeft(long seed) {
        Run run = run(seed);
        assertThat(run.replicasAt(ofNanos(-1))).as(Seeds.replay(seed)).isEqualTo(run.start());
        for (int i = 0; i < run.turns().size(); i++) {
            Turn turn = run.turns().get(i);
            int left = turn.replicas().orElseThrow();
            int before =
                    i == 0 ? run.start() : run.turns().get(i - 1).replicas().orElseThrow();
            assertThat(run.replicasAt(run.elapsed(turn))).as(Seeds.replay(seed)).isEqualTo(left);
            assertThat(run.replicasAt(run.elapsed(turn).minusNanos(1)))
                    .as(Seeds.replay(seed))
                    .isEqualTo(before);
        }
        assertThat(run.replicasAt(ofMinutes(100)))
                .isEqualTo(run.turns().get(run.turns().size() - 1).replicas().orElseThrow());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void theSeriesHasEachCountThatDiffersFromTheOneBeforeAndOneForEachChange(long seed) {
        Run run = run(seed);
        List<Integer> series = run.series();
        assertThat(series.get(0)).as(Seeds.replay(seed)).isEqualTo(run.start());
        for (int i = 1; i < series.size(); i++) {
            assertThat(series.get(i)).as(Seeds.replay(seed)).isNotEqualTo(series.get(i - 1));
        }
        assertThat(series).as(Seeds.replay(seed)).hasSize(1 + run.changes().size());
        assertThat(series.subList(1, series.size()))
                .as(Seeds.replay(seed))
                .isEqualTo(run.changes().stream()
                        .map(turn -> turn.replicas().orElseThrow())
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void turnsAreWithinTheRunInTheOrderOfTimeAndTheSameEachTime(long seed) {
        Run run = run(seed);
        assertThat(run.elapsed(run.turns().get(0))).isZero();
        for (int i = 1; i < run.turns().size(); i++) {
            assertThat(run.turns().get(i).at())
                    .as(Seeds.replay(seed))
                    .isAfter(run.turns().get(i - 1).at())
                    .isBefore(run.beginning().plus(run.length()));
        }
        assertThat(run(seed).toString()).as(Seeds.replay(seed)).isEqualTo(run.toString());
        assertThat(run(seed).state()).as(Seeds.replay(seed)).isEqualTo(run.state());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void keepingTheLastTurnsChangesNothingAboutThem(long seed) {
        Run all = run(seed);
        int kept = 1 + new SplittableRandom(seed).nextInt(50);
        Run last = simulation(seed).keepingLast(kept).lasting(ofMinutes(30));
        int size = all.turns().size();
        assertThat(Timeline.of(last, last.turns()))
                .as(Seeds.replay(seed))
                .isEqualTo(Timeline.of(all, all.turns().subList(Math.max(0, size - kept), size)));
        assertThat(last.state()).as(Seeds.replay(seed)).isEqualTo(all.state());
        assertThat(last.length()).isEqualTo(all.length());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void aSimulationMayBeRunSeveralTimes(long seed) {
        Simulation simulation = simulation(seed);
        Run first = simulation.lasting(ofMinutes(5));
        Run second = simulation.lasting(ofMinutes(30));
        assertThat(second.toString()).as(Seeds.replay(seed)).isEqualTo(run(seed).toString());
        assertThat(second.turns().subList(0, first.turns().size()))
                .as("%s, a longer run begins as a shorter one", Seeds.replay(seed))
                .extracting(Turn::replicas)
                .isEqualTo(first.turns().stream().map(Turn::replicas).toList());
    }

    @Test
    void theTurnsOfARunAreUnmodifiable() {
        Run run = run(1);
        assertThatThrownBy(() -> run.turns().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> run.series().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> run.changes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(run.queue()).isEmpty();
        assertThat(run.state()).isNotEqualTo(ScalingState.initial());
    }

    // ---- as text

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0:00:00",
        "PT59.999S, 0:00:59.999",
        "PT59.9999S, 0:00:59.999",
        "PT1H2M15S, 1:02:15",
        "PT0.005S, 0:00:00.005",
        "P4DT1M, 96:01:00"
    })
    void aTimeIsWrittenInHoursMinutesAndSeconds(Duration time, String text) {
        assertThat(Timeline.text(time)).isEqualTo(text);
    }

    private static Run hold(Simulation simulation) {
        return simulation
                .startingAt(2)
                .trigger("lag", averageValue(10), Load.constant(20).then(ofSeconds(45), 60))
                .lasting(ofMinutes(4));
    }

    private static Simulation upTo20() {
        return Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .beginning(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void aTurnIsALineWithItsTimeCountReadingsAndDecision() {
        Run run = hold(upTo20());
        Turn fourth = run.turns().get(3);
        assertThat(Timeline.line(run, fourth))
                .startsWith("  0:00:45     6  lag 60  ")
                .endsWith(fourth.decision().orElseThrow().toString())
                .doesNotContain("WRITE FAILED");
        assertThat(run.toString().lines()).hasSameSizeAs(run.turns()).element(3).isEqualTo(Timeline.line(run, fourth));
        assertThat(Timeline.of(run, List.of())).isEmpty();
    }

    @Test
    void aWriteThatFailedIsToldInItsLine() {
        Run run = hold(upTo20().failingWrites(ofSeconds(45), ofSeconds(60)));
        assertThat(Timeline.line(run, run.turns().get(3))).startsWith("  0:00:45     2  lag 60  WRITE FAILED  ");
        assertThat(run.replicasAt(ofSeconds(59))).isEqualTo(2);
        assertThat(run.replicasAt(ofSeconds(60))).isEqualTo(6);
    }

    @ParameterizedTest(name = "turn {0}: {1} lines, the {2}. is marked")
    @CsvSource({"0, 5, 0", "3, 8, 3", "4, 9, 4", "10, 9, 4", "15, 5, 4"})
    void aTurnStandsAmongUpToFourBeforeAndAfterIt(int index, int size, int marked) {
        Run run = hold(upTo20());
        assertThat(run.turns()).hasSize(16);
        List<String> lines =
                Timeline.around(run, run.turns().get(index)).lines().toList();
        assertThat(lines).hasSize(size);
        assertThat(lines.get(marked))
                .isEqualTo("> " + Timeline.line(run, run.turns().get(index)));
        assertThat(lines).filteredOn(line -> line.startsWith("> ")).hasSize(1);
        assertThat(lines.get(0)).endsWith(Timeline.line(run, run.turns().get(index - marked)));
    }

    // ---- two runs

    @Test
    void runsWithTurnsAtOtherTimesAreNotCompared() {
        Run quick = hold(upTo20());
        Run slow = hold(upTo20().every(ofSeconds(20)));
        assertThat(Comparison.of(quick, slow).firstDivergence()).isEmpty();
        assertThat(Comparison.of(quick, slow).toString()).endsWith("no divergence");
    }

    @Test
    void theFirstTurnAfterWhichCountsDifferIsTheDivergence() {
        Run one = hold(upTo20());
        Run other = hold(upTo20().failingWrites(ofSeconds(45), ofSeconds(60)));
        assertThat(Comparison.of(one, other).firstDivergence()).hasValueSatisfying(divergence -> {
            assertThat(divergence.elapsed()).hasSeconds(45);
            assertThat(divergence.toString().lines())
                    .containsExactly(
                            "one    " + Timeline.line(one, divergence.one()),
                            "other  " + Timeline.line(other, divergence.other()));
        });
    }

    @Test
    void aShorterRunThatAgreesAsLongAsItLastsDoesNotDiverge() {
        Run one = hold(upTo20());
        Run shorter = upTo20().startingAt(2)
                .trigger("lag", averageValue(10), Load.constant(20))
                .lasting(ofSeconds(45));
        assertThat(Comparison.of(one, shorter).firstDivergence()).isEmpty();
        assertThat(shorter.elapsed(shorter.turns().get(0))).isEqualTo(ZERO);
    }
}

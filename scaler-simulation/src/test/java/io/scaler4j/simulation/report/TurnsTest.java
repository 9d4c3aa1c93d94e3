package io.scaler4j.simulation.report;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report finds out about turns, and which of them it draws. */
class TurnsTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(2)).build();

    // ---- gaps

    @Test
    void missingTurnsAreAGapWhoseTimeIsKnown() {
        Run run = Simulation.of(POLICY)
                .trigger("queue", averageValue(50), Load.constant(400))
                .gap(ofMinutes(10), ofMinutes(12))
                .lasting(ofHours(1));
        List<ReportedTurn> gaps =
                Turns.of(run).all().stream().filter(ReportedTurn::isBeforeGap).toList();
        assertThat(gaps).singleElement().satisfies(turn -> {
            assertThat(turn.elapsed()).isEqualTo(ofMinutes(10).minusSeconds(15));
            assertThat(turn.end()).isEqualTo(ofMinutes(12));
        });
    }

    @Test
    void aGapAtTheEndIsOneToo() {
        Run run = Simulation.of(POLICY)
                .trigger("queue", averageValue(50), Load.constant(400))
                .gap(ofMinutes(50), ofHours(1))
                .lasting(ofHours(1));
        assertThat(Turns.of(run).all()).last().satisfies(turn -> {
            assertThat(turn.isBeforeGap()).isTrue();
            assertThat(turn.end()).isEqualTo(ofHours(1));
        });
    }

    @Test
    void aSleepingTargetThatIsLookedAtLessOftenHasNoGaps() {
        Run run = Simulation.of(POLICY)
                .startingAt(0)
                .trigger("queue", averageValue(50), Load.bursts(0, 400, ofMinutes(40), ofMinutes(2)))
                .idleEvery(ofMinutes(5))
                .lasting(ofHours(4));
        assertThat(run.turns()).as("turns at both intervals").hasSizeBetween(80, 600);
        assertThat(Turns.of(run).count(ReportedTurn::isBeforeGap)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void turnsThatAreALittleEarlyOrLateLeaveNoGap(long seed) {
        var random = new SplittableRandom(seed);
        Run run = Simulation.of(POLICY)
                .startingAt(0)
                .trigger("queue", averageValue(50), Load.bursts(0, 400, ofMinutes(40), ofMinutes(2)))
                .idleEvery(ofMinutes(5))
                .gap(ofMinutes(41), ofMinutes(43))
                .lasting(ofHours(4));
        List<Turn> live = run.turns().stream()
                .map(turn -> Turn.of(
                        "live",
                        turn.at().plusNanos(random.nextInt(200_000_000)),
                        turn.observation().orElseThrow(),
                        turn.decision().orElseThrow(),
                        turn.outcome()))
                .toList();
        var rhythm = new Rhythm(run.beginning(), live, run.length());
        assertThat(IntStream.range(0, live.size()).filter(rhythm::isBroken))
                .as("the gap while the target is active, and no other")
                .singleElement()
                .satisfies(turn -> assertThat(rhythm.end(turn)).isBetween(ofMinutes(43), ofMinutes(44)));
    }

    // ---- what happened in a turn

    @Test
    void timeIsHeldByAWindowAsLongAsTheRecommendationIsOverruled() {
        Run run = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .startingAt(8)
                .trigger("queue", averageValue(50), Load.constant(400).then(ofMinutes(10), 40))
                .lasting(ofHours(1));
        assertThat(Turns.of(run).time(ReportedTurn::isHeldByWindow))
                .isEqualTo(ofMinutes(5).minusSeconds(15));
    }

    @Test
    void nobodyKnowsWhatWasHeldInAGap() {
        Run run = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .startingAt(8)
                .trigger("queue", averageValue(50), Load.constant(400).then(ofMinutes(10), 40))
                .gap(ofMinutes(11), ofMinutes(12))
                .lasting(ofHours(1));
        assertThat(Turns.of(run).time(ReportedTurn::isHeldByWindow))
                .as("without the time from the last turn before the gap to its end")
                .isEqualTo(ofMinutes(5).minusSeconds(15).minusSeconds(75));
    }

    @Test
    void aTriggerThatIsLeftAloneHasNotFailed() {
        Load load = elapsed -> elapsed.compareTo(ofMinutes(5)) < 0
                ? Reading.failure(Reading.Failure.Kind.NOT_YET, "the first of two samples")
                : Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "nobody answers");
        Run run = Simulation.of(POLICY).trigger("cpu", averageValue(50), load).lasting(ofMinutes(6));
        assertThat(Turns.of(run).time(ReportedTurn::isFailed)).isEqualTo(ofMinutes(1));
    }

    // ---- which are drawn

    @Test
    void aSampleOfALongRunHasItsPeaksWhereverTheyAre() {
        Load spikes = elapsed -> Reading.of(spike(elapsed));
        Run run = Simulation.of(ScalingPolicy.builder().replicas(1, 50).build())
                .trigger("queue", averageValue(50), spikes)
                .gap(ofHours(50), ofHours(50).plusMinutes(5))
                .failingWrites(ofHours(60), ofHours(60).plusSeconds(30))
                .lasting(ofHours(96));
        var turns = Turns.of(run);
        List<ReportedTurn> sample = Sample.of(turns);

        assertThat(turns.all()).hasSizeGreaterThan(20_000);
        assertThat(sample).hasSizeLessThan(Sample.MOST_TURNS).isSubsetOf(turns.all());
        assertThat(sample).isSortedAccordingTo((one, other) -> one.elapsed().compareTo(other.elapsed()));
        assertThat(sample)
                .startsWith(turns.all().get(0))
                .endsWith(turns.all().get(turns.all().size() - 1));
        ToDoubleFunction<ReportedTurn> replicas = turn -> turn.replicas();
        ToDoubleFunction<ReportedTurn> value = turn -> spike(turn.elapsed());
        for (var of : List.of(replicas, value)) {
            assertThat(sample.stream().mapToDouble(of).max())
                    .isEqualTo(turns.all().stream().mapToDouble(of).max());
            assertThat(sample.stream().mapToDouble(of).min())
                    .isEqualTo(turns.all().stream().mapToDouble(of).min());
        }
        assertThat(sample.stream().filter(ReportedTurn::isBeforeGap)).hasSize(1);
        assertThat(sample.stream().filter(turn -> turn.isUnwritten())).isNotEmpty();
        assertThat(Summary.notes(turns, sample))
                .singleElement()
                .asString()
                .contains(Numbers.whole(sample.size()) + " of "
                        + Numbers.whole(turns.all().size()) + " turns");
    }

    /** One reading far above the others, one far below, and a peak while writes fail. */
    private static double spike(Duration elapsed) {
        if (elapsed.equals(ofHours(33).plusSeconds(45))) {
            return 2_000;
        }
        boolean low = elapsed.equals(ofHours(71).plusSeconds(15));
        return low ? 1 : elapsed.toHours() == 60 ? 900 : 400;
    }

    @Test
    void aRunThatKeptItsLastTurnsSaysWhereTheyBegin() {
        Run run = Simulation.of(POLICY)
                .trigger("queue", averageValue(50), Load.constant(400))
                .keepingLast(10)
                .lasting(ofHours(1));
        var turns = Turns.of(run);
        assertThat(Summary.notes(turns, Sample.of(turns)))
                .containsExactly("The first turn that was kept is that of 0:57:30; everything here begins there.");
        assertThat(turns.beginning())
                .hasValueSatisfying(begin -> assertThat(begin)
                        .isEqualTo(run.turns().get(0).at().minus(ofMinutes(57).plus(ofSeconds(30)))));
    }
}

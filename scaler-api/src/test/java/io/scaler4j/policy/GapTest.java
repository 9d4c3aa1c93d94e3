package io.scaler4j.policy;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long times without a decision, and clocks that jump. */
class GapTest extends DecisionFixture {

    private static final ScalingRules NO_WINDOW =
            rules().stabilizationWindow(Duration.ZERO).build();

    @ParameterizedTest(name = "every {0} s, {1} ms after the last decision: a gap is {2}")
    @CsvSource({"15, 75000, false", "15, 75001, true", "1, 59999, false", "1, 60000, true", "60, 300000, false"})
    void aGapIsLongerThanFiveIntervalsAndAtLeastAMinute(int interval, int later, boolean gap) {
        var timeline = startingAt(8, policy(1, 20)).every(ofSeconds(interval));
        timeline.sees(400);
        var decision = timeline.after(ofMillis(later)).sees(400);
        assertThat(decision.explanation().steps().get(0).stage() == Stage.GAP).isEqualTo(gap);
    }

    @Test
    void afterAGapNothingShrinksAtFirstEvenWithoutAWindow() {
        var timeline = startingAt(8, policy(0, 20).scaleDown(NO_WINDOW)).every(ofSeconds(15));
        timeline.sees(400);
        assertSteps(
                timeline.after(ofHours(8)).sees(0),
                "GAP 8 -> 8 no decision for 28800 s, as at first sight",
                "DEACTIVATE 8 -> 8 inactive, cooldown for another 300 s",
                "RECOMMEND 8 -> 0 lag 0 of 50 per replica",
                "STABILIZE 0 -> 8 not below the count at first sight",
                "RATE_LIMIT 8 -> 8 no change wanted");
        assertThat(timeline.after(ofSeconds(15)).sees(0).to())
                .as("the rules apply again: no window, 1 is active")
                .isEqualTo(1);
    }

    @Test
    void afterAGapTheWindowBeginsWithTheCountAndTheCooldownBeginsAnew() {
        var timeline = startingAt(8, policy(0, 20)).every(ofSeconds(15));
        timeline.sees(400);
        timeline.after(ofDays(1)).sees(0);
        for (int i = 0; i < 19; i++) {
            assertThat(timeline.after(ofSeconds(15)).sees(0).to()).isEqualTo(8);
        }
        timeline.after(ofSeconds(15)).sees(0);
        assertThat(timeline.after(ofSeconds(15)).sees(0).to()).isZero();
    }

    @Test
    void afterAGapTheTargetStillGrowsAndComesIntoRange() {
        var timeline = startingAt(4, policy(1, 20)).every(ofSeconds(15));
        timeline.sees(200);
        assertThat(timeline.after(ofHours(1)).sees(400).to()).isEqualTo(8);
        assertThat(timeline.isSetTo(30).after(ofHours(1)).sees(400).to()).isEqualTo(20);
    }

    @Test
    void asleepAGapSaysNothing() {
        var timeline = startingAt(0, policy(0, 20)).every(ofSeconds(15));
        timeline.sees(0);
        assertSteps(timeline.after(ofHours(1)).sees(0), "ACTIVATE 0 -> 0 no trigger is active");
        assertThat(timeline.after(ofHours(1)).sees(100).to()).isEqualTo(2);
    }

    @Test
    void firstSightItselfIsNoGap() {
        var decision = startingAt(8, policy(1, 20)).every(ofSeconds(15)).sees(400);
        assertThat(decision.explanation().steps()).extracting(Step::stage).doesNotContain(Stage.GAP);
    }

    @Test
    void aTargetThatWasNeverActiveStartsItsInitialCooldownAnew() {
        var timeline = startingAt(8, policy(0, 20).cooldown(ofMinutes(1)).initialCooldown(ofMinutes(2)))
                .every(ofSeconds(15));
        timeline.sees(0);
        var decision = timeline.after(ofHours(1)).sees(0);
        assertThat(decision.explanation().steps().get(1))
                .hasToString("DEACTIVATE 8 -> 8 inactive, cooldown for another 120 s");
    }

    @Test
    void changesWithinARatesPeriodAreStillCounted() {
        var timeline = startingAt(
                        4,
                        policy(1, 20).scaleUp(rules().replicas(4, ofMinutes(30)).build()))
                .every(ofSeconds(15));
        timeline.sees(1000);
        assertThat(timeline.count()).isEqualTo(8);
        assertThat(timeline.after(ofMinutes(10)).sees(1000).to()).isEqualTo(8);
        assertThat(timeline.after(ofMinutes(20)).sees(1000).to()).isEqualTo(12);
    }

    @Test
    void aClockThatIsSetBackIsTakenToStandStill() {
        var timeline = startingAt(8, policy(0, 20)).every(ofSeconds(15));
        timeline.sees(400);
        var decision = timeline.after(ofHours(-3)).sees(0);
        assertThat(decision.to()).isEqualTo(8);
        assertThat(timeline.state().lastDecisionAt()).contains(Timeline.START);
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        var lag = Measurement.of("lag", MetricTarget.averageValue(50), Reading.of(1));
        var observation = Observation.of(Timeline.START, Replicas.of(1), lag);
        assertThatThrownBy(() -> observation.every(Duration.ZERO))
                .hasMessage("interval must be more than 0 s, was 0 s");
    }
}

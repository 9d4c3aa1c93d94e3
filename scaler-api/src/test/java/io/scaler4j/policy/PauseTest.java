package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import org.junit.jupiter.api.Test;

/** Pauses, one-way pauses and forced activation. */
class PauseTest extends DecisionFixture {

    private static final Control NO_SCALE_IN = Control.none().pauseScaleIn();
    private static final Control NO_SCALE_OUT = Control.none().pauseScaleOut();

    // ---- full pause

    @Test
    void aPausedTargetIsFrozenEvenOutsideOfItsBounds() {
        var timeline = startingAt(30, policy(1, 10)).under(Control.none().pause());
        var decision = timeline.sees(5000);
        assertSteps(decision, "PAUSE 30 -> 30 paused");
        assertThat(decision.explanation().binding()).isEqualTo(new Explanation.Binding(Stage.PAUSE, Reason.PAUSED, 10));
    }

    @Test
    void pausedAtACountItGoesThereInOneStepPastEveryBound() {
        var timeline = startingAt(5, policy(1, 10).scaleDown(ScalingRules.disabled()));
        assertSteps(timeline.under(Control.none().pauseAt(0)).sees(500), "PAUSE 5 -> 0 paused at 0");
        assertSteps(timeline.under(Control.none().pauseAt(40)).sees(0), "PAUSE 0 -> 40 paused at 40");
    }

    @Test
    void aPausedTurnStillNotesActivityAndFailures() {
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(1)));
        timeline.under(Control.none().pause()).sees(200);
        assertThat(timeline.state().lastActiveAt()).contains(Timeline.START);

        var failing = Measurement.of("lag", averageValue(50), DOWN)
                .fallback(Fallback.replicas(7).afterFailures(1));
        timeline.sees(failing);
        assertSteps(
                timeline.under(Control.none()).sees(failing),
                "RECOMMEND 4 -> 7 lag failed 2 times: UNAVAILABLE broker is down; its fallback asks for 7, as a value of"
                        + " 350 would",
                "STABILIZE 7 -> 7 the windows agree",
                "RATE_LIMIT 7 -> 7 allowed: 4 per 15 s or 100 % per 15 s");
    }

    @Test
    void theZeroOfAPauseIsOnesOwn() {
        var timeline = startingAt(4, policy(0, 10).respectManualZero());
        timeline.under(Control.none().pauseAt(0)).sees(200);
        assertThat(timeline.under(Control.none()).sees(200).to()).isEqualTo(4);
    }

    @Test
    void afterALongPauseNothingShrinksAtFirstAndTheCooldownBeginsAnew() {
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(1))).every(ofSeconds(15));
        timeline.sees(200);
        timeline.under(Control.none().pauseAt(8));
        for (int i = 0; i < 20; i++) {
            timeline.after(ofSeconds(15)).sees(0);
        }
        var decision = timeline.under(Control.none()).after(ofSeconds(15)).sees(0);
        assertSteps(
                decision,
                "GAP 8 -> 8 no decision for 315 s, as at first sight",
                "DEACTIVATE 8 -> 8 inactive, cooldown for another 60 s",
                "RECOMMEND 8 -> 0 lag 0 of 50 per replica",
                "STABILIZE 0 -> 8 not below the count at first sight",
                "RATE_LIMIT 8 -> 8 no change wanted");
    }

    @Test
    void aPauseFromTheVeryBeginningIsFirstSightWhenItEnds() {
        var timeline = startingAt(8, policy(0, 10))
                .every(ofSeconds(15))
                .under(Control.none().pause());
        for (int i = 0; i < 60; i++) {
            timeline.sees(0);
            timeline.after(ofSeconds(15));
        }
        assertThat(timeline.under(Control.none()).sees(0).to()).isEqualTo(8);
    }

    // ---- one way

    @Test
    void withoutScaleInTheCountHoldsAndStillGrows() {
        var timeline = startingAt(
                        8,
                        policy(1, 10)
                                .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                                        .build()))
                .under(NO_SCALE_IN);
        var decision = timeline.sees(100);
        assertSteps(
                decision,
                "RECOMMEND 8 -> 2 lag 100 of 50 per replica",
                "STABILIZE 2 -> 2 the windows agree",
                "RATE_LIMIT 2 -> 8 scale-in is paused");
        assertThat(decision.explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.RATE_LIMIT, Reason.SCALE_IN_PAUSED, 2));
        assertThat(timeline.sees(500).to()).isEqualTo(10);
    }

    @Test
    void withoutScaleInItNeitherFallsAsleepNorComesDownToTheMaximum() {
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(1))).under(NO_SCALE_IN);
        timeline.sees(200);
        var decision = timeline.after(ofMinutes(20)).sees(0);
        assertThat(decision.explanation().steps().get(0))
                .hasToString("DEACTIVATE 4 -> 4 inactive, but scale-in is paused");
        assertThat(decision.to()).isEqualTo(4);
        assertSteps(timeline.isSetTo(12).sees(200), "RANGE 12 -> 12 above the maximum of 10, but scale-in is paused");
    }

    @Test
    void withoutScaleOutNothingWakesAndNothingIsRaised() {
        var timeline = startingAt(0, policy(0, 10)).under(NO_SCALE_OUT);
        assertSteps(timeline.sees(7), "ACTIVATE 0 -> 0 lag 7 is above 0, but scale-out is paused");
        assertThat(timeline.state().lastActiveAt()).as("it was not activated").isEmpty();
        assertSteps(
                startingAt(1, policy(5, 10)).under(NO_SCALE_OUT).sees(0),
                "RANGE 1 -> 1 below the minimum of 5, but scale-out is paused");
    }

    @Test
    void withoutScaleOutTheCountHoldsAndStillShrinks() {
        var timeline = startingAt(
                        4,
                        policy(1, 10)
                                .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                                        .build()))
                .under(NO_SCALE_OUT);
        assertSteps(
                timeline.sees(500),
                "RECOMMEND 4 -> 10 lag 500 of 50 per replica",
                "STABILIZE 10 -> 10 the windows agree",
                "RATE_LIMIT 10 -> 4 scale-out is paused");
        assertThat(timeline.after(ofSeconds(15)).sees(100).to()).isEqualTo(2);
    }

    @Test
    void bothOneWayPausesTogetherFreezeTheMetrics() {
        var both = Control.none().pauseScaleIn().pauseScaleOut();
        var timeline = startingAt(4, policy(1, 10)).under(both);
        assertThat(timeline.sees(5000).to()).isEqualTo(4);
        assertThat(timeline.after(ofMinutes(20)).sees(0).to()).isEqualTo(4);
    }

    @Test
    void whatAPauseHoldsBackIsWhatWouldHaveBeenWithoutIt() {
        var slow = policy(1, 20)
                .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                        .replicas(2, ofMinutes(1))
                        .build());
        assertThat(without(startingAt(10, slow).under(NO_SCALE_IN).sees(50))).isEqualTo(8);
        assertThat(without(startingAt(0, policy(0, 10)).under(NO_SCALE_OUT).sees(200)))
                .isEqualTo(4);
        assertThat(without(startingAt(30, policy(1, 20)).under(NO_SCALE_IN).sees(50)))
                .isEqualTo(20);
        assertThat(without(startingAt(0, policy(0, 10).respectManualZero()).sees(200)))
                .isEqualTo(4);
        assertThat(without(startingAt(0, policy(0, 10))
                        .under(Control.none().forceActivation(true))
                        .sees(0)))
                .isZero();
    }

    @Test
    void anIdlingTargetBelowItsMinimumStillFallsAsleepWithoutScaleOut() {
        var timeline = startingAt(5, policy(5, 10).idleReplicas(1).cooldown(ofMinutes(1)));
        timeline.sees(250);
        timeline.isSetTo(3).under(NO_SCALE_OUT);
        assertSteps(timeline.after(ofMinutes(2)).sees(0), "DEACTIVATE 3 -> 1 inactive, cooldown is over");
    }

    private static int without(Decision decision) {
        return decision.explanation().binding().without();
    }

    // ---- forced activation

    @Test
    void forcedActivationWakesASleepingTargetAndKeepsItAwake() {
        var timeline = startingAt(0, policy(0, 10).cooldown(ofMinutes(1)))
                .under(Control.none().forceActivation(true));
        assertSteps(timeline.sees(0), "ACTIVATE 0 -> 1 activation is forced");
        assertThat(timeline.after(ofMinutes(10)).sees(0).to()).isEqualTo(1);
        assertThat(timeline.state().lastActiveAt()).contains(Timeline.START.plus(ofMinutes(10)));
        assertThat(timeline.under(Control.none()).after(ofMinutes(2)).sees(0).to())
                .isZero();
    }

    @Test
    void forcedActivationCoversAFailedRead() {
        var timeline = startingAt(0, policy(3, 10)).under(Control.none().forceActivation(true));
        assertSteps(timeline.sees(DOWN), "ACTIVATE 0 -> 3 activation is forced");
    }

    // ---- the value itself

    @Test
    void resumingEndsEveryPauseAndKeepsAForcedActivation() {
        var control = Control.none().pauseAt(3).pauseScaleIn().pauseScaleOut().forceActivation(true);
        assertThat(control).hasToString("paused at 3, scale-in paused, scale-out paused, activation forced");
        assertThat(control.resume()).isEqualTo(Control.none().forceActivation(true));
        assertThat(control.pause().pausedAt()).isEmpty();
        assertThat(Control.none()).hasToString("no control");
    }

    @Test
    void aNegativePauseIsRefused() {
        assertThatThrownBy(() -> Control.none().pauseAt(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a target can be paused at 0 replicas or more, was -1");
    }

    @Test
    void anObservationTellsWhatItWasMadeUnder() {
        var observation = Observation.of(
                        Timeline.START, Replicas.of(1), Measurement.of("lag", averageValue(1), Reading.of(1)))
                .with(NO_SCALE_IN)
                .with(ReplicaBounds.atLeast(2))
                .every(ofSeconds(5));
        assertThat(observation.control()).isEqualTo(NO_SCALE_IN);
        assertThat(observation.bounds()).isEqualTo(ReplicaBounds.atLeast(2));
        assertThat(observation.interval()).isEqualTo(ofSeconds(5));
        assertThat(observation.toString()).endsWith(", scheduled bounds 2 to any, scale-in paused");
    }
}

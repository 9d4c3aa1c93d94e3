package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Coming into range, activation and becoming idle: one test per rule, each telling the walk it expects. */
class ActivationTest extends DecisionFixture {

    // ---- RANGE

    @Test
    void aboveTheMaximumItGoesStraightToTheMaximumWhateverTheRatesAndReadings() {
        var timeline = startingAt(30, policy(1, 10).scaleDown(ScalingRules.disabled()));
        assertSteps(timeline.sees(DOWN), "RANGE 30 -> 10 above the maximum of 10");
    }

    @Test
    void belowTheMinimumItGoesStraightToTheMinimum() {
        var timeline = startingAt(1, policy(3, 10).scaleUp(ScalingRules.disabled()));
        assertSteps(timeline.sees(0), "RANGE 1 -> 3 below the minimum of 3");
    }

    @Test
    void comingIntoRangeIsAnEventThatUsesUpLaterBudget() {
        var timeline = startingAt(
                1, policy(4, 20).scaleUp(rules().replicas(4, ofSeconds(60)).build()));
        timeline.sees(1000);
        assertSteps(
                timeline.after(ofSeconds(15)).sees(1000),
                "RECOMMEND 4 -> 20 lag 1000 of 50 per replica",
                "STABILIZE 20 -> 20 the windows agree",
                "RATE_LIMIT 20 -> 5 allowed: 4 per 60 s");
    }

    // ---- ACTIVATE

    @Test
    void aSleepingTargetSleepsOnWhileNothingIsAboveItsThreshold() {
        var timeline = startingAt(0, policy(0, 10));
        var at = Measurement.of("lag", averageValue(50), Reading.of(5)).activatesAbove(5);
        assertSteps(timeline.sees(at), "ACTIVATE 0 -> 0 no trigger is active");
        assertThat(timeline.state().lastActiveAt()).isEmpty();
    }

    @Test
    void itWakesStrictlyAboveTheThresholdOnTheUnroundedValue() {
        var timeline = startingAt(0, policy(0, 10));
        assertSteps(timeline.sees(0.0003), "ACTIVATE 0 -> 1 lag 0 is above 0");
        assertThat(timeline.state().lastActiveAt()).contains(Timeline.START);
    }

    @Test
    void itWakesInProportionUnderTheRateRulesCountedFromTheBase() {
        assertSteps(
                startingAt(0, policy(0, 100)).sees(740),
                "ACTIVATE 0 -> 1 lag 740 is above 0",
                "RECOMMEND 1 -> 15 lag 740 of 50 per replica",
                "RATE_LIMIT 15 -> 5 allowed: 4 per 15 s or 100 % per 15 s");
        assertSteps(
                startingAt(0, policy(3, 6)).sees(740),
                "ACTIVATE 0 -> 3 lag 740 is above 0",
                "RECOMMEND 3 -> 15 lag 740 of 50 per replica",
                "RATE_LIMIT 15 -> 6 the maximum");
    }

    @Test
    void theUpWindowDoesNotDelayWaking() {
        var patient = policy(0, 100)
                .scaleUp(rules().stabilizationWindow(ofMinutes(10)).build());
        assertThat(startingAt(0, patient).sees(740).to()).isEqualTo(5);
    }

    @Test
    void minimalActivationWakesToTheMinimumOnly() {
        assertSteps(
                startingAt(0, policy(0, 100).activation(ActivationMode.MINIMAL)).sees(740),
                "ACTIVATE 0 -> 1 lag 740 is above 0");
    }

    @Test
    void growthAfterWakingCountsAgainstTheBudgetFromTheBase() {
        var timeline = startingAt(0, policy(0, 100));
        timeline.sees(1000);
        assertThat(timeline.after(ofSeconds(14)).sees(1000).to())
                .as("within the first period")
                .isEqualTo(5);
        assertThat(timeline.after(ofSeconds(1)).sees(1000).to()).as("5 + 100 %").isEqualTo(10);
    }

    @Test
    void whatWasAddedToTheBaseUsesUpItsShareOfTheBudget() {
        var timeline = startingAt(
                0, policy(0, 100).scaleUp(rules().replicas(8, ofSeconds(60)).build()));
        assertThat(timeline.sees(150).to()).isEqualTo(3);
        assertThat(timeline.after(ofSeconds(15)).sees(5000).to())
                .as("2 of 8 were added to the base of 1, so 6 more")
                .isEqualTo(9);
    }

    @Test
    void aScheduledMaximumHoldsTheWakingCountAndIsNamed() {
        var timeline = startingAt(0, policy(0, 100)).within(ReplicaBounds.atMost(3));
        assertSteps(
                timeline.sees(5000),
                "ACTIVATE 0 -> 1 lag 5000 is above 0",
                "RECOMMEND 1 -> 100 lag 5000 of 50 per replica",
                "SCHEDULE 100 -> 3 scheduled maximum of 3",
                "RATE_LIMIT 3 -> 3 allowed: 4 per 15 s or 100 % per 15 s");
    }

    @Test
    void aFailedReadNeitherWakesNorIsTakenForInactivity() {
        var timeline = startingAt(0, policy(2, 10));
        assertSteps(timeline.sees(DOWN), "ACTIVATE 0 -> 0 lag failed: UNAVAILABLE broker is down, holding");
    }

    @Test
    void aZeroBelowTheMinimumIsRaisedOnceInactivityIsKnown() {
        assertSteps(startingAt(0, policy(2, 10)).sees(0), "RANGE 0 -> 2 below the minimum of 2");
    }

    @Test
    void anIdleTargetRestsAtItsIdleCountAndWakesToTheMinimum() {
        var timeline = startingAt(1, policy(5, 10).idleReplicas(1));
        assertSteps(timeline.sees(0), "ACTIVATE 1 -> 1 no trigger is active");
        assertSteps(timeline.sees(1), "ACTIVATE 1 -> 5 lag 1 is above 0");
    }

    @Test
    void wakingIsForgottenUnlessTheTargetConfirmsIt() {
        var decision = policy(0, 10)
                .build()
                .decide(
                        ScalingState.initial(),
                        Observation.of(
                                Timeline.START,
                                Replicas.of(0),
                                Measurement.of("lag", averageValue(50), Reading.of(1))));
        assertThat(decision.next(true).lastActiveAt()).contains(Timeline.START);
        assertThat(decision.next(false).lastActiveAt()).isEmpty();
        assertThat(decision.next(false).lastDecisionAt()).contains(Timeline.START);
    }

    @Test
    void aZeroThatWasNotConfirmedAndTookEffectIsOnesOwn() {
        var policy = policy(0, 10).respectManualZero().cooldown(ofMinutes(1)).build();
        var quiet = Measurement.of("lag", averageValue(50), Reading.of(0));
        var first = policy.decide(ScalingState.initial(), Observation.of(Timeline.START, Replicas.of(4), quiet));
        var zero =
                policy.decide(first.next(true), Observation.of(Timeline.START.plusSeconds(61), Replicas.of(4), quiet));
        assertThat(zero.to()).isZero();
        var busy = quiet.with(Reading.of(200));
        var activated =
                policy.decide(zero.next(false), Observation.of(Timeline.START.plusSeconds(76), Replicas.of(0), busy));
        assertThat(activated.to()).isEqualTo(4);
    }

    // ---- DEACTIVATE

    @Test
    void itFallsAsleepInOneStepOnceTheCooldownIsOverStrictly() {
        var timeline = startingAt(8, policy(0, 10).cooldown(ofMinutes(5)));
        timeline.sees(400);
        assertSteps(
                timeline.after(ofMinutes(5)).sees(0),
                "DEACTIVATE 8 -> 8 inactive, cooldown ends now",
                "RECOMMEND 8 -> 0 lag 0 of 50 per replica",
                "STABILIZE 0 -> 0 the windows agree",
                "RATE_LIMIT 0 -> 1 the minimum");
        timeline.isSetTo(8);
        assertSteps(timeline.after(Duration.ofNanos(1000)).sees(0), "DEACTIVATE 8 -> 0 inactive, cooldown is over");
    }

    @Test
    void firstSightCountsAsActivity() {
        var timeline = startingAt(8, policy(0, 10).cooldown(ofMinutes(5)));
        assertThat(timeline.sees(0).to()).isEqualTo(8);
        assertThat(timeline.after(ofMinutes(4)).sees(0).to()).isEqualTo(8);
        assertThat(timeline.after(ofMinutes(2)).sees(0).to()).isZero();
    }

    @Test
    void aFailedReadStopsTheWayToSleepAndHoldsTheCount() {
        var timeline = startingAt(8, policy(0, 10).cooldown(ofMinutes(5)));
        timeline.sees(400);
        assertSteps(
                timeline.after(ofMinutes(30)).sees(DOWN),
                "DEACTIVATE 8 -> 8 lag failed: UNAVAILABLE broker is down, holding",
                "RECOMMEND 8 -> 8 lag failed: UNAVAILABLE broker is down, holding");
    }

    @Test
    void aPartialOutageWhileActiveDoesNotAgeTheCooldown() {
        var timeline = startingAt(8, policy(0, 10).cooldown(ofMinutes(5)));
        var active = Measurement.of("lag", averageValue(50), Reading.of(400));
        var broken = Measurement.of("rate", averageValue(50), DOWN);
        timeline.sees(active, broken);
        timeline.after(ofMinutes(30)).sees(active, broken);
        var quiet = Measurement.of("lag", averageValue(50), Reading.of(0));
        var mended = Measurement.of("rate", averageValue(50), Reading.of(0));
        var decision = timeline.after(ofMinutes(1)).sees(quiet, mended);
        assertThat(decision.explanation().steps().get(0))
                .hasToString("DEACTIVATE 8 -> 8 inactive, cooldown for another 240 s");
    }

    @Test
    void gradualDeactivationKeepsToWindowAndRates() {
        var timeline = startingAt(
                8,
                policy(0, 10)
                        .cooldown(ofMinutes(1))
                        .deactivation(DeactivationMode.GRADUAL)
                        .scaleDown(rules().stabilizationWindow(ofSeconds(30))
                                .percent(50, ofSeconds(60))
                                .build()));
        timeline.sees(400);
        for (int i = 1; i <= 5; i++) {
            timeline.after(ofSeconds(10)).sees(0);
        }
        assertThat(timeline.count())
                .as("the window of 30 s is over, half of 8 may go")
                .isEqualTo(4);
        assertSteps(
                timeline.after(ofSeconds(70)).sees(0),
                "DEACTIVATE 4 -> 0 inactive, cooldown is over",
                "STABILIZE 0 -> 0 the windows agree",
                "RATE_LIMIT 0 -> 2 allowed: 50 % per 60 s");
    }

    @Test
    void onTheWayToSleepTheMinimumLiftsNothing() {
        var timeline = startingAt(
                8,
                policy(5, 10)
                        .idleReplicas(1)
                        .cooldown(ofMinutes(1))
                        .deactivation(DeactivationMode.GRADUAL)
                        .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                                .replicas(3, ofSeconds(15))
                                .build()));
        timeline.sees(400);
        timeline.after(ofSeconds(61)).sees(0);
        assertThat(timeline.after(ofSeconds(15)).sees(0).to()).isEqualTo(2);
        assertThat(timeline.sees(DOWN).to())
                .as(
                        "whether it may become idle is unknown, so it stays active, and the minimum of an active target is 5")
                .isEqualTo(5);
        timeline.after(ofSeconds(15)).sees(0);
        assertThat(timeline.after(ofSeconds(15)).sees(0).to())
                .as("one more step, and it rests")
                .isEqualTo(1);
    }

    @Test
    void aTargetThatHasFallenAsleepGraduallyHasNoHistory() {
        var timeline = startingAt(
                4,
                policy(0, 20)
                        .cooldown(ofMinutes(1))
                        .deactivation(DeactivationMode.GRADUAL)
                        .scaleDown(rules().stabilizationWindow(ofMinutes(5)).build()));
        timeline.sees(200);
        for (int i = 0; i < 8; i++) {
            timeline.after(ofMinutes(1)).sees(0);
        }
        assertThat(timeline.count()).isZero();
        timeline.isSetTo(8);
        assertThat(timeline.after(ofMinutes(1)).sees(60).to())
                .as("someone else's 8 is what the window begins with")
                .isEqualTo(8);
    }

    @Test
    void abstainingTriggersNeitherWakeNorKeepAwakeNorMakeActivityUnknown() {
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(1)));
        var lag = Measurement.of("lag", averageValue(50), Reading.of(0));
        var cpu = Measurement.of("cpu", utilization(50), DOWN);
        timeline.sees(lag, cpu);
        assertSteps(timeline.after(ofMinutes(2)).sees(lag, cpu), "DEACTIVATE 4 -> 0 inactive, cooldown is over");
        assertSteps(timeline.sees(lag, cpu), "ACTIVATE 0 -> 0 no trigger is active");
    }

    @Test
    void aZeroOfOthersIsLeftAloneOnRequestAndOnesOwnIsNot() {
        var timeline = startingAt(0, policy(0, 10).cooldown(ofMinutes(1)).respectManualZero());
        assertSteps(timeline.sees(500), "ACTIVATE 0 -> 0 someone else set it to 0, which is left alone");
        timeline.isSetTo(3).sees(0);
        assertThat(timeline.after(ofMinutes(2)).sees(0).to()).isZero();
        assertThat(timeline.after(ofMinutes(1)).sees(500).to())
                .as("its own zero")
                .isEqualTo(5);
    }
}

package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What windows and rate limits know: through zero, under another policy, and since when a change counts. */
class HistoryTest extends DecisionFixture {

    // ---- through zero

    @Test
    void afterWakingInProportionAnUpWindowSeesWhatWasWantedAndNotWhatTheRatesLeft() {
        var timeline = startingAt(
                0,
                policy(0, 20).scaleUp(rules().stabilizationWindow(ofSeconds(60)).build()));
        assertThat(timeline.sees(1000).to()).isEqualTo(5);
        assertThat(timeline.after(ofSeconds(15)).sees(1000).to()).isEqualTo(10);
        assertThat(timeline.after(ofSeconds(15)).sees(1000).to()).isEqualTo(20);
    }

    @Test
    void afterWakingToTheBaseAnUpWindowDoesNotSeeTheBase() {
        var timeline = startingAt(
                0,
                policy(0, 20)
                        .activation(ActivationMode.MINIMAL)
                        .scaleUp(rules().stabilizationWindow(ofSeconds(60)).build()));
        timeline.sees(0);
        assertThat(timeline.after(ofMinutes(2)).sees(1000).to()).isEqualTo(1);
        assertThat(timeline.after(ofSeconds(15)).sees(1000).to()).isEqualTo(5);
    }

    @Test
    void raisingASleeperToItsMinimumUsesUpNoBudget() {
        var timeline = startingAt(
                0, policy(2, 10).scaleUp(rules().percent(20, ofSeconds(600)).build()));
        assertSteps(timeline.sees(0), "RANGE 0 -> 2 below the minimum of 2");
        assertThat(timeline.after(ofSeconds(15)).sees(250).to()).isEqualTo(3);
    }

    @Test
    void raisingASleeperToAScheduledMinimumUsesUpNoBudget() {
        var timeline = startingAt(
                0, policy(0, 10).scaleUp(rules().percent(20, ofSeconds(600)).build()));
        timeline.within(ReplicaBounds.atLeast(2)).sees(0);
        assertThat(timeline.count()).isEqualTo(2);
        assertThat(timeline.after(ofSeconds(15)).sees(250).to()).isEqualTo(3);
    }

    @Test
    void whatTheRatesDidBeforeTheSleepStillCounts() {
        var timeline = startingAt(
                1,
                policy(0, 20)
                        .cooldown(ofSeconds(30))
                        .activation(ActivationMode.MINIMAL)
                        .scaleUp(rules().replicas(3, ofMinutes(10)).build())
                        .scaleDown(rules().stabilizationWindow(ofSeconds(0)).build()));
        timeline.sees(200);
        assertThat(timeline.after(ofSeconds(15)).sees(0).to()).isEqualTo(1);
        assertThat(timeline.after(ofSeconds(60)).sees(0).to()).isZero();
        assertThat(timeline.after(ofSeconds(15)).sees(200).to()).isEqualTo(1);
        assertThat(timeline.after(ofSeconds(15)).sees(200).to())
                .as("3 up and 3 down within 10 minutes: 3 are left")
                .isEqualTo(4);
        assertThat(timeline.after(ofSeconds(15)).sees(1000).to())
                .as("none is left")
                .isEqualTo(4);
    }

    @Test
    void aTargetThatSomeoneElseWokeIsSeenForTheFirstTimeAlsoIfItWasPausedMeanwhile() {
        var timeline = startingAt(4, policy(0, 20).cooldown(ofSeconds(30)));
        timeline.sees(200);
        timeline.after(ofMinutes(6)).sees(0);
        assertThat(timeline.count()).isZero();
        timeline.isSetTo(8).under(Control.none().pause());
        timeline.after(ofMinutes(1)).sees(100);
        timeline.under(Control.none());
        assertThat(timeline.after(ofSeconds(15)).restored().sees(100).to()).isEqualTo(8);
    }

    // ---- out of range and idle

    @Test
    void whatIsInactiveSleepsBeforeItIsBroughtIntoRange() {
        var idles = policy(2, 3).idleReplicas(0).cooldown(ofMinutes(1));
        var below = startingAt(2, idles);
        below.sees(100);
        below.isSetTo(1);
        assertSteps(below.after(ofMinutes(2)).sees(0), "DEACTIVATE 1 -> 0 inactive, cooldown is over");
        var above = startingAt(2, idles);
        above.sees(100);
        above.isSetTo(5);
        assertSteps(above.after(ofMinutes(2)).sees(0), "DEACTIVATE 5 -> 0 inactive, cooldown is over");
    }

    @Test
    void whatFallsAsleepGraduallyComesDownToTheMaximumFirst() {
        var timeline = startingAt(
                2, policy(2, 3).idleReplicas(0).cooldown(ofMinutes(1)).deactivation(DeactivationMode.GRADUAL));
        timeline.sees(100);
        timeline.isSetTo(5);
        assertSteps(timeline.after(ofMinutes(2)).sees(0), "RANGE 5 -> 3 above the maximum of 3");
    }

    // ---- under another policy

    @Test
    void rulesWithoutLimitsLeaveNoChangesToThoseThatComeLater() {
        ScalingPolicy legacy = policy(1, 20).legacy().build();
        ScalingState state = ScalingState.initial();
        Decision grown = decide(legacy, state, 0, 4, 400);
        assertThat(grown.to()).isEqualTo(8);
        ScalingPolicy limited = policy(1, 20)
                .scaleUp(rules().replicas(4, ofSeconds(60)).build())
                .build();
        assertThat(decide(limited, grown.next(true), 15, 8, 800).to()).isEqualTo(12);
    }

    @Test
    void aLongerWindowSeesWhatAShorterOneHadNoUseFor() {
        var down = rules().replicas(1, ofSeconds(15));
        ScalingPolicy hasty = policy(1, 20)
                .scaleDown(down.stabilizationWindow(ofSeconds(0)).build())
                .build();
        ScalingPolicy patient = policy(1, 20)
                .scaleDown(down.stabilizationWindow(ofSeconds(300)).build())
                .build();
        ScalingState state = decide(hasty, ScalingState.initial(), 0, 10, 500).next(true);
        Decision shrunk = decide(hasty, state, 15, 10, 100);
        assertThat(shrunk.to()).isEqualTo(9);
        assertThat(decide(hasty, shrunk.next(true), 30, 9, 100).to()).isEqualTo(8);
        assertThat(decide(patient, shrunk.next(true), 30, 9, 100).to()).isEqualTo(9);
    }

    // ---- when a change counts

    @Test
    void aChangeCountsFromItsConfirmationOn() {
        ScalingPolicy policy = policy(1, 20)
                .scaleUp(rules().replicas(4, ofSeconds(60)).build())
                .build();
        Decision grown = decide(policy, ScalingState.initial(), 0, 4, 1000);
        assertThat(grown.to()).isEqualTo(8);
        ScalingState late = grown.next(Timeline.START.plus(ofMillis(1400)));
        assertThat(decide(policy, grown.next(true), 60, 8, 1000).to())
                .as("from the decision on")
                .isEqualTo(12);
        assertThat(decide(policy, late, 60, 8, 1000).to())
                .as("59 s after the write")
                .isEqualTo(8);
        assertThat(decide(policy, ScalingState.parse(late.toText()), 62, 8, 1000)
                        .to())
                .isEqualTo(12);
        assertThat(late.lastDecisionAt()).contains(Timeline.START.plus(ofMillis(1400)));
    }

    @Test
    void aConfirmationBeforeTheDecisionOrOfNothingChangesNothing() {
        ScalingPolicy policy = policy(1, 20).build();
        Decision grown = decide(policy, ScalingState.initial(), 0, 4, 1000);
        assertThat(grown.next(Timeline.START.minusSeconds(9))).isEqualTo(grown.next(true));
        assertThat(grown.next(Timeline.START)).isEqualTo(grown.next(true));
        Decision held = decide(policy, ScalingState.initial(), 0, 4, 200);
        assertThat(held.next(Timeline.START.plusSeconds(9))).isEqualTo(held.next(true));
    }

    // ---- its size

    @Test
    void asManyRecommendationsAreKeptAsTheWindowHasTurns() {
        var timeline = startingAt(4, policy(1, 20));
        for (int i = 0; i < 500; i++) {
            timeline.after(ofSeconds(15)).sees(200);
        }
        assertThat(timeline.state().recommendations().size()).isEqualTo(22);
    }

    @Test
    void manyTurnsWithinALongWindowKeepWhatItCanStillAskFor() {
        var rules = rules().stabilizationWindow(ofHours(1)).build();
        var timeline = startingAt(4, policy(1, 1000).scaleUp(rules).scaleDown(rules));
        timeline.sees(50 * 900);
        for (int i = 0; i < 3000; i++) {
            timeline.after(ofSeconds(1)).sees(50 * (i % 7 + 2));
        }
        assertThat(timeline.state().recommendations().size()).isLessThanOrEqualTo(128);
        assertThat(timeline.state()
                        .recommendations()
                        .highest(0, Micros.of(Timeline.START.plusSeconds(3000)), Micros.of(ofHours(1))))
                .as("the 900 from 50 minutes ago")
                .isEqualTo(900);
    }

    private static Decision decide(ScalingPolicy policy, ScalingState state, int seconds, int count, double value) {
        Instant at = Timeline.START.plusSeconds(seconds);
        var lag = Measurement.of("lag", averageValue(50), Reading.of(value));
        return policy.decide(state, Observation.of(at, Replicas.of(count), lag).every(ofHours(1)));
    }
}

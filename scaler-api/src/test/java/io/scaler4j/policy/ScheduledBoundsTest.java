package io.scaler4j.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Bounds that a schedule sets beside those of the policy. */
class ScheduledBoundsTest extends DecisionFixture {

    // ---- minimum

    @Test
    void aScheduledMinimumLiftsAtOnceWhateverRatesWindowsAndReadings() {
        var slow = policy(1, 20)
                .scaleUp(rules().replicas(1, ofMinutes(10))
                        .stabilizationWindow(ofMinutes(10))
                        .build());
        assertSteps(
                startingAt(2, slow).within(ReplicaBounds.atLeast(8)).sees(DOWN),
                "SCHEDULE 2 -> 8 scheduled minimum of 8");
    }

    @Test
    void aScheduledMinimumWakesASleepingTargetAndKeepsItAwake() {
        var timeline = startingAt(0, policy(0, 20).cooldown(ofMinutes(1))).within(ReplicaBounds.atLeast(3));
        assertSteps(timeline.sees(0), "SCHEDULE 0 -> 3 scheduled minimum of 3");
        assertThat(timeline.after(ofMinutes(30)).sees(0).to()).isEqualTo(3);
        assertSteps(
                timeline.within(ReplicaBounds.none()).after(ofMinutes(1)).sees(0),
                "DEACTIVATE 3 -> 0 inactive, cooldown is over");
    }

    @Test
    void anActiveTargetWakesToTheScheduledMinimumAtLeast() {
        assertThat(startingAt(0, policy(0, 20))
                        .within(ReplicaBounds.atLeast(3))
                        .sees(1)
                        .to())
                .isEqualTo(3);
    }

    @Test
    void aScheduledMinimumOfZeroChangesNothing() {
        assertSteps(
                startingAt(0, policy(0, 20)).within(ReplicaBounds.atLeast(0)).sees(0),
                "ACTIVATE 0 -> 0 no trigger is active");
    }

    @Test
    void aManualZeroThatIsToBeRespectedComesFirst() {
        assertThat(startingAt(0, policy(0, 20).respectManualZero())
                        .within(ReplicaBounds.atLeast(3))
                        .sees(0)
                        .to())
                .isZero();
    }

    // ---- maximum

    @Test
    void aLowerMaximumIsApproachedUnderTheRatesAndNotTheWindow() {
        var timeline = startingAt(
                10,
                policy(1, 20)
                        .scaleDown(rules().replicas(2, ofSeconds(60))
                                .stabilizationWindow(ofMinutes(30))
                                .build()));
        timeline.sees(500);
        timeline.within(ReplicaBounds.atMost(5));
        assertSteps(
                timeline.after(ofSeconds(60)).sees(500),
                "RECOMMEND 10 -> 10 lag 500 of 50 per replica, within the tolerance",
                "STABILIZE 10 -> 10 the windows agree",
                "SCHEDULE 10 -> 5 scheduled maximum of 5",
                "RATE_LIMIT 5 -> 8 allowed: 2 per 60 s");
        assertThat(timeline.after(ofSeconds(60)).sees(500).to()).isEqualTo(6);
        assertThat(timeline.after(ofSeconds(60)).sees(500).to()).isEqualTo(5);
        assertThat(timeline.within(ReplicaBounds.none())
                        .after(ofSeconds(60))
                        .sees(500)
                        .to())
                .as("after the window of the schedule")
                .isEqualTo(10);
    }

    @Test
    void aLowerMaximumIsApproachedThoughNothingCanBeRead() {
        var timeline = startingAt(10, policy(1, 20)).within(ReplicaBounds.atMost(5));
        assertSteps(
                timeline.sees(DOWN),
                "RECOMMEND 10 -> 10 lag failed: UNAVAILABLE broker is down, holding",
                "SCHEDULE 10 -> 5 scheduled maximum of 5",
                "RATE_LIMIT 5 -> 5 allowed: 100 % per 15 s");
    }

    @Test
    void aLowerMaximumCapsGrowthAndWaking() {
        var active =
                startingAt(4, policy(0, 20)).within(ReplicaBounds.atMost(5)).sees(1000);
        assertThat(active.to()).isEqualTo(5);
        assertThat(active.explanation().binding().stage()).isEqualTo(Stage.SCHEDULE);
        assertThat(active.explanation().binding().without()).as("4 + 100 %").isEqualTo(8);
        assertThat(startingAt(0, policy(0, 20))
                        .within(ReplicaBounds.atMost(3))
                        .sees(1000)
                        .to())
                .isEqualTo(3);
    }

    @Test
    void aboveThePolicysOwnMaximumTheTargetComesBackAtOnceAndApproachesTheScheduleLater() {
        var timeline = startingAt(
                        30,
                        policy(1, 20)
                                .scaleDown(rules().replicas(1, ofSeconds(60)).build()))
                .within(ReplicaBounds.atMost(5));
        assertSteps(timeline.sees(1000), "RANGE 30 -> 20 above the maximum of 20");
        assertThat(timeline.after(ofMinutes(2)).sees(1000).to()).isEqualTo(19);
    }

    @Test
    void aScheduledMaximumAboveThePolicysDoesNotRaiseIt() {
        assertThat(startingAt(10, policy(1, 10))
                        .within(ReplicaBounds.atMost(50))
                        .sees(5000)
                        .to())
                .isEqualTo(10);
    }

    // ---- both

    @Test
    void whereTheBoundsCrossTheMaximumIsRaised() {
        assertThat(ReplicaBounds.atLeast(8).and(ReplicaBounds.atMost(5))).isEqualTo(new ReplicaBounds(8, 8));
        assertThat(new ReplicaBounds(2, 9).and(new ReplicaBounds(3, 20))).isEqualTo(new ReplicaBounds(3, 9));
        assertSteps(
                startingAt(2, policy(1, 4)).within(ReplicaBounds.atLeast(8)).sees(0),
                "SCHEDULE 2 -> 8 scheduled minimum of 8");
        assertThat(startingAt(8, policy(1, 4))
                        .within(ReplicaBounds.atLeast(8))
                        .sees(5000)
                        .to())
                .as("the policy's maximum is raised to the schedule's minimum")
                .isEqualTo(8);
    }

    @Test
    void impossibleBoundsAreRefused() {
        assertThatThrownBy(() -> ReplicaBounds.atLeast(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReplicaBounds.atMost(0))
                .hasMessage(
                        "bounds must be a minimum of at least 0 and a maximum of at least 1, were 0 and 0; to shut a"
                                + " target down, pause it at 0");
    }

    @Test
    void aDecisionTellsTheBoundsThatHeld() {
        assertThat(startingAt(5, policy(2, 20)).sees(0).bounds()).isEqualTo(new ReplicaBounds(2, 20));
        assertThat(startingAt(5, policy(2, 20))
                        .within(new ReplicaBounds(3, 8))
                        .sees(0)
                        .bounds())
                .isEqualTo(new ReplicaBounds(3, 8));
        assertThat(startingAt(5, policy(2, 20))
                        .within(ReplicaBounds.atLeast(30))
                        .sees(0)
                        .bounds())
                .as("a maximum below the minimum is raised to it")
                .isEqualTo(new ReplicaBounds(30, 30));
    }
}

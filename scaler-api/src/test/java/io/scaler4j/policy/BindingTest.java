package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What decided, and what the count would have been without it. */
class BindingTest extends DecisionFixture {

    private static final ScalingRules NO_WINDOW =
            rules().stabilizationWindow(ofSeconds(0)).build();

    @Test
    void withoutTheWindowRatesAndBoundsStillApply() {
        var timeline = startingAt(
                16,
                policy(2, 20)
                        .scaleDown(rules().stabilizationWindow(ofMinutes(5))
                                .percent(50, ofMinutes(1))
                                .build()));
        timeline.sees(800);
        assertBinding(timeline.after(ofSeconds(15)).sees(0), Stage.STABILIZE, Reason.WINDOW, 8);
    }

    @Test
    void withoutTheRateTheBoundsStillApply() {
        assertBinding(startingAt(2, policy(1, 10)).sees(5000), Stage.RATE_LIMIT, Reason.RATE, 10);
    }

    @Test
    void withoutTheMaximumTheRateStillApplies() {
        assertBinding(startingAt(9, policy(1, 10)).sees(5000), Stage.RATE_LIMIT, Reason.MAXIMUM, 18);
    }

    @Test
    void withoutTheMinimumTheWishIsReached() {
        assertBinding(startingAt(8, policy(3, 10).scaleDown(NO_WINDOW)).sees(50), Stage.RATE_LIMIT, Reason.MINIMUM, 1);
    }

    @Test
    void withoutTheToleranceTheRatioDecides() {
        assertBinding(startingAt(10, policy(1, 20)).sees(540), Stage.RECOMMEND, Reason.WITHIN_TOLERANCE, 11);
    }

    @Test
    void withoutReplicaLimitsTheRatioDecides() {
        var limited = Reading.value(400).limits(ReplicaLimits.atMost(6)).build();
        assertBinding(startingAt(5, policy(1, 20)).sees(limited), Stage.RECOMMEND, Reason.REPLICA_LIMITS, 8);
    }

    @Test
    void withoutTheFailureTheOthersDecide() {
        var timeline = startingAt(8, policy(1, 20).scaleDown(NO_WINDOW));
        var low = Measurement.of("lag", averageValue(50), Reading.of(100));
        var failing = Measurement.of("rate", averageValue(50), DOWN);
        assertBinding(timeline.sees(low, failing), Stage.RECOMMEND, Reason.FAILED_READING, 2);
    }

    @Test
    void withoutTheCooldownTheTargetWouldSleep() {
        var timeline = startingAt(5, policy(0, 10).cooldown(ofMinutes(5)));
        var quiet = Measurement.of("lag", averageValue(50), Reading.of(240)).activatesAbove(300);
        assertBinding(timeline.sees(quiet), Stage.DEACTIVATE, Reason.COOLDOWN, 0);
    }

    @Test
    void withoutTheCooldownAGradualTargetWouldSettle() {
        var timeline = startingAt(
                8,
                policy(0, 10)
                        .cooldown(ofMinutes(5))
                        .deactivation(DeactivationMode.GRADUAL)
                        .scaleDown(rules().stabilizationWindow(ofSeconds(0))
                                .replicas(3, ofMinutes(1))
                                .build()));
        var quiet = Measurement.of("lag", averageValue(50), Reading.of(400)).activatesAbove(500);
        assertBinding(timeline.sees(quiet), Stage.DEACTIVATE, Reason.COOLDOWN, 5);
    }

    @Test
    void wakingSleepingAndRangeNameTheCountBefore() {
        assertBinding(startingAt(0, policy(2, 10)).sees(10), Stage.ACTIVATE, Reason.ACTIVE, 0);
        assertBinding(startingAt(30, policy(2, 10)).sees(10), Stage.RANGE, Reason.MAXIMUM, 30);
        var timeline = startingAt(4, policy(0, 10).cooldown(ofMinutes(1)));
        timeline.sees(200);
        assertBinding(timeline.after(ofMinutes(2)).sees(0), Stage.DEACTIVATE, Reason.COOLDOWN_OVER, 4);
    }

    @Test
    void aDecisionIsPlainValuesForALog() {
        var timeline = startingAt(16, policy(2, 20));
        timeline.sees(800);
        Map<String, Object> map = timeline.after(ofSeconds(15)).sees(0).toMap();
        assertThat(map)
                .containsEntry("at", "2026-01-05T08:00:15Z")
                .containsEntry("from", 16)
                .containsEntry("to", 16)
                .containsEntry("stage", "STABILIZE")
                .containsEntry("reason", "WINDOW")
                .containsEntry("without", 2)
                .containsEntry(
                        "triggers",
                        List.of(Map.of(
                                "trigger",
                                "lag",
                                "reading",
                                "0",
                                "target",
                                "50 per replica",
                                "replicas",
                                0,
                                "reason",
                                "RATIO",
                                "active",
                                false)));
        assertThat((List<?>) map.get("steps"))
                .hasSize(3)
                .first()
                .isEqualTo(Map.of(
                        "stage",
                        "RECOMMEND",
                        "from",
                        16,
                        "to",
                        0,
                        "reason",
                        "RATIO",
                        "because",
                        "lag 0 of 50 per replica"));
    }

    private static void assertBinding(Decision decision, Stage stage, Reason reason, int without) {
        assertThat(decision.explanation().binding())
                .as("%s", decision.explanation())
                .isEqualTo(new Explanation.Binding(stage, reason, without));
    }
}

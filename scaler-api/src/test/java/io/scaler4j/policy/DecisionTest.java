package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The count of a target that is not idle: one test per rule, each telling the walk it expects. */
class DecisionTest extends DecisionFixture {

    // ---- RECOMMEND

    @Test
    void theLargestRecommendationWins() {
        var decision = startingAt(3, policy(1, 100))
                .sees(
                        Measurement.of("lag", averageValue(50), Reading.of(100)),
                        Measurement.of("rate", averageValue(2), Reading.of(11)));
        assertThat(decision.to()).isEqualTo(6);
        assertThat(decision.explanation().recommendations())
                .extracting(Recommendation::toString)
                .containsExactly(
                        "lag 100 of 50 per replica asks for 2, active", "rate 11 of 2 per replica asks for 6, active");
    }

    @Test
    void aFailingTriggerForbidsShrinkingButNotGrowing() {
        var few = Measurement.of("lag", averageValue(50), Reading.of(100));
        var many = Measurement.of("lag", averageValue(50), Reading.of(300));
        var broken = Measurement.of("rate", averageValue(2), DOWN);
        var timeline = startingAt(4, policy(1, 100));
        assertSteps(timeline.sees(few, broken), "RECOMMEND 4 -> 4 rate failed: UNAVAILABLE broker is down, holding");
        assertThat(timeline.sees(many, broken).to()).isEqualTo(6);
    }

    @Test
    void aPartialValueMayGrowTheTargetButNeverShrinkIt() {
        var partial = Reading.value(100).lowerBound().build();
        assertSteps(
                startingAt(4, policy(1, 100)).sees(partial),
                "RECOMMEND 4 -> 4 lag at least 100 of 50 per replica, holding");
        assertThat(startingAt(1, policy(1, 100)).sees(partial).to()).isEqualTo(2);
    }

    @Test
    void withinTheToleranceNothingChangesAndATriggersOwnToleranceComesFirst() {
        assertSteps(
                startingAt(2, policy(1, 100)).sees(110),
                "RECOMMEND 2 -> 2 lag 110 of 50 per replica, within the tolerance",
                "STABILIZE 2 -> 2 the windows agree",
                "RATE_LIMIT 2 -> 2 no change wanted");
        var exact = Measurement.of("lag", averageValue(50), Reading.of(101)).tolerance(Tolerance.of(0));
        assertThat(startingAt(2, policy(1, 100)).sees(exact).to()).isEqualTo(3);
        var relaxed =
                policy(1, 100).tolerance(0.5).scaleUp(rules().tolerance(0.2).build());
        assertThat(startingAt(2, relaxed).sees(121).to())
                .as("the direction's tolerance of 20 %, in place of the policy's 50 %")
                .isEqualTo(3);
    }

    @Test
    void replicaLimitsCapTheRecommendationAndTheLastReplicaIsReached() {
        var pinned = Reading.value(640).limits(ReplicaLimits.atMost(10)).build();
        assertSteps(
                startingAt(9, policy(1, 100)).sees(pinned),
                "RECOMMEND 9 -> 10 lag 640 of 50 per replica, where at most 10 replicas are useful",
                "STABILIZE 10 -> 10 the windows agree",
                "RATE_LIMIT 10 -> 10 allowed: 4 per 15 s or 100 % per 15 s");
    }

    @Test
    void negativeValuesActAsZeroAndSaySo() {
        var decision = startingAt(4, policy(1, 100)).sees(-20);
        assertThat(decision.explanation().steps().get(0))
                .hasToString("RECOMMEND 4 -> 0 lag -20 (acts as 0) of 50 per replica");
        assertThat(decision.to()).as("first sight blocks shrinking").isEqualTo(4);
    }

    @Test
    void negativeSamplesActAsZero() {
        var replica = ReplicaSample.builder("a")
                .usage(-1000, Timeline.START, ofSeconds(60))
                .requestMilli(100)
                .build();
        var samples = Reading.samples(Resource.OTHER, List.of(replica));
        for (MetricTarget target : List.of(averageValue(0.25), utilization(50))) {
            var decision = startingAt(2, policy(0, 10))
                    .sees(Measurement.of("usage", target, samples).abstains());
            assertThat(decision.explanation().recommendations().get(0).replicas())
                    .hasValue(0);
            assertThat(ScalingState.parse(decision.next(true).toText())).isEqualTo(decision.next(true));
        }
    }

    @Test
    void hugeValuesSaturateAtTheMaximum() {
        var unlimited = policy(1, 1000)
                .scaleUp(rules().percent(1_000_000, ofSeconds(15)).build());
        assertThat(startingAt(4, unlimited).sees(1e300).to()).isEqualTo(1000);
    }

    @Test
    void aReadingThatDoesNotFitItsTargetIsAFailure() {
        var decision = startingAt(4, policy(1, 100)).sees(Measurement.of("cpu", utilization(50), Reading.of(3)));
        assertThat(decision.explanation().steps().get(0).because())
                .isEqualTo(
                        "cpu failed: MISMATCH a utilization target needs samples per replica, not one value, holding");
    }

    @Test
    void samplesOfReplicasThatAreNotListedRecommendNothing() {
        var stray = ReplicaSample.builder("gone")
                .phase(ReplicaSample.Phase.UNLISTED)
                .usage(1, Timeline.START, ofSeconds(60))
                .build();
        var samples = Reading.samples(Resource.OTHER, List.of(stray));
        assertSteps(
                startingAt(4, policy(1, 100)).sees(Measurement.of("load", averageValue(50), samples)),
                "RECOMMEND 4 -> 4 load failed: there is no replica to measure, holding");
    }

    @Test
    void aTotalNeedsReplicasToShareItUnlessItIsOnTarget() {
        var none = new Replicas(4, 0, 0);
        var policy = policy(1, 100).build();
        var onTarget = Measurement.of("latency", value(200), Reading.of(205));
        var tooHigh = Measurement.of("latency", value(200), Reading.of(300));
        assertSteps(
                policy.decide(ScalingState.initial(), Observation.of(Timeline.START, none, tooHigh)),
                "RECOMMEND 4 -> 4 latency failed: there is no replica yet that could share the value, holding");
        assertThat(policy.decide(ScalingState.initial(), Observation.of(Timeline.START, none, onTarget))
                        .explanation()
                        .binding()
                        .reason())
                .isEqualTo(Reason.WITHIN_TOLERANCE);
    }

    @Test
    void withoutAnyMeasurementItHolds() {
        assertSteps(
                startingAt(4, policy(1, 100)).sees(new Measurement[0]),
                "RECOMMEND 4 -> 4 nothing was measured, holding");
    }

    // ---- STABILIZE and RATE_LIMIT

    @Test
    void theDownWindowHoldsTheHighestRecommendationForItsWholeLength() {
        var timeline = startingAt(16, policy(1, 20));
        timeline.sees(450);
        assertSteps(
                timeline.after(ofSeconds(299)).sees(0),
                "RECOMMEND 16 -> 0 lag 0 of 50 per replica",
                "STABILIZE 0 -> 16 highest of the last 300 s",
                "RATE_LIMIT 16 -> 16 no change wanted");
        assertThat(timeline.after(ofSeconds(1)).sees(0).to())
                .as("the count of first sight is out of the window, and so is the recommendation of 9")
                .isEqualTo(1);
    }

    @Test
    void halvesOncePerMinuteAfterTheBacklogIsGone() {
        var timeline = startingAt(
                16,
                policy(2, 20)
                        .scaleDown(rules().stabilizationWindow(ofMinutes(1))
                                .percent(50, ofMinutes(1))
                                .build()));
        timeline.sees(800);
        var counts = new ArrayList<Integer>();
        for (int i = 0; i < 20; i++) {
            int count = timeline.after(ofSeconds(15)).sees(0).to();
            if (counts.isEmpty() || counts.get(counts.size() - 1) != count) {
                counts.add(count);
            }
        }
        assertThat(counts).containsExactly(16, 8, 4, 2);
    }

    @Test
    void theUpWindowWaitsForTheLowestRecommendation() {
        var timeline = startingAt(
                2,
                policy(1, 20).scaleUp(rules().stabilizationWindow(ofSeconds(60)).build()));
        assertThat(timeline.sees(400).to()).isEqualTo(2);
        assertSteps(
                timeline.after(ofSeconds(30)).sees(500),
                "RECOMMEND 2 -> 10 lag 500 of 50 per replica",
                "STABILIZE 10 -> 2 lowest of the last 60 s",
                "RATE_LIMIT 2 -> 2 no change wanted");
        assertThat(timeline.after(ofSeconds(30)).sees(500).to())
                .as("8 was asked for 60 s ago, which no longer counts; 10 since then, of which 4 more may come at once")
                .isEqualTo(6);
    }

    @Test
    void theBindingStageIsNamedWithTheCountWithoutIt() {
        var timeline = startingAt(16, policy(1, 20));
        assertThat(timeline.sees(0).explanation().binding())
                .as("without the window all could go, within the 100 % that the rate allows")
                .isEqualTo(new Explanation.Binding(Stage.STABILIZE, Reason.WINDOW, 1));
        assertThat(startingAt(2, policy(1, 100)).sees(1000).explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.RATE_LIMIT, Reason.RATE, 20));
        assertThat(startingAt(2, policy(1, 100)).sees(150).explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.RECOMMEND, Reason.RATIO, 2));
        assertThat(startingAt(2, policy(1, 100)).sees(DOWN).explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.RECOMMEND, Reason.FAILED_READING, 2));
    }

    @Test
    void selectPolicyMinTakesTheSmallestChange() {
        var both = rules().replicas(4, ofSeconds(15)).percent(100, ofSeconds(15));
        assertThat(startingAt(2, policy(1, 100).scaleUp(both.build()))
                        .sees(1000)
                        .to())
                .isEqualTo(6);
        assertThat(startingAt(
                                2,
                                policy(1, 100)
                                        .scaleUp(both.select(SelectPolicy.MIN).build()))
                        .sees(1000)
                        .to())
                .isEqualTo(4);
        assertThat(startingAt(2, policy(1, 100).scaleUp(ScalingRules.disabled()))
                        .sees(1000)
                        .to())
                .isEqualTo(2);
    }

    @Test
    void legacyRulesDoubleOrGoToFourAndKnowNoRates() {
        var timeline = startingAt(1, policy(1, 100).legacy());
        assertThat(timeline.sees(5000).to()).isEqualTo(4);
        assertThat(timeline.sees(5000).to()).as("per evaluation, not per time").isEqualTo(8);
        assertSteps(
                timeline.after(ofSeconds(15)).sees(5000),
                "RECOMMEND 8 -> 100 lag 5000 of 50 per replica",
                "STABILIZE 100 -> 100 the windows agree",
                "RATE_LIMIT 100 -> 16 allowed: twice the count, or 4");
        assertThat(timeline.after(ofSeconds(300)).sees(0).to())
                .as("a recommendation of exactly the window's age still counts, and may even grow the target")
                .isEqualTo(32);
        assertSteps(
                timeline.after(ofSeconds(1)).sees(0),
                "RECOMMEND 32 -> 0 lag 0 of 50 per replica",
                "STABILIZE 0 -> 0 the windows agree",
                "RATE_LIMIT 0 -> 1 the minimum");
        timeline.isSetTo(10);
        assertThat(timeline.sees(400).explanation().steps().get(2))
                .as("no rate holds shrinking back")
                .hasToString("RATE_LIMIT 8 -> 8 allowed: any");
    }

    @Test
    void legacyRulesAndRatesExcludeEachOther() {
        assertThatThrownBy(() -> policy(1, 10)
                        .legacy()
                        .scaleUp(rules().percent(10, ofSeconds(15)).build())
                        .build())
                .hasMessageContaining("legacy() has its own rules");
        assertThatThrownBy(() -> policy(1, 10)
                        .legacy()
                        .scaleDown(ScalingRules.disabled())
                        .build())
                .hasMessageContaining("legacy() has its own rules");
        assertThat(policy(1, 10)
                        .legacy()
                        .scaleUp(rules().tolerance(0.2).build())
                        .build())
                .as("a tolerance applies to legacy rules, too")
                .isNotNull();
        assertThat(policy(1, 10)
                        .legacy()
                        .respectManualZero()
                        .scaleDown(rules().stabilizationWindow(ofSeconds(60)).build())
                        .build())
                .hasToString("replicas 1 to 10, cooldown 300 s, legacy rules after a window of 60 s, activation"
                        + " PROPORTIONAL, deactivation IMMEDIATE, a zero of others is left alone");
    }

    @Test
    void timeNeverRunsBackwards() {
        var timeline = startingAt(4, policy(1, 10));
        timeline.sees(200);
        timeline.after(ofMinutes(-10)).sees(200);
        assertThat(timeline.state().lastDecisionAt()).contains(Timeline.START);
    }

    @Test
    void aDecisionPrintsAsOneLineAndItsExplanationInColumns() {
        var decision = startingAt(16, policy(1, 20)).sees(0);
        assertThat(decision)
                .hasToString("RECOMMEND 16 -> 0 lag 0 of 50 per replica · STABILIZE 0 -> 16 highest of the last 300 s"
                        + " · RATE_LIMIT 16 -> 16 no change wanted");
        assertThat(decision.explanation())
                .hasToString("RECOMMEND    16 -> 0    lag 0 of 50 per replica\n"
                        + "STABILIZE     0 -> 16   highest of the last 300 s\n"
                        + "RATE_LIMIT   16 -> 16   no change wanted");
    }
}

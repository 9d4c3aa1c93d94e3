package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One value of several triggers decides in their place. */
class CompositeTest extends DecisionFixture {

    private static final Formulas SUM = Formulas.sum("a", "b");

    // ---- the value in place of the triggers

    @Test
    void theCompositeRecommendsInPlaceOfItsTriggers() {
        var decision = startingAt(2, policy(1, 20).composite(Composite.of(SUM, averageValue(5))))
                .sees(reads("a", 3), reads("b", 9.5));
        assertSteps(
                decision,
                "RECOMMEND 2 -> 3 composite 12.5 of 5 per replica (a=3, b=9.5)",
                "STABILIZE 3 -> 3 the windows agree",
                "RATE_LIMIT 3 -> 3 allowed: 4 per 15 s or 100 % per 15 s");
        assertThat(decision.explanation().binding().stage()).isEqualTo(Stage.RECOMMEND);
    }

    @Test
    void eachTriggersReadingStaysVisible() {
        var explanation = startingAt(2, policy(1, 20).composite(Composite.of(SUM, averageValue(5))))
                .sees(reads("a", 3), reads("b", 9.5), reads("other", 900))
                .explanation();
        assertThat(explanation.recommendations())
                .extracting(Recommendation::toString)
                .containsExactly(
                        "a 3, replaced by the composite",
                        "b 9.5, replaced by the composite",
                        "other 900, replaced by the composite");
        assertThat(explanation.recommendations()).allSatisfy(replaced -> {
            assertThat(replaced.reason()).isEqualTo(Reason.COMPOSITE);
            assertThat(replaced.replicas()).isEmpty();
            assertThat(replaced.isUsable()).isFalse();
            assertThat(replaced.isFailed()).isFalse();
            assertThat(replaced.isActive()).isFalse();
        });
        assertThat(explanation.composite().orElseThrow())
                .hasToString("composite 12.5 of 5 per replica (a=3, b=9.5) asks for 3, active");
        assertThat(explanation.composite().orElseThrow().replicas()).hasValue(3);
    }

    @Test
    void withoutACompositeThereIsNoneToExplain() {
        assertThat(startingAt(2, policy(1, 20)).sees(100).explanation().composite())
                .isEmpty();
        assertThat(startingAt(2, policy(1, 20)).sees(100).toMap()).doesNotContainKey("composite");
    }

    @Test
    void theMapOfADecisionHasTheComposite() {
        var decision = startingAt(2, policy(1, 20).composite(Composite.of(SUM, averageValue(5))))
                .sees(reads("a", 3), reads("b", 9.5));
        assertThat(decision.toMap().get("composite"))
                .hasToString("{trigger=composite, reading=12.5, target=5 per replica, replicas=3, reason=RATIO,"
                        + " active=true}");
    }

    @Test
    void aTotalIsReachedInProportion() {
        var decision = startingAt(4, policy(1, 20).composite(Composite.of(SUM, value(200))))
                .sees(reads("a", 100), reads("b", 200));
        assertThat(decision.to()).isEqualTo(6);
        assertThat(decision.explanation().steps().get(0))
                .hasToString("RECOMMEND 4 -> 6 composite 300 of 200 in total (a=100, b=200)");
    }

    @Test
    void thePolicysToleranceAppliesToIt() {
        var decision = startingAt(10, policy(1, 20).composite(Composite.of(SUM, averageValue(10))))
                .sees(reads("a", 100), reads("b", 5));
        assertThat(decision.explanation().steps().get(0))
                .hasToString("RECOMMEND 10 -> 10 composite 105 of 10 per replica (a=100, b=5), within the tolerance");
    }

    @Test
    void itIsCutToThousandthsAndANegativeOneActsAsZero() {
        var half = new Formulas("half", List.of("a"), (values, ifNil) -> values[0] / 2);
        var composite = Composite.of(half, averageValue(1));
        assertThat(composite(composite, reads("a", 4.001)).reading()).hasToString("2");
        assertThat(composite(composite, reads("a", -4.001)).reading()).hasToString("-2");
        assertThat(composite(composite, reads("a", -4)))
                .hasToString("composite -2 (acts as 0) of 1 per replica (a=-4) asks for 0");
        assertThat(composite(Composite.of(SUM, averageValue(1)), reads("a", 3), reads("b", 1.001))
                        .reading())
                .as("the doubles 3 and 1.001 add up to a little less than 4.001")
                .hasToString("4");
        var huge = new Formulas("huge", List.of("a"), (values, ifNil) -> 1e300);
        assertThat(composite(Composite.of(huge, averageValue(1)), reads("a", 1)).replicas())
                .hasValue(Integer.MAX_VALUE);
    }

    @Test
    void samplesOfReplicasRecommendBesideIt() {
        var cpu = Measurement.of("cpu", utilization(50), cpu(3, 900));
        var timeline = startingAt(3, policy(1, 20).composite(Composite.of(SUM, averageValue(5))));
        var decision = timeline.sees(reads("a", 1), reads("b", 1), cpu);
        assertThat(decision.explanation().steps().get(0)).hasToString("RECOMMEND 3 -> 6 cpu 90 % of 50 %");
        assertThat(timeline.sees(reads("a", 50), reads("b", 0), cpu)
                        .explanation()
                        .steps()
                        .get(0))
                .hasToString("RECOMMEND 6 -> 10 composite 50 of 5 per replica (a=50, b=0)");
    }

    @Test
    void aFailedResourceTriggerHoldsAndLetsTheCompositeGrow() {
        var failing = Measurement.of("cpu", utilization(50), DOWN);
        var composite = Composite.of(SUM, averageValue(5));
        assertThat(startingAt(3, policy(1, 20).composite(composite))
                        .sees(reads("a", 1), reads("b", 1), failing)
                        .to())
                .isEqualTo(3);
        assertThat(startingAt(3, policy(1, 20).composite(composite))
                        .sees(reads("a", 10), reads("b", 10), failing)
                        .to())
                .isEqualTo(4);
    }

    // ---- activity

    @Test
    void itIsActiveAboveItsThresholdAndNotAtIt() {
        var composite = Composite.of(SUM, averageValue(5)).activatesAbove(4);
        assertSteps(
                startingAt(0, policy(0, 20).composite(composite)).sees(reads("a", 3), reads("b", 1)),
                "ACTIVATE 0 -> 0 no trigger is active");
        assertSteps(
                startingAt(0, policy(0, 20).composite(composite)).sees(reads("a", 3), reads("b", 1.125)),
                "ACTIVATE 0 -> 1 composite 4.125 is above 4");
        assertThat(startingAt(0, policy(0, 20).composite(composite))
                        .sees(reads("a", 3), reads("b", 37))
                        .to())
                .as("in proportion, under the rates")
                .isEqualTo(5);
    }

    @Test
    void aTriggersOwnActivityDoesNotCount() {
        var difference = new Formulas("a - b", List.of("a", "b"), (values, ifNil) -> values[0] - values[1]);
        var timeline = startingAt(
                4, policy(0, 20).cooldown(ofMinutes(1)).composite(Composite.of(difference, averageValue(5))));
        timeline.sees(reads("a", 2), reads("b", 2));
        assertThat(timeline.after(ofMinutes(2))
                        .sees(reads("a", 2), reads("b", 2))
                        .to())
                .isZero();
    }

    @Test
    void whatIsLeftOfRoundingDoesNotActivate() {
        var noise = new Formulas("0.1 + 0.2 - 0.3", List.of("a"), (values, ifNil) -> 0.1 + 0.2 - 0.3);
        assertThat(composite(Composite.of(noise, averageValue(5)), reads("a", 1))
                        .isActive())
                .isFalse();
    }

    @Test
    void aThresholdMayBeNegative() {
        var composite = Composite.of(SUM, averageValue(5)).activatesAbove(-1);
        assertThat(startingAt(0, policy(0, 20).composite(composite))
                        .sees(reads("a", 0), reads("b", 0))
                        .to())
                .isEqualTo(1);
    }

    @Test
    void resourceTriggersNeitherActivateNorKeepActive() {
        var cpu = Measurement.of("cpu", utilization(50), cpu(3, 900));
        var timeline =
                startingAt(3, policy(0, 20).cooldown(ofMinutes(1)).composite(Composite.of(SUM, averageValue(5))));
        timeline.sees(reads("a", 0), reads("b", 0), cpu);
        assertThat(timeline.after(ofMinutes(2))
                        .sees(reads("a", 0), reads("b", 0), cpu)
                        .to())
                .isZero();
    }

    // ---- inputs

    @Test
    void anInputWithReplicaLimitsIsCappedAsKedaCapsALag() {
        var limited = Measurement.of(
                "a",
                averageValue(50),
                Reading.value(10_000).limits(ReplicaLimits.atMost(4)).build());
        assertThat(composite(Composite.of(SUM, averageValue(5)), limited, reads("b", 1)))
                .hasToString("composite 201 of 5 per replica (a=200 of 10000, b=1) asks for 41, active");
        var even = Measurement.of(
                "a",
                averageValue(50),
                Reading.value(210).limits(ReplicaLimits.only(1, 2, 3, 6)).build());
        assertThat(composite(Composite.of(SUM, averageValue(5)), even, reads("b", 0))
                        .reading())
                .as("the next count that shares evenly")
                .hasToString("300");
    }

    @Test
    void aPartialInputForbidsShrinkingAndBecomingIdle() {
        var partial = Measurement.of(
                "a", averageValue(1), Reading.value(0).lowerBound().build());
        var timeline =
                startingAt(4, policy(0, 20).cooldown(ofMinutes(1)).composite(Composite.of(SUM, averageValue(5))));
        timeline.sees(partial, reads("b", 0));
        var decision = timeline.after(ofMinutes(10)).sees(partial, reads("b", 0));
        assertSteps(
                decision,
                "DEACTIVATE 4 -> 4 composite 0 of 5 per replica (a=at least 0, b=0), holding",
                "RECOMMEND 4 -> 4 composite 0 of 5 per replica (a=at least 0, b=0), holding");
        assertThat(timeline.sees(partial, reads("b", 30)).to()).as("grows").isEqualTo(6);
    }

    @Test
    void theOrderOfTheValuesIsThatOfTheFormula() {
        var quotient = new Formulas("b / a", List.of("b", "a"), (values, ifNil) -> values[0] / values[1]);
        assertThat(composite(Composite.of(quotient, averageValue(1)), reads("a", 2), reads("b", 6))
                        .replicas())
                .hasValue(3);
    }

    @Test
    void aTriggersOwnTargetDoesNotMatter() {
        var total = Measurement.of("a", value(1), Reading.of(30));
        var composite = Composite.of(new Formulas("a", List.of("a"), (values, ifNil) -> values[0]), averageValue(10));
        var none = new Replicas(2, 0, 0);
        var decision = policy(1, 20)
                .composite(composite)
                .build()
                .decide(ScalingState.initial(), Observation.of(Timeline.START, none, total));
        assertThat(decision.to()).isEqualTo(3);
    }

    // ---- what the state keeps

    @Test
    void windowsAndRestartsSeeTheCompositesRecommendations() {
        var timeline = startingAt(4, policy(1, 20).composite(Composite.of(SUM, averageValue(5))));
        timeline.sees(reads("a", 20), reads("b", 20));
        var decision = timeline.restored().after(ofSeconds(15)).sees(reads("a", 0), reads("b", 0));
        assertSteps(
                decision,
                "RECOMMEND 8 -> 0 composite 0 of 5 per replica (a=0, b=0)",
                "STABILIZE 0 -> 8 highest of the last 300 s",
                "RATE_LIMIT 8 -> 8 no change wanted");
    }

    @Test
    void theTextOfAStateIsThatOfAPolicyWithoutAComposite() {
        var with = startingAt(4, policy(1, 20).composite(Composite.of(SUM, averageValue(50))));
        var without = startingAt(4, policy(1, 20));
        with.sees(reads("a", 200), reads("b", 200));
        without.sees(400);
        assertThat(with.state().toText()).isEqualTo(without.state().toText());
    }

    @Test
    void theMetricsAloneDecideUnderLikeHpa() {
        var timeline = new Timeline(
                ScalingPolicy.likeHpa()
                        .replicas(0, 20)
                        .composite(Composite.of(SUM, averageValue(5)).activatesAbove(1000))
                        .build(),
                3);
        assertThat(timeline.sees(reads("a", 20), reads("b", 0)).to()).isEqualTo(4);
    }

    private static Recommendation composite(Composite composite, Measurement... measurements) {
        return startingAt(2, policy(1, 20).composite(composite))
                .sees(measurements)
                .explanation()
                .composite()
                .orElseThrow();
    }

    private static Measurement reads(String trigger, double value) {
        return Measurement.of(trigger, averageValue(1), Reading.of(value));
    }

    private static Reading cpu(int replicas, long usageMilli) {
        return Reading.samples(
                Resource.CPU,
                IntStream.range(0, replicas)
                        .mapToObj(i -> ReplicaSample.builder("replica" + i)
                                .requestMilli(1000)
                                .startedAt(Timeline.START.minus(Duration.ofHours(1)))
                                .ready(true, Timeline.START.minus(Duration.ofHours(1)))
                                .usage(usageMilli, Timeline.START, ofSeconds(30))
                                .build())
                        .toList());
    }
}

package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fallbacks of the inputs of a composite: what they ask for, and what they leave to the formula. */
class CompositeFallbackTest extends CompositeFixture {

    // ---- fallbacks in place of the formula

    @Test
    void anEngagedFallbackAsksForItsReplicasInPlaceOfTheFormula() {
        var timeline = startingAt(4, policy(1, 20).composite(SUM));
        var failing = failing("b", Fallback.replicas(7).afterFailures(2));
        for (int failures = 1; failures <= 2; failures++) {
            assertThat(timeline.after(ofSeconds(15))
                            .sees(reads("a", 900), failing)
                            .to())
                    .isEqualTo(4);
        }
        var decision = timeline.after(ofSeconds(15)).sees(reads("a", 900), failing);
        assertSteps(
                decision,
                "RECOMMEND 4 -> 7 composite: b failed 3 times: UNAVAILABLE broker is down; the fallback of b asks for 7,"
                        + " as a value of 35 would",
                "STABILIZE 7 -> 7 the windows agree",
                "RATE_LIMIT 7 -> 7 allowed: 4 per 15 s or 100 % per 15 s");
        assertThat(decision.explanation().recommendations().get(1))
                .hasToString("b failed 3 times: UNAVAILABLE broker is down; its fallback counts in the composite");
        var composite = decision.explanation().composite().orElseThrow();
        assertThat(composite.reason()).isEqualTo(Reason.FALLBACK);
        assertThat(composite.fallbackMilli()).hasValue(35_000);
    }

    @Test
    void theFirstEngagedFallbackOfTheTriggersCounts() {
        var composite = composite(
                Composite.of(Formulas.sum("b", "a"), averageValue(5)),
                failing("a", Fallback.replicas(3).afterFailures(0)),
                failing("b", Fallback.replicas(9).afterFailures(0)));
        assertThat(composite.replicas()).hasValue(3);
    }

    @ParameterizedTest(name = "{0} with 10 replicas at a count of 4: {1}")
    @CsvSource({"STATIC, 10", "CURRENT_REPLICAS, 4", "CURRENT_REPLICAS_IF_HIGHER, 10", "CURRENT_REPLICAS_IF_LOWER, 4"})
    void itsBehaviorChoosesTheCount(FallbackBehavior behavior, int asked) {
        var fallback = Fallback.replicas(10).behavior(behavior).afterFailures(0);
        var decision = startingAt(4, policy(1, 20).composite(SUM)).sees(reads("a", 900), failing("b", fallback));
        assertThat(decision.explanation().composite().orElseThrow().replicas()).hasValue(asked);
    }

    @Test
    void itAsksExactlyAlsoWhereTheTargetIsATotal() {
        var composite = Composite.of(Formulas.sum("a", "b"), value(2));
        var failing = failing("b", Fallback.replicas(6).afterFailures(0));
        var decision = policy(1, 20)
                .composite(composite)
                .build()
                .decide(
                        ScalingState.initial(),
                        Observation.of(Timeline.START, new Replicas(5, 5, 3), reads("a", 1), failing));
        assertThat(decision.to()).isEqualTo(6);
        assertThat(decision.explanation().composite().orElseThrow().fallbackMilli())
                .as("KEDA: 2 x 6 / 3 ready replicas")
                .hasValue(4_000);
    }

    @Test
    void anEngagedFallbackActivatesAboveZero() {
        assertThat(startingAt(0, policy(0, 20).composite(SUM))
                        .sees(reads("a", 0), failing("b", Fallback.replicas(2).afterFailures(0)))
                        .to())
                .isEqualTo(2);
        assertSteps(
                startingAt(0, policy(0, 20).composite(SUM))
                        .sees(reads("a", 900), failing("b", Fallback.replicas(0).afterFailures(0))),
                "ACTIVATE 0 -> 0 no trigger is active");
    }

    @Test
    void anInputThatFailsWithoutAFallbackForbidsThatAnothersFallbackShrinks() {
        var low = failing("a", Fallback.replicas(1).afterFailures(0));
        var high = failing("a", Fallback.replicas(6).afterFailures(0));
        var rules = policy(1, 20)
                .composite(SUM)
                .scaleDown(rules().stabilizationWindow(ofSeconds(0)).build());
        assertThat(startingAt(4, rules).sees(low, failing("b")).to()).isEqualTo(4);
        assertThat(startingAt(4, rules).sees(high, failing("b")).to()).isEqualTo(6);
        assertThat(startingAt(4, rules).sees(low, reads("b", 900)).to()).isEqualTo(1);
    }

    // ---- fallbacks that leave the decision to the formula

    @Test
    void withBehaviorFormulaTheInputIsNilOnceItsFailuresExceedTheThreshold() {
        var timeline = startingAt(4, policy(1, 20).composite(FIRST));
        var failing = failing("a", formula(9).afterFailures(2));
        for (int failures = 1; failures <= 2; failures++) {
            assertThat(timeline.sees(failing, reads("b", 900)).to()).isEqualTo(4);
        }
        var decision = timeline.sees(failing, reads("b", 30));
        assertThat(decision.explanation().steps().get(0))
                .hasToString("RECOMMEND 4 -> 6 composite 30 of 5 per replica (a=nil, b=30)");
        assertThat(timeline.sees(reads("a", 50), reads("b", 30))
                        .explanation()
                        .steps()
                        .get(0))
                .as("a success ends it")
                .hasToString("RECOMMEND 6 -> 10 composite 50 of 5 per replica (a=50, b=30)");
    }

    @Test
    void aNilResultAsksForExactlyTheFallbacksReplicas() {
        var decision = startingAt(10, policy(1, 20).composite(FIRST))
                .sees(
                        failing("a", formula(11).afterFailures(0)),
                        failing("b", formula(3).afterFailures(0)));
        assertThat(decision.explanation().steps().get(0))
                .hasToString(
                        "RECOMMEND 10 -> 11 composite: the formula gives nil (a=nil, b=nil); the fallback of a asks"
                                + " for 11, as a value of 55 would");
        assertThat(decision.to())
                .as("10 % more is within the tolerance of a value")
                .isEqualTo(11);
    }

    @Test
    void aResultThatHappensToBeTheFallbacksValueIsNotNil() {
        var composite = Composite.of(Formulas.first("a", "b"), value(5));
        var decision = startingAt(4, policy(1, 100).composite(composite))
                .sees(failing("a", formula(2).afterFailures(0)), reads("b", 10));
        assertThat(decision.explanation().composite().orElseThrow().replicas())
                .as("2 x the target with 4 ready replicas")
                .hasValue(8);
        assertThat(decision.explanation().composite().orElseThrow().reason()).isEqualTo(Reason.RATIO);
    }

    @Test
    void nilInArithmeticIsAFailure() {
        var decision = startingAt(4, policy(0, 20).composite(SUM))
                .sees(failing("a", formula(9).afterFailures(0)), reads("b", 900));
        assertThat(decision.to()).isEqualTo(4);
        assertThat(decision.explanation().composite().orElseThrow())
                .hasToString("composite failed: MISCONFIGURED the formula fails: nil cannot be calculated with (a=nil,"
                        + " b=900)");
    }

    @Test
    void nilWithoutAFallbackIsAFailure() {
        var nil = new Formulas("nil", List.of("a"), (values, ifNil) -> ifNil);
        assertThat(composite(Composite.of(nil, averageValue(5)), reads("a", 1)).isFailed())
                .isTrue();
    }

    @Test
    void aFallbackInPlaceOfTheFormulaComesBeforeOneThatLeavesItToTheFormula() {
        var composite = composite(
                FIRST,
                failing("a", formula(9).afterFailures(0)),
                failing("b", Fallback.replicas(3).afterFailures(0)));
        assertThat(composite.replicas()).hasValue(3);
    }

    @Test
    void behaviorFormulaWithoutAFormulaAsksForItsReplicas() {
        var decision = startingAt(4, policy(1, 20)).sees(failing("a", formula(7).afterFailures(0)));
        assertThat(decision.to()).isEqualTo(7);
    }
}

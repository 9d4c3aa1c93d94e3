package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A composite whose inputs or whose formula fail, and what fallbacks make of it. */
class CompositeFailureTest extends DecisionFixture {

    private static final Composite SUM = Composite.of(Formulas.sum("a", "b"), averageValue(5));
    private static final Composite FIRST = Composite.of(Formulas.first("a", "b"), averageValue(5));

    // ---- failures hold

    @Test
    void aFailedInputHoldsTheCountAndKeepsTheTargetActive() {
        var timeline = startingAt(4, policy(0, 20).initialCooldown(ofSeconds(0)).composite(SUM));
        timeline.sees(reads("a", 0), failing("b"));
        assertSteps(
                timeline.after(ofMinutes(30)).sees(reads("a", 0), failing("b")),
                "DEACTIVATE 4 -> 4 composite failed: UNAVAILABLE b: broker is down, holding",
                "RECOMMEND 4 -> 4 composite failed: UNAVAILABLE b: broker is down, holding");
    }

    @Test
    void aFailedInputLeavesAnIdleTargetIdle() {
        assertSteps(
                startingAt(0, policy(0, 20).composite(SUM)).sees(reads("a", 900), failing("b")),
                "ACTIVATE 0 -> 0 composite failed: UNAVAILABLE b: broker is down, holding");
    }

    @Test
    void allFailedInputsAreSaid() {
        var composite = composite(SUM, failing("a"), failing("b"));
        assertThat(composite).hasToString("composite failed: UNAVAILABLE a: broker is down; b: broker is down");
        assertThat(composite.isUsable()).isFalse();
    }

    @Test
    void anInputThatHasNothingToMeasureYetIsNotYet() {
        var notYet = Measurement.of("a", averageValue(1), Reading.failure(Kind.NOT_YET, "the first of two samples"));
        assertThat(composite(SUM, notYet, reads("b", 1)).isNotYet()).isTrue();
    }

    @ParameterizedTest(name = "a formula that gives {0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aFormulaWithoutANumberHolds(double result) {
        var formula = new Formulas("odd", List.of("a"), (values, ifNil) -> result);
        var timeline = startingAt(
                4, policy(0, 20).initialCooldown(ofSeconds(0)).composite(Composite.of(formula, averageValue(5))));
        timeline.sees(reads("a", 0));
        var decision = timeline.after(ofMinutes(30)).sees(reads("a", 0));
        assertThat(decision.to()).isEqualTo(4);
        assertThat(decision.explanation().composite().orElseThrow())
                .hasToString("composite failed: NON_FINITE the formula gives " + result + " (a=0)");
    }

    @Test
    void aFormulaThatThrowsHoldsWhateverItThrows() {
        for (RuntimeException thrown : List.of(
                new ArithmeticException("a is divided by 0"),
                new IllegalStateException("no"),
                new RuntimeException())) {
            var formula = new Formulas("a / 0", List.of("a"), (values, ifNil) -> {
                throw thrown;
            });
            var timeline = startingAt(
                    4, policy(0, 20).initialCooldown(ofSeconds(0)).composite(Composite.of(formula, averageValue(5))));
            timeline.sees(reads("a", 0));
            var decision = timeline.after(ofMinutes(30)).sees(reads("a", 0));
            assertThat(decision.to()).isEqualTo(4);
            assertThat(decision.explanation().binding().reason()).isIn(Reason.UNKNOWN, Reason.FAILED_READING);
        }
        assertThat(throwing(new ArithmeticException("division by 0")))
                .hasToString("composite failed: MISCONFIGURED the formula fails: division by 0 (a=3)");
        assertThat(throwing(new IllegalStateException("no")))
                .hasToString("composite failed: MISCONFIGURED the formula fails: IllegalStateException: no (a=3)");
        assertThat(throwing(new IllegalStateException()))
                .hasToString("composite failed: MISCONFIGURED the formula fails: IllegalStateException (a=3)");
    }

    @Test
    void aTriggerThatIsNotMeasuredIsAFailureWithASentence() {
        assertThat(composite(SUM, reads("a", 3)))
                .hasToString("composite failed: MISCONFIGURED the formula names trigger \"b\", which was not measured;"
                        + " add the trigger, or take its name out of the formula");
    }

    @Test
    void aTriggerThatSamplesReplicasHasNoValueForAFormula() {
        var cpu = Measurement.of("b", averageValue(5), Reading.samples(Resource.CPU, List.of()));
        assertThat(composite(SUM, reads("a", 3), cpu))
                .hasToString("composite failed: MISCONFIGURED the formula names trigger \"b\", which samples replicas"
                        + " and has no single value; take its name out of the formula");
    }

    @Test
    void aTriggerThatAbstainsIsNoInputBecauseItIsNotReadWhileIdle() {
        assertThat(composite(SUM, reads("a", 3), reads("b", 3).abstains()))
                .hasToString("composite failed: MISCONFIGURED the formula names trigger \"b\", which abstains from"
                        + " activation, so it is not read while the target is idle; take its name out of the formula,"
                        + " or let it take part");
    }

    @Test
    void aFailedTriggerThatTheFormulaDoesNotNameHoldsAndLetsTheCompositeGrow() {
        assertThat(startingAt(4, policy(1, 20).composite(SUM))
                        .sees(reads("a", 1), reads("b", 1), failing("other"))
                        .to())
                .isEqualTo(4);
        assertThat(startingAt(4, policy(1, 20).composite(SUM))
                        .sees(reads("a", 20), reads("b", 10), failing("other"))
                        .to())
                .isEqualTo(6);
    }

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

    // ---- configuration

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Composite.of(null, averageValue(5)))
                .hasMessage("a composite needs a formula and a target, was null, 5 per replica");
        assertThatThrownBy(() -> Composite.of(Formulas.sum("a"), null))
                .hasMessage("a composite needs a formula and a target, was a, null");
        assertThatThrownBy(() -> Composite.of(Formulas.sum("a"), utilization(50)))
                .hasMessage(
                        "the target of a composite must be averageValue(..) or value(..), was 50 %; a formula has no"
                                + " samples per replica");
        assertThatThrownBy(() -> Composite.of(Formulas.sum("a"), averageValue(0)))
                .hasMessageContaining("at least 0.001, was 0.0");
        assertThatThrownBy(() -> Composite.of(Formulas.sum("a", " "), averageValue(5)))
                .hasMessage("the formula of a composite must name its triggers, none of them blank, was [a,  ]");
        for (List<String> names : Arrays.asList(null, Arrays.asList("a", null))) {
            assertThatThrownBy(() -> Composite.of(new Formulas("f", names, (values, ifNil) -> 0), averageValue(5)))
                    .hasMessageStartingWith("the formula of a composite must name its triggers");
        }
        for (double threshold : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> SUM.activatesAbove(threshold))
                    .hasMessage("activation threshold of a composite must be finite, was " + threshold);
        }
    }

    @Test
    void noCompositeIsAProblemOfThePolicyBesideItsOthers() {
        assertThatThrownBy(() ->
                        ScalingPolicy.builder().composite(null).cooldown(null).build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems())
                                .containsExactly(
                                        "cooldown must not be null",
                                        "composite must not be null; leave out what is not set"));
    }

    @Test
    void compositesAndTheirPoliciesAreValues() {
        MetricTarget target = averageValue(5);
        assertThat(Composite.of(Formulas.sum("a", "b"), target)).isEqualTo(SUM).hasSameHashCodeAs(SUM);
        assertThat(SUM).isNotEqualTo(FIRST).isNotEqualTo(SUM.activatesAbove(1)).isNotEqualTo("a + b");
        assertThat(SUM).isNotEqualTo(Composite.of(Formulas.sum("a", "b"), value(5)));
        assertThat(policy(1, 20).composite(SUM).build())
                .isEqualTo(policy(1, 20)
                        .composite(Composite.of(Formulas.sum("a", "b"), target))
                        .build())
                .isNotEqualTo(policy(1, 20).build());
        assertThat(policy(1, 20).composite(SUM.activatesAbove(2)).build().toString())
                .endsWith(", composite of a, b: 5 per replica, active above 2.0");
        assertThat(SUM.formula()).isEqualTo(Formulas.sum("a", "b"));
        assertThat(SUM.target()).isEqualTo(target);
        assertThat(SUM.activatesAbove(2).activationThreshold()).isEqualTo(2);
    }

    private static Recommendation throwing(RuntimeException thrown) {
        var formula = new Formulas("throws", List.of("a"), (values, ifNil) -> {
            throw thrown;
        });
        return composite(Composite.of(formula, averageValue(5)), reads("a", 3));
    }

    private static Recommendation composite(Composite composite, Measurement... measurements) {
        return startingAt(2, policy(1, 20).composite(composite))
                .sees(measurements)
                .explanation()
                .composite()
                .orElseThrow();
    }

    private static Fallback formula(int replicas) {
        return Fallback.replicas(replicas).behavior(FallbackBehavior.FORMULA);
    }

    private static Measurement reads(String trigger, double value) {
        return Measurement.of(trigger, averageValue(1), Reading.of(value));
    }

    private static Measurement failing(String trigger) {
        return Measurement.of(trigger, averageValue(1), DOWN);
    }

    private static Measurement failing(String trigger, Fallback fallback) {
        return failing(trigger).fallback(fallback);
    }
}

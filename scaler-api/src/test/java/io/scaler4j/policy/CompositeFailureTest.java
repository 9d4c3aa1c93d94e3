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
import org.junit.jupiter.params.provider.ValueSource;

/** A composite whose inputs or whose formula fail, and what fallbacks make of it. */
class CompositeFailureTest extends CompositeFixture {

    private static Recommendation throwing(RuntimeException thrown) {
        var formula = new Formulas("throws", List.of("a"), (values, ifNil) -> {
            throw thrown;
        });
        return composite(Composite.of(formula, averageValue(5)), reads("a", 3));
    }

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
}

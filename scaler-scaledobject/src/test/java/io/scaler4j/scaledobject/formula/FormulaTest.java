package io.scaler4j.scaledobject.formula;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.policy.Composite;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a formula is and what it calculates. What expr-lang calculates is in {@link FormulaVectorsTest}. */
class FormulaTest {

    private static final double NIL = Double.NaN;

    private static double value(String text, double a, double b) {
        Formula formula = Formula.compile(text, List.of("a", "b"));
        double[] values = formula.triggers().stream()
                .mapToDouble(name -> name.equals("a") ? a : b)
                .toArray();
        return formula.evaluate(values, -1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a + b                                  | 9",
                "a > 5 ? a : 5                          | 6",
                "max(a, b) * 2                          | 12",
                "max([a, b])                            | 6",
                "min(a, b) + 0.5                        | 3.5",
                "(a ?? 0) + (b ?? 0)                    | 9",
                "count([a, b], {# > 4}) > 1 ? 5 : 0     | 0",
                "sum(map([a, b], # * 10))               | 90",
                "let rest = a - b; rest > 0 ? rest : 0  | 3",
                "first(sort([a, b], \"desc\"))            | 6",
                "if a > b {a} else {b}                  | 6",
                "float(a) + b                           | 9",
            })
    void theUsualFormulasGiveTheUsualNumbers(String text, double expected) {
        assertThat(value(text, 6, 3)).isEqualTo(expected);
    }

    @Test
    void aPipePutsAValueInFront() {
        assertThat(value("[a, b] | map(# * 2) | sum()", 6, 3)).isEqualTo(18);
        assertThat(value("a | max(b) | min(5)", 6, 3)).isEqualTo(5);
    }

    @Test
    void aTriggerWithoutAValueIsNil() {
        assertThat(value("a ?? b", NIL, 3)).isEqualTo(3);
        assertThat(value("a ?? b", 6, 3)).isEqualTo(6);
        assertThat(value("a == nil ? b : a", NIL, 3)).isEqualTo(3);
    }

    @Test
    void aNilResultBecomesWhatTheCallerChose() {
        assertThat(value("a ?? b", NIL, NIL)).isEqualTo(-1000);
        assertThat(value("a ?? nil", NIL, NIL)).isEqualTo(-1000);
    }

    @Test
    void theTriggersAreThoseThatTheFormulaNamesInItsOrder() {
        Formula formula = Formula.compile("c * 2 + $env[\"orders-lag\"]", List.of("orders-lag", "b", "", "c", "b"));
        assertThat(formula.triggers()).containsExactly("c", "orders-lag");
        assertThat(formula.evaluate(new double[] {10, 3}, 0)).isEqualTo(23);
    }

    @Test
    void aFormulaWithoutTriggersIsAConstant() {
        Formula formula = Formula.compile("2 + 3", List.of());
        assertThat(formula.triggers()).isEmpty();
        assertThat(formula.evaluate(new double[0], 0)).isEqualTo(5);
    }

    @Test
    void anotherNumberOfValuesThanTriggersIsRefused() {
        Formula formula = Formula.compile("a + b", List.of("a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> formula.evaluate(new double[] {1}, 0))
                .withMessage(
                        "values must hold one number for each of the triggers [a, b], were 1; use NaN for a trigger"
                                + " without a value");
    }

    @Test
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Formula.compile(null, List.of()));
        assertThatNullPointerException().isThrownBy(() -> Formula.compile("1", null));
        assertThatNullPointerException().isThrownBy(() -> Formula.compile("1", Arrays.asList("a", null)));
    }

    @Test
    void infinityAndNaNAreResults() {
        assertThat(value("a / 0", 1, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value("a / a", 0, 0)).isNaN();
        assertThat(value("a - b", 1, 4)).isEqualTo(-3);
    }

    @Test
    void formulasWithTheSameTextAndTriggersAreEqual() {
        Formula one = Formula.compile("a + b", List.of("a", "b"));
        Formula same = Formula.compile("a + b", List.of("b", "a", "c"));
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).hasToString("a + b");
        assertThat(one.text()).isEqualTo("a + b");
        assertThat(one).isNotEqualTo(Formula.compile("b + a", List.of("a", "b")));
    }

    @Test
    void aCompositeTakesAFormula() {
        Formula formula = Formula.compile("a + b", List.of("a", "b"));
        assertThat(Composite.of(formula, averageValue(5)))
                .hasToString("composite of a, b: 5 per replica, active above 0.0")
                .isEqualTo(Composite.of(Formula.compile("a + b", List.of("a", "b")), averageValue(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a + b * 2 - 1",
                "a > 5 && b < 3 || !(a == b) ? a : 0.5",
                "max(a, b)",
                "max(a, 5) / 2 + min([b, 1, 2.5])",
                "count([a, b], {# > 1}) > 1 ? 5 : 0",
                "any([a, b], # > 3) ? int(a) % 3 : round(b)",
                "a ?? b ?? 1",
                "a == nil ? mean(b, 3) : abs(a)",
                "let x = a; x + x",
                "(a > 1 ? 2 : 3) * (b > 1 ? 4 : 5)",
                "sum([a, b, 1])"
            })
    void plainFormulasAreEvaluatedWithoutObjects(String text) {
        assertThat(Formula.compile(text, List.of("a", "b")).isFast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort([a, b])[0]", "median(a, b)", "let x = a * 2; x + x", "reduce([a, b], #acc + #)"})
    void othersAreInterpreted(String text) {
        assertThat(Formula.compile(text, List.of("a", "b")).isFast()).isFalse();
    }
}

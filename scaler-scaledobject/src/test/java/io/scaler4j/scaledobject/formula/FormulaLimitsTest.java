package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit holds for what just fits and refuses what is just too large, without a stack overflow. */
class FormulaLimitsTest {

    private static final List<String> TRIGGERS = List.of("a");

    private static void fits(String text) {
        assertThatCode(() -> Formula.compile(text, TRIGGERS)).doesNotThrowAnyException();
    }

    private static void isRefused(String text, String reason) {
        assertThat(catchThrowableOfType(FormulaException.class, () -> Formula.compile(text, TRIGGERS))
                        .getMessage())
                .contains(reason);
    }

    @Test
    void aFormulaHasAtMostSoManyCharacters() {
        fits("a" + " ".repeat(Formula.MAX_LENGTH - 1));
        isRefused("a" + " ".repeat(Formula.MAX_LENGTH), "has 10001 characters, and at most 10000 are allowed");
    }

    @Test
    void aFormulaHasAtMostSoManyParts() {
        // Each chain is twelve parts: five numbers, four comparisons and three times "and".
        fits("len([" + "1<1<1<1<1,".repeat(833) + "])");
        isRefused("len([" + "1<1<1<1<1,".repeat(834) + "])", "has more than 10000 parts");
    }

    @Test
    void parenthesesAreAtMostSoDeep() {
        fits("(".repeat(200) + "a" + ")".repeat(200));
        isRefused("(".repeat(4000) + "a" + ")".repeat(4000), "nested deeper than 250 levels");
        isRefused("[".repeat(4000), "nested deeper than 250 levels");
        isRefused("-".repeat(9000) + "a", "nested deeper than 250 levels");
        isRefused("a ? 1 : ".repeat(1000) + "2", "nested deeper than 250 levels");
        isRefused("if a > 1 {1} else ".repeat(500) + "{2}", "nested deeper than 250 levels");
    }

    @Test
    void aChainOfOperatorsIsAtMostSoLong() {
        fits("a" + "+a".repeat(Formula.MAX_DEPTH - 2));
        isRefused("a" + "+a".repeat(Formula.MAX_DEPTH - 1), "nested deeper than 250 levels");
    }

    @Test
    void anArrayMayBeLongerThanTheDepth() {
        Formula formula = Formula.compile("sum([a" + ", a".repeat(3000) + "])", TRIGGERS);
        assertThat(formula.evaluate(new double[] {2}, 0)).isEqualTo(6002);
        assertThat(formula.isFast()).isFalse();
        assertThat(Formula.compile("max([a" + ", a".repeat(1000) + "])", TRIGGERS)
                        .evaluate(new double[] {2}, 0))
                .isEqualTo(2);
    }

    @Test
    void anEvaluationTakesAtMostSoManySteps() {
        Formula formula = Formula.compile("len(1..int(a))", TRIGGERS);
        int most = Formula.MAX_STEPS / 2 - 10; // each element is made, and looked at once
        assertThat(formula.evaluate(new double[] {most}, 0)).isEqualTo(most);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> formula.evaluate(new double[] {Formula.MAX_STEPS}, 0))
                .withMessageContaining("takes more than 1000000 steps; use shorter ranges and arrays");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> formula.evaluate(new double[] {1e18}, 0))
                .withMessageContaining("takes more than 1000000 steps");
    }

    @Test
    void nestedPredicatesCountAsSteps() {
        Formula formula = Formula.compile("count(1..int(a), {count(1..int(a), {# > 3}) > 5})", TRIGGERS);
        assertThat(formula.evaluate(new double[] {100}, 0)).isEqualTo(100);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> formula.evaluate(new double[] {10_000}, 0))
                .withMessageContaining("takes more than 1000000 steps");
    }
}

package io.scaler4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.scaledobject.formula.FormulaException;
import io.scaler4j.scaledobject.formula.FormulaProblem;
import java.util.List;

/** Any text is either refused with a position or evaluated, with a number or a sentence, the same each time. */
class FormulaFuzzTest {

    private static final List<String> TRIGGERS = List.of("a", "b", "orders-lag");
    private static final double NIL = -7_777_777.5;

    @FuzzTest(maxDuration = "2m")
    void isRefusedOrEvaluated(FuzzedDataProvider data) {
        double[] all = {number(data), number(data), number(data)};
        String text = data.consumeRemainingAsString();
        Formula formula;
        try {
            formula = Formula.compile(text, TRIGGERS);
        } catch (FormulaException e) {
            assertThat(e.found()).isNotEmpty().allSatisfy(problem -> isInside(text, problem));
            return;
        }
        double[] values = formula.triggers().stream()
                .mapToDouble(name -> all[TRIGGERS.indexOf(name)])
                .toArray();
        String first = answer(formula, values);
        assertThat(answer(formula, values)).isEqualTo(first);
        assertThat(answer(Formula.compile(text, TRIGGERS), values)).isEqualTo(first);
    }

    private static double number(FuzzedDataProvider data) {
        return data.consumeBoolean() ? data.consumeInt(-3, 20) : data.consumeDouble();
    }

    private static void isInside(String text, FormulaProblem problem) {
        assertThat(problem.sentence()).isNotBlank();
        List<String> lines = List.of(text.split("\n", -1));
        assertThat(problem.line()).isBetween(1, lines.size());
        assertThat(problem.column()).isBetween(1, lines.get(problem.line() - 1).length() + 1);
    }

    private static String answer(Formula formula, double[] values) {
        try {
            return String.valueOf(formula.evaluate(values, NIL));
        } catch (ArithmeticException e) {
            if (!e.getMessage().matches("(?s)formula: \\d+:\\d+: .+; .+")) {
                fail("no position or no way out: " + e.getMessage());
            }
            return e.getMessage();
        }
    }
}

package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What formulas may give, and which triggers they use. */
class LintFormulaTest extends LintFixture {

    private static List<Finding> findings(String formula) {
        String triggers = "";
        for (String name : List.of("a", "b")) {
            triggers += "  - {type: own, name: " + name + ", metadata: {}}\n";
        }
        return lint(
                "kind: ScaledObject\nmetadata: {annotations: {scaler4j.io/lint-ignore: formula-without-trigger}}\nspec:\n"
                        + "  maxReplicaCount: 9\n  advanced: {scalingModifiers: {target: \"5\", formula: \"" + formula
                        + "\"}}\n"
                        + "  triggers:\n" + triggers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a - 100 | formula-can-be-negative",
                "a <= 0 ? 0 : a < 0.8 ? -1 : a | formula-can-be-negative",
                "a > 123456 ? -1 : a | formula-can-be-negative",
                "a / b | formula-can-fail",
                "max(a - b, 0) | ''",
                "a + b | ''",
                "b == 0 ? 0 : a / b | ''",
                "a ++ | ''",
                "c + 1 | ''",
                "1 | ''",
            })
    void aFormulaIsTriedWithItsOwnNumbersAndUsualOnes(String formula, String rule) {
        assertThat(findings(formula).stream().map(Finding::rule).toList())
                .as(formula)
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void aFindingHasValuesThatShowIt() {
        assertThat(findings("a - b").get(0).sentence()).isEqualTo("the formula is negative with a 0 and b 0.5");
        assertThat(findings("a / b").get(0).sentence()).isEqualTo("the formula has no finite result with a 0 and b 0");
    }
}

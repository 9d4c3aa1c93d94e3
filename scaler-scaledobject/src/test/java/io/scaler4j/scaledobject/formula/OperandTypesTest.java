package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which operand every operator takes, and that a refusal stands at the operator. */
class OperandTypesTest {

    private static final Map<String, String> OPERANDS = Map.of(
            "float", "a",
            "integer", "int(a)",
            "string", "'x'",
            "boolean", "(a > 1)",
            "nil", "nil",
            "array", "[a]");
    private static final Set<String> NUMBERS = Set.of("float", "integer");
    private static final List<String> ARITHMETIC = List.of("-", "*", "/", "**", "^");
    private static final List<String> SIZES = List.of("<", "<=", ">", ">=");
    private static final List<String> LOGIC = List.of("and", "or", "&&", "||");
    private static final List<String> TEXTS = List.of("contains", "startsWith", "endsWith");

    record Case(String left, String operator, String right) {

        /** In an array whose length is the result, so that any type may stand there. */
        String text() {
            return "len([" + OPERANDS.get(left) + " " + operator + " " + OPERANDS.get(right) + "])";
        }

        int column() {
            return "len([".length() + OPERANDS.get(left).length() + 2;
        }

        boolean isTaken() {
            boolean numbers = NUMBERS.contains(left) && NUMBERS.contains(right);
            boolean texts = left.equals("string") && right.equals("string");
            if (ARITHMETIC.contains(operator)) {
                return numbers;
            }
            if (LOGIC.contains(operator)) {
                return left.equals("boolean") && right.equals("boolean");
            }
            return switch (operator) {
                case "+" -> numbers || texts;
                case "%", ".." -> left.equals("integer") && right.equals("integer");
                case "==", "!=" -> numbers || left.equals(right) || left.equals("nil") || right.equals("nil");
                default -> SIZES.contains(operator) ? numbers || texts : texts;
            };
        }

        @Override
        public String toString() {
            return left + " " + operator + " " + right;
        }
    }

    static List<Case> cases() {
        var operators = new ArrayList<>(List.of("+", "%", "..", "==", "!="));
        operators.addAll(ARITHMETIC);
        operators.addAll(SIZES);
        operators.addAll(LOGIC);
        operators.addAll(TEXTS);
        var cases = new ArrayList<Case>();
        for (String operator : operators) {
            for (String left : OPERANDS.keySet()) {
                for (String right : OPERANDS.keySet()) {
                    cases.add(new Case(left, operator, right));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anOperatorTakesItsTypesAndRefusesOthersAtItsPlace(Case one) {
        if (one.isTaken()) {
            assertThatCode(() -> Formula.compile(one.text(), List.of("a"))).doesNotThrowAnyException();
            return;
        }
        FormulaException refused =
                catchThrowableOfType(FormulaException.class, () -> Formula.compile(one.text(), List.of("a")));
        assertThat(refused).as(one.text()).isNotNull();
        assertThat(refused.found()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.column()).as(one.text()).isEqualTo(one.column());
            assertThat(problem.sentence()).contains("'" + one.operator() + "' cannot take ", "; ");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abs('x')            | 1:5",
                "ceil(true)          | 1:6",
                "floor([a])          | 1:7",
                "round(nil)          | 1:7",
                "int([1])            | 1:5",
                "float(a > 1)        | 1:9",
                "max(a, 'x')         | 1:8",
                "max(a, [1, 'x'])    | 1:1",
                "min(true)           | 1:5",
                "mean([a, true])     | 1:1",
                "median('x')         | 1:8",
                "sum(['x'])          | 1:1",
                "sum(a)              | 1:5",
                "len(a)              | 1:5",
                "first(a)            | 1:7",
                "last('x')           | 1:6",
                "sort(a)[0]          | 1:6",
                "count(a, # > 1)     | 1:7",
                "'len(map(a, #))'    | 1:9",
                "count([a], # + 1)   | 1:14",
                "'len(filter([a], 5))' | 1:17",
                "find([a], #)        | 1:11",
                "-'x'                | 1:1",
                "not a ? 1 : 2       | 1:1",
                "'[a][\"x\"]'        | 1:5",
                "a[0]                | 1:2",
                "a ? 1 : 2           | 1:1",
                "'if 5 {1} else {2}' | 1:4",
            })
    void anArgumentOfAnotherTypeIsRefusedAtItsPlace(String text, String place) {
        FormulaException refused =
                catchThrowableOfType(FormulaException.class, () -> Formula.compile(text, List.of("a")));
        assertThat(refused).as(text).isNotNull();
        assertThat(refused.problems())
                .as(text)
                .singleElement()
                .asString()
                .startsWith(place + ": ")
                .contains("; ");
    }

    @ParameterizedTest
    @CsvSource({
        "abs(), abs",
        "abs(1 | 2), abs",
        "ceil(a | a), ceil",
        "int(), int",
        "sum(), sum",
        "max(), max",
        "median(), median",
        "first(), first",
        "sort(), sort",
        "len(), len",
        "reduce([a]), reduce",
        "count(), count",
        "map([a]), map",
        "filter([a]), filter",
        "any([a]), any"
    })
    void aWrongNumberOfArgumentsIsRefusedWithTheFunctionsName(String text, String function) {
        FormulaException refused = catchThrowableOfType(
                FormulaException.class, () -> Formula.compile(text.replace(" |", ","), List.of("a")));
        assertThat(refused).as(text).isNotNull();
        assertThat(refused.problems()).isNotEmpty().first().asString().matches("1:\\d+: .*; .*");
        assertThat(refused.getMessage()).contains(function);
    }
}

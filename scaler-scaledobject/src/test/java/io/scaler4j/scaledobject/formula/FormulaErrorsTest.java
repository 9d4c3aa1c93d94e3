package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal and each failure has a place, a reason and a way out. */
class FormulaErrorsTest {

    private static final List<String> TRIGGERS = List.of("queue", "lag", "orders-lag");

    private static List<String> problems(String text) {
        return catchThrowableOfType(FormulaException.class, () -> Formula.compile(text, TRIGGERS))
                .problems();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "quue + 1            | 1:1: unknown name 'quue', did you mean 'queue'?; the triggers are queue, lag, orders-lag",
                "1 + zzz             | 1:5: unknown name 'zzz'; the triggers are queue, lag, orders-lag",
                "maxx(lag)           | 1:1: unknown function 'maxx', did you mean 'max'?; there are abs, all,",
                "lag % 2             | 1:5: '%' cannot take a float and an integer; triggers are floats, so write int(a) % 2",
                "lag ?? queue + 1    | 1:14: '+' cannot follow ?? without parentheses; write (a ?? b) + .. or a ?? (b + ..)",
                "lag > 5             | 1:5: float needs a number or a string and gets a boolean; a formula yields a number, so",
                "lag // comment      | 1:15: expected ',' or ')', found the end",
                "lag +               | 1:6: ')' makes no sense here",
                "lag ! 5             | 1:5: expected ',' or ')', found '!'",
                "lag > 5?.5:1        | 1:8: expected ',' or ')', found '?.'; put a space between ? and . in c ? .5 : 1",
                "lag && true         | 1:5: '&&' cannot take a float and a boolean; both sides must be of one kind",
                "lag and true        | 1:5: 'and' cannot take a float and a boolean; both sides must be of one kind",
                "lag or true         | 1:5: 'or' cannot take a float and a boolean; both sides must be of one kind",
                "not lag ? 1 : 2     | 1:1: 'not' needs a boolean and gets a float; compare it, as in a == 0",
                "!lag ? 1 : 2        | 1:1: '!' needs a boolean and gets a float; compare it, as in a == 0",
                "lag ^ 'x'           | 1:5: '^' cannot take a float and a string; both sides must be of one kind",
                "7 % 0               | 1:3: '%' has a divisor of 0",
                "1.5.2               | 1:4: expected ',' or ')', found '.2'",
                "12abc               | 1:1: '12abc' is not a number; write it as",
                "9223372036854775808 | 1:1: '9223372036854775808' is not an integer of 64 bits",
                "'open               | 1:1: the string has no end on its line; close it with '",
                "lag @ 2             | 1:5: the character '@' has no meaning in a formula",
                "let queue = 1; queue| 1:5: let cannot define 'queue', which is the name of a trigger",
                "let max = 1; max    | 1:5: let cannot define 'max', which is the name of a function",
                "# > 1 ? 1 : 2       | 1:1: '#' makes no sense here",
                "map([1], #acc)[0]   | 1:10: #acc does not exist here",
                "count(lag)          | 1:7: count needs an array and gets a float",
                "count([1], 5)       | 1:12: the predicate of count is an integer and must be true or false",
                "len(5)              | 1:5: len needs an array and gets an integer",
                "[1][lag]            | 1:5: the index is a float and must be an integer",
                "lag ? 1 : 2         | 1:1: the condition is a float and must be true or false",
                "[1, 2               | 1:6: expected ',' or ']', found ')'",
            })
    void aRefusalNamesThePlaceTheReasonAndTheWayOut(String text, String beginning) {
        assertThat(problems(text)).hasSize(1);
        assertThat(problems(text).get(0)).startsWith(beginning).contains("; ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lag matches 'x' ? 1 : 2               | the operator matches",
                "{a: 1}.a                              | a map in braces",
                "lag.value                             | '.value'",
                "queue?.[0]                            | ?.",
                "b'abc' == b'abc' ? 1 : 2              | bytes in quotes",
                "now()                                 | the function now",
                "sortBy([lag], #)[0]                   | the function sortBy",
                "findLast([lag], # > 1)                | the function findLast",
                "last(filter([lag], # > 1))            | the last element of filter(..)",
                "filter([lag], # > 1)[-1]              | the last element of filter(..)",
                "get($env, 'lag')                      | the function get",
                "len($env)                             | $env alone",
                "[max][0]                              | the function max without arguments",
                "'abc'[0:1] == 'a' ? 1 : 2             | parts of strings",
            })
    void whatIsNotSupportedIsRefusedWithItsPlace(String text, String construct) {
        assertThat(problems(text))
                .anySatisfy(problem -> assertThat(problem)
                        .matches("1:\\d+: .*")
                        .contains(construct)
                        .containsAnyOf("not supported", "are not supported"));
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheText() {
        FormulaException e = catchThrowableOfType(
                FormulaException.class,
                () -> Formula.compile("quue +\n now() + lag % 2 + ('x' matches 'y' ? 1 : 2)", TRIGGERS));
        assertThat(e.found()).extracting(FormulaProblem::line).containsExactly(1, 2, 2, 2);
        assertThat(e.found()).extracting(FormulaProblem::column).isSorted().startsWith(1, 2);
        assertThat(e.getMessage()).startsWith("formula: 1:1: unknown name 'quue'");
        assertThat(e.problems()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"lag + zzz, 1, 7", "float(zzz), 1, 7", "lag ?? zzz, 1, 8", "'lag\n + zzz', 2, 4", "'lag\n\n)', 3, 2"})
    void positionsAreThoseOfTheTextAsWritten(String text, int line, int column) {
        FormulaException e = catchThrowableOfType(FormulaException.class, () -> Formula.compile(text, TRIGGERS));
        assertThat(e.found().get(0).line()).isEqualTo(line);
        assertThat(e.found().get(0).column()).isEqualTo(column);
    }

    @Test
    void aFormulaThatFailsWithMinusOneIsRefusedAsKedaDoes() {
        assertThat(problems("[1, 2][int(lag) * 5]")).hasSize(1);
        assertThat(problems("[1, 2][int(lag) * 5]").get(0))
                .startsWith("1:7: the index -5 is out of range")
                .endsWith("this is with -1 for every trigger, which KEDA tries before it takes a formula");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lag + 1                       | NaN | the trigger 'lag' has no value (nil) where a number is needed",
                "max(lag, 1)                   | NaN | the trigger 'lag' has no value",
                "median(lag, 1)                | NaN | median needs numbers and got nil; give nil a value with ??",
                "-sort([lag])[0]               | NaN | '-' needs a number and got nil",
                "median([1]) + lag             | NaN | '+' cannot take a float and nil; give nil a value with ??",
                "float(lag) > 5 ? 1 : 2.0      | 9   | the result is an integer and must be a float",
                "5 % int(lag)                  | 0   | '%' has a divisor of 0",
                "median([5 % int(lag)])        | 0   | '%' has a divisor of 0",
                "[1, 2][int(lag)]              | 2   | the index 2 is out of range, as the array has 2 elements",
                "filter([lag], # < 0)[0]       | 2   | no element matches",
                "reduce(filter([lag], # < 0), # + #acc) | 2 | reduce has an empty array and no start",
                "mean(1, 2) > lag ? 0 : (mean(1, 2) == 1 ? 1 : 2) | 3 | '==' was compiled for two integers and got a float",
                "median(lag > 2 ? 1 : 2) + sum(1..(int(lag) * 1000000), # % 7) | 3 | the evaluation takes more than 1000000 steps",
            })
    void aFailureNamesThePlaceTheReasonAndTheWayOut(String text, double lag, String sentence) {
        Formula formula = Formula.compile(text, TRIGGERS);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> formula.evaluate(new double[] {lag}, 0))
                .withMessageMatching("(?s)formula: 1:\\d+: .*; .*")
                .withMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "// nothing", "/* nothing */"})
    void anEmptyFormulaIsRefused(String text) {
        assertThat(problems(text)).isNotEmpty();
    }

    @Test
    void aTriggerMayHideAFunctionAndIsReachedWithTwoColons() {
        List<String> triggers = List.of("max", "a");
        assertThat(catchThrowableOfType(FormulaException.class, () -> Formula.compile("max(a, 1)", triggers))
                        .problems())
                .containsExactly(
                        "1:1: 'max' is a trigger and hides the function of that name; write ::max(..), or rename"
                                + " the trigger");
        assertThat(Formula.compile("::max(a, max)", triggers).evaluate(new double[] {2, 3}, 0))
                .isEqualTo(3);
    }

    @Test
    void aProblemChecksItsParts() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new FormulaProblem(0, 1, "x"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new FormulaProblem(1, 0, "x"));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> new FormulaProblem(1, 1, null));
        assertThat(new FormulaProblem(2, 5, "no")).hasToString("2:5: no");
    }
}

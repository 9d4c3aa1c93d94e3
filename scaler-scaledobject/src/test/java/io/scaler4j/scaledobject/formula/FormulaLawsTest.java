package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of arithmetic that hold for every value, and what is not finite. */
class FormulaLawsTest {

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        -2.5,
        3.5,
        1e15,
        -1e15,
        1e308,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** As an object, so that NaN is equal to itself, and without the sign of zero. */
    private static Double value(String text, double... values) {
        List<String> names = List.of("a", "b", "c").subList(0, values.length);
        Formula formula = Formula.compile(text, names);
        return 0.0
                + formula.evaluate(
                        formula.triggers().stream()
                                .mapToDouble(name -> values[names.indexOf(name)])
                                .toArray(),
                        -77);
    }

    private double any() {
        return random.nextBoolean() ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian() * 1000;
    }

    private void same(String one, String other) {
        for (int i = 0; i < 200; i++) {
            double[] values = {any(), any(), any()};
            assertThat(value(one, values))
                    .as("%s and %s with %s, -Dscaler4j.seed=%d", one, other, Arrays.toString(values), seed)
                    .isEqualTo(value(other, values));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "a + b => b + a",
                "a * b => b * a",
                "a - b => a + -b",
                "a - b => -(b - a) + 0",
                "max(a, b) => max(b, a)",
                "min(a, b) => min(b, a)",
                "max(a, b, c) => max(a, max(b, c))",
                "max([a, b, c]) => max(a, b, c)",
                "min([a, b], c) => min(a, b, c)",
                "max(a, a) => a",
                "-min(-a, -b) => max(a, b)",
                "max(a, b) => 'a > b ? a : b'",
                "abs(a) => 'a < 0 ? -a : a + 0'",
                "abs(-a) => abs(a)",
                "-(-a) => a",
                "+a => a",
                "a * 2 => a + a",
                "a ** 1 => a",
                "a ** 2 => a * a",
                "a ^ 2 => a ** 2",
                "a / 1 => a",
                "a / 2 => a * 0.5",
                "sum([a, b, c]) => a + (b + c)",
                "sum([a]) => a",
                "mean(a, b) => mean(b, a)",
                "mean([a]) => a",
                "median([a]) => a",
                "median(a, b, c) => median(c, a, b)",
                "first([a, b]) => a",
                "last([a, b]) => b",
                "[a, b][0] => a",
                "[a, b][-1] => b",
                "reduce([a, b, c], #acc + #) => (a + b) + c",
                "sum(map([a, b], # * 2)) => a * 2 + b * 2",
                "[a, b] | map(# * 2) | sum() => sum([a, b], # * 2)",
                "len(filter([a, b], # > c)) => count([a, b], # > c)",
                "'any([a, b], # > c) ? 1 : 2' => 'a > c or b > c ? 1 : 2'",
                "'all([a, b], # > c) ? 1 : 2' => 'a > c and b > c ? 1 : 2'",
                "'none([a, b], # > c) ? 1 : 2' => 'not (a > c or b > c) ? 1 : 2'",
                "'one([a, b], # > c) ? 1 : 2' => 'count([a, b], # > c) == 1 ? 1 : 2'",
                "'a > b ? 1 : 2' => 'b < a ? 1 : 2'",
                "'a >= b ? 1 : 2' => 'not (a < b) ? 1 : 2'",
                "'a == b ? 1 : 2' => 'a != b ? 2 : 1'",
                "'a < b < c ? 1 : 2' => 'a < b and b < c ? 1 : 2'",
                "'a in [b, c] ? 1 : 2' => 'a == b or a == c ? 1 : 2'",
                "'if a > b {a} else {b}' => 'a > b ? a : b'",
                "'let x = a; x + x' => a + a",
                "a ?? b => a",
                "a | max(b) => max(a, b)",
            })
    void twoTextsGiveTheSameForAllFiniteAndInfiniteValues(String one, String other) {
        same(one.strip(), other.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "a / 0, 1, Infinity",
        "a / 0, -1, -Infinity",
        "a / 0, 0, NaN",
        "0 / a, 0, NaN",
        "a / -0.0, 1, -Infinity",
        "a * 1e308, 10, Infinity",
        "a - 1 / 0, 5, -Infinity",
        "(a / 0) - (a / 0), 1, NaN",
        "(a / 0) * 0, 1, NaN",
        "a ** 0.5, -4, NaN",
        "a ** 1000, 10, Infinity",
        "a ** -1000, 10, 0",
        "0 ** a, -1, Infinity",
        "max(a / 0 - a / 0), 1, NaN",
        "abs(a / 0), -1, Infinity",
        "floor(a / 0), 1, Infinity",
        "round(a / 0), -1, -Infinity",
        "1 / (a / 0), 5, 0",
    })
    void whatIsNotFiniteIsAResult(String text, double a, Double expected) {
        assertThat(value(text, a)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5, 2, 3, 3, 2",
        "-2.5, -3, -2, -3, -2",
        "0.49999999999999994, 0, 1, 0, 0",
        "-0.5, -1, 0, -1, 0",
        "3, 3, 3, 3, 3",
        "2251799813685248.5, 2251799813685248, 2251799813685249, 2251799813685249, 2251799813685248",
        "1.5, 1, 2, 2, 1"
    })
    void numbersAreRoundedAsInGo(double a, double floor, double ceil, double round, double truncated) {
        assertThat(value("floor(a)", a)).isEqualTo(floor);
        assertThat(value("ceil(a) + 0", a)).isEqualTo(ceil);
        assertThat(value("round(a) + 0", a)).isEqualTo(round);
        assertThat(value("int(a)", a)).isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807 + 1, -9223372036854775808",
        "-9223372036854775807 - 2, 9223372036854775807",
        "4611686018427387904 * 2, -9223372036854775808",
        "7 / 2, 3.5",
        "7 % 3, 1",
        "-7 % 3, -1",
        "7 % -3, 1",
        "2 ** 3, 8",
        "2 ** -1, 0.5",
        "-2 ** 2, -4",
        "2 ** 3 ** 2, 512",
        "0x1F + 0b11 + 0o7 + 1_000, 1041",
        "1 == 1.0 ? 5 : 6, 5",
        "10 - 2 - 3, 5",
        "100 / 10 / 2, 5",
        "'len(1..0)', 0",
        "'sum(1..4)', 10",
        "'sum([])', 0",
        "'len(\"äö😀\")', 3",
        "'count([1, 2, 3])', 3",
    })
    void integersAreThoseOfGo(String text, double expected) {
        String formula = text.startsWith("count(") ? "count([1, 2, 3], # > 0)" : text;
        assertThat(value(formula)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a + b",
                "b - a",
                "a * 2",
                "a / 2",
                "a ** 2",
                "-a",
                "max(a, b)",
                "min([a, b])",
                "mean(a, b)",
                "median(a, b)",
                "sum([a, b])",
                "abs(a)",
                "ceil(a)",
                "floor(a)",
                "round(a)",
                "int(a)",
                "a > b ? 1 : 2",
                "1 < a ? 1 : 2",
                "count([a], # > 1)",
                "sort([a, b])[0] + a",
                "a in 1..5 ? a : a",
                "reduce([a, b], #acc + #)",
                "[a][0] * 2"
            })
    void nilWhereANumberIsNeededIsAFailureAndNeverANumber(String text) {
        Formula formula = Formula.compile(text, List.of("a", "b"));
        double[] values = formula.triggers().stream()
                .mapToDouble(name -> name.equals("a") ? Double.NaN : 3)
                .toArray();
        assertThatExceptionOfType(ArithmeticException.class)
                .as(text)
                .isThrownBy(() -> formula.evaluate(values, -77))
                .withMessageMatching("formula: 1:\\d+: .*nil.*; .*");
    }

    @Test
    void nilFallsThroughToTheNextValue() {
        double nil = Double.NaN;
        for (int present = 0; present < 8; present++) {
            double a = (present & 1) == 0 ? nil : 1;
            double b = (present & 2) == 0 ? nil : 2;
            double c = (present & 4) == 0 ? nil : 3;
            double expected = IntStream.range(0, 3)
                    .mapToDouble(i -> i == 0 ? a : i == 1 ? b : c)
                    .filter(value -> !Double.isNaN(value))
                    .findFirst()
                    .orElse(-77);
            assertThat(value("a ?? b ?? c", a, b, c)).isEqualTo(expected);
            assertThat(value("(a ?? nil) != nil ? a : b != nil ? b : c", a, b, c))
                    .isEqualTo(expected);
            assertThat(value("(a ?? b ?? c ?? 9) * 2", a, b, c)).isEqualTo(expected == -77 ? 18 : expected * 2);
        }
    }
}

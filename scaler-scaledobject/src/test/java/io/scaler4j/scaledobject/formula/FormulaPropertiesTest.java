package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every formula. */
class FormulaPropertiesTest {

    private static final double NIL = 7_654_321.25;
    private static final String[] SOUP = {
        "a",
        "b",
        "1",
        "2.5",
        "0x",
        "1e",
        " ",
        "\n",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "+",
        "-",
        "*",
        "**",
        "/",
        "//",
        "/*",
        "*/",
        "%",
        "^",
        "?",
        "??",
        "?.",
        ":",
        "::",
        ",",
        ";",
        ".",
        "..",
        "...",
        "#",
        "##",
        "#acc",
        "|",
        "||",
        "&&",
        "!",
        "!=",
        "==",
        "=",
        "<",
        ">=",
        "not ",
        "in ",
        "let ",
        "if ",
        "else ",
        "nil",
        "true",
        "max",
        "count",
        "reduce",
        "filter",
        "$env",
        "$env[\"a\"]",
        "\"",
        "'",
        "`",
        "\\",
        "\\u{",
        "\u00e4",
        "\ud83d\ude00",
        "\u0000",
        "matches "
    };

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void theFastWayGivesWhatTheInterpreterGives() {
        var generator = new FormulaGenerator(random);
        int fast = 0;
        for (int i = 0; i < 6_000; i++) {
            String text = generator.formula();
            Formula formula = compiled(text);
            if (formula == null || !formula.isFast()) {
                continue;
            }
            fast++;
            double[] values = values(formula, generator.binding());
            assertThat(answer(() -> formula.evaluate(values, NIL)))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(answer(() -> formula.interpreted(values, NIL)));
        }
        assertThat(fast).as("seed %d", seed).isGreaterThan(500);
    }

    @Test
    void nonsenseIsRefusedWithAPlaceInsideOfTheText() {
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int words = random.nextInt(14); words >= 0; words--) {
                text.append(SOUP[random.nextInt(SOUP.length)]);
            }
            checkProblems(text.toString());
        }
    }

    private void checkProblems(String text) {
        try {
            Formula.compile(text, List.of("a", "b"));
        } catch (FormulaException e) {
            assertThat(e.found()).as("%s, seed %d", text, seed).isNotEmpty();
            String[] lines = text.split("\n", -1);
            for (FormulaProblem problem : e.found()) {
                assertThat(problem.line()).as("%s, seed %d", text, seed).isBetween(1, lines.length);
                assertThat(problem.column())
                        .as("%s, seed %d", text, seed)
                        .isBetween(1, lines[problem.line() - 1].length() + 1);
                assertThat(problem.sentence()).as("%s, seed %d", text, seed).contains("; ");
            }
        }
    }

    @Test
    void aFormulaMayBeUsedByManyThreadsAtOnce() {
        var generator = new FormulaGenerator(random);
        Formula formula =
                Formula.compile("reduce(map([a, b, 1], # * 2), #acc + #) + (a ?? b)", FormulaGenerator.TRIGGERS);
        List<double[]> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> values(formula, generator.binding()))
                .toList();
        List<String> alone = rows.stream()
                .map(row -> answer(() -> formula.evaluate(row, NIL)))
                .toList();
        List<String> together = rows.parallelStream()
                .map(row -> answer(() -> formula.evaluate(row, NIL)))
                .toList();
        assertThat(together).as("seed %d", seed).isEqualTo(alone);
    }

    private static @Nullable Formula compiled(String text) {
        try {
            return Formula.compileUntried(text, FormulaGenerator.TRIGGERS);
        } catch (FormulaException e) {
            return null;
        }
    }

    private static double[] values(Formula formula, double[] binding) {
        return formula.triggers().stream()
                .mapToDouble(name -> binding[FormulaGenerator.TRIGGERS.indexOf(name)])
                .toArray();
    }

    /** The bits of a number; that it fails. */
    private static String answer(DoubleSupplier evaluation) {
        try {
            return Long.toHexString(Double.doubleToLongBits(evaluation.getAsDouble()));
        } catch (ArithmeticException e) {
            return "fails";
        }
    }
}

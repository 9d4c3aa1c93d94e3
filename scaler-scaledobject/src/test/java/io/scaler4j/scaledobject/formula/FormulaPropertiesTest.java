package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every formula. */
class FormulaPropertiesTest {

    private static final double NIL = 7_654_321.25;
    private static final String[] SOUP = {
        "a", "b", "1", "2.5", "0x", "1e", " ", "\n", "(", ")", "[", "]", "{", "}", "+", "-", "*", "**", "/", "//", "/*", "*/",
        "%", "^", "?", "??", "?.", ":", "::", ",", ";", ".", "..", "...", "#", "##", "#acc", "|", "||", "&&", "!", "!=", "==",
        "=", "<", ">=", "not ", "in ", "let ", "if ", "else ", "nil", "true", "max", "count", "reduce", "filter", "$env",
        "$env[\"a\"]", "\"", "'", "`", "\\", "\\u{", "\u00e4", "\ud83d\ude00", "\u0000", "matches "
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
        Formula formula = Formula.compile("reduce(map([a, b, 1], # * 2), #acc + #) + (a ?? b)", FormulaGenerator.TRIGGERS);
        List<double[]> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> values(formula, generator.binding()))
                .toList();
        List<String> alone =
                rows.stream().map(row -> answer(() -> formula.evaluate(row, NIL))).toList();
        List<String> together = rows.parallelStream()
                .map(row -> answer(() -> formula.evaluate(row, NIL)))
                .toList();
        assertThat(together).as("seed %d", seed).isEqualTo(alone);
    }

    @Test
    void plainFormulasMakeNoGarbage() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<String> names = List.of("a", "b");
        var formulas = new ArrayList<Formula>();
        for (String text : List.of(
                "max(a / 10, b) * (a > 5 ? 1.5 : 1) + b / 2",
                "count([a, b], {# > 1}) > 1 ? 5 : 0",
                "min([a, b, 3]) + abs(a - b) + round(a)",
                "a ?? b ?? 1",
                "mean(a, b) + sum([a, b, 2]) + int(a) % 3")) {
            formulas.add(Formula.compile(text, names));
        }
        for (Formula formula : formulas) {
            double[] values = {6, 3};
            double sum = run(formula, values, 2_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            sum += run(formula, values, 10_000);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(bytes).as("%s, %f", formula, sum).isLessThan(10_000); // less than a byte each
        }
    }

    private static double run(Formula formula, double[] values, int times) {
        double sum = 0;
        for (int i = 0; i < times; i++) {
            sum += formula.evaluate(values, 0);
        }
        return sum;
    }

    private static @org.jspecify.annotations.Nullable Formula compiled(String text) {
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
    private static String answer(java.util.function.DoubleSupplier evaluation) {
        try {
            return Long.toHexString(Double.doubleToLongBits(evaluation.getAsDouble()));
        } catch (ArithmeticException e) {
            return "fails";
        }
    }
}

package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.scaledobject.formula.FormulaException;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoublePredicate;

/** Rules about what a formula gives, found by trying values. */
final class LintFormulaValues {

    static final LintRule NEGATIVE = new LintRule(
            "formula-can-be-negative",
            "a formula that is negative for values which may occur",
            "KEDA does not cut a negative result off at 0, and an HPA of Kubernetes 1.34 or newer asks for its maximum"
                    + " then.");
    static final LintRule NOT_FINITE = new LintRule(
            "formula-can-fail",
            "a formula without a finite result for values which may occur",
            "A formula that fails, as by a division by zero, counts as inactive without an error: after the cooldown the"
                    + " target goes to 0.");

    static final List<LintRule> RULES = List.of(NEGATIVE, NOT_FINITE);

    private static final int MOST_POINTS = 2_000;
    private static final double[] USUAL = {0, 0.5, 1, 7, 100, 10_000};
    private static final int MOST_OF_A_FORMULA = 6;

    private final Formula formula;
    private final double[] values;

    private LintFormulaValues(Formula formula, double[] values) {
        this.formula = formula;
        this.values = values;
    }

    static void check(LintScaled scaled, ScaledObject object, LintReport report) {
        String text = object.usesModifiers() ? object.formula() : "";
        if (text.isEmpty()) {
            return;
        }
        List<String> names = scaled.triggers().stream()
                .filter(trigger -> !trigger.isResource())
                .map(LintTrigger::name)
                .toList();
        try {
            new LintFormulaValues(Formula.compile(text, names), values(text)).check(object, report);
        } catch (FormulaException e) {
            return; // what is refused is for other checks
        }
    }

    private void check(ScaledObject object, LintReport report) {
        var at = object.position("spec", "advanced", "scalingModifiers", "formula");
        find(result -> result < 0)
                .ifPresent(point -> report.add(
                        NEGATIVE, object, at, "the formula is negative with " + point, "put it into max(..., 0)"));
        find(result -> !Double.isFinite(result))
                .ifPresent(point -> report.add(
                        NOT_FINITE,
                        object,
                        at,
                        "the formula has no finite result with " + point,
                        "treat that case apart, as in b == 0 ? 0 : a / b"));
    }

    /** The usual values, and those around the numbers of the formula itself. */
    private static double[] values(String text) {
        var values = new TreeSet<Double>();
        for (double value : USUAL) {
            values.add(value);
        }
        numbers(text).stream().limit(MOST_OF_A_FORMULA).forEach(number -> {
            values.add(number);
            values.add(number / 2);
            values.add(number + 0.5);
        });
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> numbers(String text) {
        var numbers = new ArrayList<Double>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '.');
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                LintTrigger.number(text.substring(start, i))
                        .map(BigDecimal::doubleValue)
                        .filter(number -> number > 0 && number < 1e12)
                        .ifPresent(numbers::add);
                start = -1;
            }
        }
        return numbers;
    }

    /** The first point whose result is wanted, as {@code a 0 and b 7}; a failure counts as NaN. */
    private Optional<String> find(DoublePredicate wanted) {
        int triggers = formula.triggers().size();
        double most = Math.pow(values.length, triggers);
        var point = new double[triggers];
        for (int number = 0; number < Math.min(most, MOST_POINTS); number++) {
            int rest = number;
            for (int i = 0; i < triggers; i++) {
                point[i] = values[rest % values.length];
                rest /= values.length;
            }
            if (wanted.test(result(point))) {
                return Optional.of(text(point));
            }
        }
        return Optional.empty();
    }

    private double result(double[] point) {
        try {
            return formula.evaluate(point, 0);
        } catch (ArithmeticException e) {
            return Double.NaN;
        }
    }

    private String text(double[] point) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < point.length; i++) {
            parts.add(formula.triggers().get(i) + " "
                    + new BigDecimal(Double.toString(point[i]))
                            .stripTrailingZeros()
                            .toPlainString());
        }
        return parts.isEmpty() ? "any values" : String.join(" and ", parts);
    }
}

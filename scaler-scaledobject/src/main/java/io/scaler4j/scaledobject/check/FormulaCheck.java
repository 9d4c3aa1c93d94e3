package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.scaledobject.formula.FormulaException;
import java.util.List;
import java.util.Set;

/** What is wrong with the formula of {@code scalingModifiers}. */
final class FormulaCheck {

    private FormulaCheck() {}

    /** One sentence for each problem, with its place in the formula; none for a formula that KEDA takes. */
    static List<String> problems(String formula, Set<String> names) {
        try {
            Formula.compile(formula, names);
            return List.of();
        } catch (FormulaException e) {
            return e.problems();
        }
    }
}

package io.scaler4j.scaledobject.check;

import java.util.Optional;
import java.util.Set;

/** Says what is wrong with the formula of {@code scalingModifiers}. */
@FunctionalInterface
public interface FormulaCheck {

    /**
     * Checks a formula.
     *
     * @param formula as in the file, not empty
     * @param names of the triggers that the formula may use
     * @return a sentence about what is wrong, or empty
     */
    Optional<String> problem(String formula, Set<String> names);

    /** {@return a check that finds nothing} */
    static FormulaCheck none() {
        return (formula, names) -> Optional.empty();
    }
}

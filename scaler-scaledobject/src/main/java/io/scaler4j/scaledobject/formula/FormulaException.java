package io.scaler4j.scaledobject.formula;

import io.scaler4j.config.InvalidConfigurationException;
import java.util.List;

/**
 * Tells that a formula is refused, with everything that is wrong with it. {@link #problems()} has one sentence for
 * each, which begins with the line and the column.
 */
public final class FormulaException extends InvalidConfigurationException {

    private static final long serialVersionUID = 1L;

    private final transient List<FormulaProblem> found;

    FormulaException(List<FormulaProblem> found) {
        super("formula", found.stream().map(FormulaProblem::toString).toList());
        this.found = List.copyOf(found);
    }

    /** {@return what is wrong, in the order of the text; empty in a copy that was serialized} */
    public List<FormulaProblem> found() {
        return found == null ? List.of() : found;
    }
}

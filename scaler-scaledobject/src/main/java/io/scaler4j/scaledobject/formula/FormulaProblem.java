package io.scaler4j.scaledobject.formula;

import java.util.Objects;

/**
 * One thing that is wrong with a formula.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param sentence what is wrong, why, and what to do
 */
public record FormulaProblem(int line, int column, String sentence) {

    /**
     * Checks the parts.
     *
     * @param line at least 1
     * @param column at least 1
     * @param sentence not null
     */
    public FormulaProblem {
        Objects.requireNonNull(sentence, "sentence must not be null; it says what is wrong");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "line and column must be at least 1, were " + line + " and " + column + "; both count from 1");
        }
    }

    /** As compilers print it: {@code 1:5: unknown name ..}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + sentence;
    }
}

package io.scaler4j;

import java.io.Serial;

/**
 * A target must not be written to by this process at present, because another process holds the right to. A target, or
 * what stands before it, fails with it; the turn's outcome is then {@link Turn.Cause#FENCED}.
 */
public class FencedException extends ScaleTargetException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Makes one.
     *
     * @param message a sentence
     */
    public FencedException(String message) {
        super(message, null);
    }
}

package io.scaler4j.registry;

import java.io.Serial;

/** A state could not be kept or read back. The message is a sentence: what failed, why, and the way out. */
public final class StateStoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Makes one.
     *
     * @param message a sentence
     * @param cause why
     */
    public StateStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes one without a cause.
     *
     * @param message a sentence
     */
    public StateStoreException(String message) {
        super(message);
    }
}

package io.scaler4j.connect;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception whose text, or the text of a cause, quotes a secret. It has the same type by name, the
 * same stack trace, and a text without the secret, so a reader can still tell what happened.
 */
final class MaskedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Class<? extends Throwable> type;

    /** Stands in for one exception, or for what another stand-in stands for; the caller sets the cause. */
    MaskedException(Throwable original, @Nullable String maskedMessage) {
        super(maskedMessage);
        type = typeOf(original);
        setStackTrace(original.getStackTrace());
    }

    /** {@return the type of an exception or, for a stand-in, the type of the original} */
    static Class<? extends Throwable> typeOf(Throwable thrown) {
        return thrown instanceof MaskedException masked ? masked.type : thrown.getClass();
    }

    /** Prints the name of the original's type. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is the name that differs, not the message
    public String toString() {
        return getMessage() == null ? type.getName() : type.getName() + ": " + getMessage();
    }
}

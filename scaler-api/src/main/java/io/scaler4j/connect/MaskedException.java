package io.scaler4j.connect;

/**
 * Stands for an exception whose text, or that of a cause, quotes a secret: the same type by name, the same stack, and a
 * text without the secret. So what an exception means can still be told from it.
 */
final class MaskedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Class<? extends Throwable> type;

    /** Of one exception alone; its cause is set by whoever follows the chain. */
    MaskedException(Throwable original, String maskedMessage) {
        super(maskedMessage);
        type = original.getClass();
        setStackTrace(original.getStackTrace());
    }

    /** What it is, or what it stands for. */
    static Class<? extends Throwable> typeOf(Throwable thrown) {
        return thrown instanceof MaskedException masked ? masked.type : thrown.getClass();
    }

    /** As the original is printed: under its own name. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is the name that differs, not the message
    public String toString() {
        return type.getName() + ": " + getMessage();
    }
}

package io.scaler4j.cli;

import java.util.function.Supplier;

/** Arguments that a command cannot take, found after they were parsed. */
final class MisuseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MisuseException(String sentence) {
        super(sentence);
    }

    /** What the library refuses of an option is wrong use. */
    static <T> T unless(Supplier<T> taken) {
        try {
            return taken.get();
        } catch (IllegalArgumentException e) {
            throw new MisuseException(String.valueOf(e.getMessage()));
        }
    }
}

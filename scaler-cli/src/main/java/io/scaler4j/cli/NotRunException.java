package io.scaler4j.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot do its work: a file cannot be read, a source does not answer. */
final class NotRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotRunException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}

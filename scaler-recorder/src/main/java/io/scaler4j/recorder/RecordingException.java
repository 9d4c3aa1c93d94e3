package io.scaler4j.recorder;

import org.jspecify.annotations.Nullable;

/** A recording cannot be read; the sentence says which file and line, why, and what to do. */
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RecordingException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}

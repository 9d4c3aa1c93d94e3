package io.scaler4j.cpu;

import io.scaler4j.metric.Reading;
import org.jspecify.annotations.Nullable;

/** Why a {@link ReplicaSampler} has no samples: a kind for code, a sentence for people. */
public final class SamplingException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The class of failure. */
    private final Reading.Failure.Kind kind;

    /**
     * A failure without another behind it.
     *
     * @param kind the class of failure
     * @param sentence names the source, the reason and the way out, without secrets
     */
    public SamplingException(Reading.Failure.Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    /**
     * A failure and what was thrown.
     *
     * @param kind the class of failure
     * @param sentence names the source, the reason and the way out, without secrets
     * @param cause what was thrown, without secrets
     */
    public SamplingException(Reading.Failure.Kind kind, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    /**
     * The class of failure.
     *
     * @return as in the reading that this becomes
     */
    public Reading.Failure.Kind kind() {
        return kind;
    }

    Reading asReading() {
        return new Reading.Failure(kind, String.valueOf(getMessage()), getCause());
    }
}

package io.scaler4j.conformance;

/** A vector that does not have the shape of its kind. */
public final class MalformedCaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedCaseException(String sentence) {
        super(sentence);
    }
}

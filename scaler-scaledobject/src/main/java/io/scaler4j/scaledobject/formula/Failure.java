package io.scaler4j.scaledobject.formula;

/** Ends an evaluation that has no result. Never leaves the package. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where. */
    final int at;

    Failure(int at, String sentence) {
        super(sentence, null, false, false);
        this.at = at;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}

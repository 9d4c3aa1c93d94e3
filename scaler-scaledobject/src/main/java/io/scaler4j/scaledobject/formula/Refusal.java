package io.scaler4j.scaledobject.formula;

/** Ends reading a text that makes no sense from here on. Never leaves the package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where. */
    final int at;

    Refusal(int at, String sentence) {
        super(sentence, null, false, false);
        this.at = at;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}

package io.scaler4j.scaledobject.formula;

/**
 * A word of a formula.
 *
 * @param kind what it is
 * @param text as written; the content of a string
 * @param at where it starts
 */
record Token(Kind kind, String text, int at) {

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        BYTES,
        OPERATOR,
        BRACKET,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean is(Kind other, String word) {
        return kind == other && text.equals(word);
    }

    /** As sentences quote it. */
    String quoted() {
        return switch (kind) {
            case END -> "the end";
            case STRING -> "the string \"" + text + "\"";
            default -> "'" + text + "'";
        };
    }
}

package io.scaler4j.spi;

import io.scaler4j.config.Masking;

/** A value of an option that is not blank, as it was given, and how it may be shown. */
record OptionValue(String value, boolean hidden) {

    /** In quotes, for a text that may be anything. */
    String quoted() {
        return hidden ? "***" : Masking.quote(value);
    }

    /** For a value that should be a number, a switch or a word. */
    String shown() {
        return hidden ? "***" : Masking.unexpected(stripped());
    }

    String stripped() {
        return strip(value);
    }

    /** Whether white space at its ends would be lost. It means nothing around the frame of a PEM text. */
    boolean isPadded() {
        String stripped = stripped();
        return stripped.length() < value.length() && !stripped.startsWith("-----BEGIN");
    }

    /**
     * Without what Unicode calls white space at both ends, as in Go and thus in KEDA; the JDK has two other ideas of
     * it.
     */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static String withoutLineEnds(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isWhiteSpace(char character) {
        return Character.isSpaceChar(character) || (character >= '\t' && character <= '\r') || character == 0x85;
    }
}

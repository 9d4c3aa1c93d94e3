package io.scaler4j.scaledobject.yaml;

/**
 * The text of one document, between two lines {@code ---}, and where it stands in its file.
 *
 * @param file the file's name
 * @param text without the separators
 * @param line of its first character, counted from 0
 * @param column of its first character, counted from 0
 */
record Chunk(String file, String text, int line, int column) {

    /** A line and a column counted from 0 within this chunk. */
    Position at(int lineInside, int columnInside) {
        return new Position(file, line + lineInside + 1, columnInside + (lineInside == 0 ? column : 0) + 1);
    }

    /** The place of a character. */
    Position at(int offset) {
        int lines = 0;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
                lines++;
                start = i + 1;
            }
        }
        boolean mark = start < offset && text.charAt(start) == '\uFEFF';
        return at(lines, text.codePointCount(start, offset) - (mark ? 1 : 0));
    }

    /** The first character of a line; the end of the text if it has fewer lines. */
    int startOf(int lineInside) {
        int at = 0;
        for (int i = 0; i < text.length() && lineInside > 0; i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
                lineInside--;
                at = i + 1;
            }
        }
        return lineInside > 0 ? text.length() : at;
    }

    /** The character behind the last one of the line that begins here, without its break. */
    int endOf(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** The same place with another text. */
    Chunk with(String changed) {
        return new Chunk(file, changed, line, column);
    }
}

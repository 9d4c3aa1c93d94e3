package io.scaler4j.cli.text;

import java.io.IOException;

/** Breaks sentences into lines. */
public final class Wrapping {

    private Wrapping() {}

    /**
     * Appends a text in lines that are no wider than the screen, except for words that are.
     *
     * @param text with single spaces between its words
     * @param indent before each line
     * @param columns of the screen; {@link Integer#MAX_VALUE} for one line
     * @param out gets the lines, each ended by a line feed
     * @throws IOException if it cannot be written
     */
    public static void append(String text, String indent, int columns, Appendable out) throws IOException {
        int used = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            if (used > 0 && used + 1 + word.length() > columns) {
                out.append('\n');
                used = 0;
            }
            out.append(used == 0 ? indent : " ").append(word);
            used += word.length() + (used == 0 ? indent.length() : 1);
        }
        out.append('\n');
    }
}

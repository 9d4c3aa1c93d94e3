package io.scaler4j.scaledobject.yaml;

import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Characters that the API server refuses, or takes for line breaks. */
final class Characters {

    private Characters() {}

    /** Finds those that the engine takes. */
    static void check(Chunk chunk, Problems problems) {
        String text = chunk.text();
        int delete = text.indexOf('\u007F');
        if (delete >= 0) {
            refuse(chunk, delete, problems);
        }
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
            if (!text.startsWith("\n", at + 1)) {
                problems.add(
                        chunk.at(at),
                        "the character " + name('\r')
                                + " without a line feed ends a line to the API server and looks like"
                                + " none; save the file with line feeds");
                break;
            }
        }
        lineBreak(chunk, '\u0085', "\\N", problems);
        lineBreak(chunk, '\u2028', "\\u2028", problems);
        lineBreak(chunk, '\u2029', "\\u2029", problems);
    }

    private static void lineBreak(Chunk chunk, char c, String escape, Problems problems) {
        int at = chunk.text().indexOf(c);
        if (at >= 0) {
            problems.add(
                    chunk.at(at),
                    "the character " + name(c)
                            + " ends a line to the API server and looks like none; remove it, or write " + escape
                            + " in double quotes");
        }
    }

    /** Finds what made the engine refuse the text. */
    static void refused(Chunk chunk, Problems problems) {
        String text = chunk.text();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (!StreamReader.isPrintable(text.codePointAt(at))) {
                refuse(chunk, at, problems);
                return;
            }
        }
    }

    private static void refuse(Chunk chunk, int at, Problems problems) {
        problems.add(
                chunk.at(at),
                "the character " + name(chunk.text().codePointAt(at))
                        + " is not allowed in YAML; remove it, or write it as" + " an escape in double quotes");
    }

    private static String name(int codePoint) {
        return String.format("U+%04X", codePoint);
    }
}

package io.scaler4j.scaledobject.yaml;

import org.snakeyaml.engine.v2.scanner.StreamReader;

/** How a text has to be written so that it is read as the same text. */
final class Texts {

    private Texts() {}

    /** Whether the text needs no quotes, as a key and as a value, to this reader and to readers of other YAML. */
    static boolean isPlain(String text) {
        if (text.isEmpty() || !Scalars.isText(text) || isSexagesimal(text) || !isPlainStart(text)) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean colon = c == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ');
            boolean comment = c == '#' && text.charAt(i - 1) == ' ';
            if (c < ' ' || c > '~' || colon || comment) {
                return false;
            }
        }
        return text.charAt(text.length() - 1) != ' ';
    }

    private static boolean isPlainStart(String text) {
        char first = text.charAt(0);
        boolean word = first < 128 && (Character.isLetterOrDigit(first) || "/_.$+(^;\\".indexOf(first) >= 0);
        boolean dash = first == '-' && text.length() > 1 && text.charAt(1) != ' ' && !text.startsWith("---");
        return (word && !text.startsWith("...")) || dash;
    }

    /** Numbers of YAML 1.1 in base 60, such as 1:20, which other readers know. */
    private static boolean isSexagesimal(String text) {
        boolean colon = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            colon |= c == ':';
            if (!Numbers.isDigit(c) && ":._+-".indexOf(c) < 0) {
                return false;
            }
        }
        return colon;
    }

    /** Whether the text has several lines and is exactly the same as a literal block. */
    static boolean isBlock(String text) {
        int firstBreak = text.indexOf('\n');
        if (firstBreak < 0 || text.isBlank() || " \t\n".indexOf(text.charAt(0)) >= 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blankEnd = (c == ' ' || c == '\t') && (i + 1 == text.length() || text.charAt(i + 1) == '\n');
            boolean legal = c == '\n' || c == '\t' || (c >= ' ' && c <= '~') || isLegal(c);
            if (blankEnd || !legal) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLegal(char c) {
        return c >= 0xA0 && c < Character.MIN_SURROGATE && c != '\u2028' && c != '\u2029';
    }

    /** In double quotes, with escapes for what is not seen. */
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> append(c, quoted);
            }
        });
        return quoted.append('"').toString();
    }

    private static void append(int c, StringBuilder quoted) {
        boolean seen = c >= ' ' && StreamReader.isPrintable(c) && c != 0x7F && c != 0x85 && c != 0xA0;
        if (seen && c != 0xFEFF && c != 0x2028 && c != 0x2029) {
            quoted.appendCodePoint(c);
        } else if (c <= 0xFF) {
            quoted.append(String.format("\\x%02x", c));
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            quoted.append('\uFFFD');
        } else {
            quoted.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
        }
    }
}

package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Names in one text, with commas in between and blanks around them that mean nothing. A backslash takes a comma, a
 * blank, an equals sign or a backslash into the name; before anything else it is a part of the name itself.
 */
final class EscapedList {

    private static final char ESCAPE = '\\';
    private static final String ESCAPED = ",= " + ESCAPE;

    private EscapedList() {}

    /** The parts between the commas, with their escapes and without the blanks around them. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                i++;
            } else if (text.charAt(i) == ',') {
                parts.add(strip(text.substring(begin, i)));
                begin = i + 1;
            }
        }
        parts.add(strip(text.substring(begin)));
        return parts;
    }

    /** Whether the text ends with a backslash that takes nothing into a name: a blank behind it may have been lost. */
    static boolean endsOpen(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                i++;
            } else if (text.charAt(i) == ESCAPE && i == text.length() - 1) {
                return true;
            }
        }
        return false;
    }

    /** The position of the last equals sign that is not part of the name; -1 if there is no such sign. */
    static int lastEquals(String part) {
        int last = -1;
        for (int i = 0; i < part.length(); i++) {
            if (isEscape(part, i)) {
                i++;
            } else if (part.charAt(i) == '=') {
                last = i;
            }
        }
        return last;
    }

    /** The name that a part stands for. */
    static String name(String part) {
        var name = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            name.append(part.charAt(isEscape(part, i) ? ++i : i));
        }
        return name.toString();
    }

    /** A blank that is escaped at the end stays. */
    static String strip(String part) {
        int begin = 0;
        while (begin < part.length() && Character.isWhitespace(part.charAt(begin))) {
            begin++;
        }
        int end = begin;
        for (int i = begin; i < part.length(); i++) {
            if (isEscape(part, i)) {
                i++;
                end = i + 1;
            } else if (!Character.isWhitespace(part.charAt(i))) {
                end = i + 1;
            }
        }
        return part.substring(begin, end);
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == ESCAPE && at + 1 < text.length() && ESCAPED.indexOf(text.charAt(at + 1)) >= 0;
    }
}

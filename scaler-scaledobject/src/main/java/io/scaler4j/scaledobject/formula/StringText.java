package io.scaler4j.scaledobject.formula;

/** The content of strings in quotes. */
final class StringText {

    private static final String NAMED = "abfnrtv\\'\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\'\"";

    private StringText() {}

    /** {@return the place after the closing quote} Escapes are only skipped here. */
    static int scan(String text, int from, int quote) {
        for (int at = from; at < text.length() && text.charAt(at) != '\n'; at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                boolean otherQuote = text.charAt(at) != quote && "'\"".indexOf(text.charAt(at)) >= 0;
                if (otherQuote || text.charAt(at) == '\n') {
                    throw badEscape(at - 1);
                }
            }
        }
        throw new Refusal(from - 1, "the string has no end on its line; close it with " + Character.toString(quote));
    }

    /** {@return what a string without its quotes stands for} */
    static String content(String raw, int at) {
        String source = raw.replace("\r\n", "\n").replace('\r', '\n');
        var content = new StringBuilder();
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i++);
            if (c != '\\') {
                content.append(c);
                continue;
            }
            int named = i < source.length() ? NAMED.indexOf(source.charAt(i)) : -1;
            if (named >= 0) {
                content.append(MEANINGS.charAt(named));
                i++;
            } else {
                i = number(source, i, content, at) + 1;
            }
        }
        return content.toString();
    }

    /** {@return the last place of the escape} */
    private static int number(String source, int i, StringBuilder content, int at) {
        char letter = i < source.length() ? source.charAt(i) : ' ';
        int radix = 16;
        int start = i + 1;
        int length;
        boolean braces = false;
        if (letter == 'x') {
            length = 2;
        } else if (letter == 'u' && source.startsWith("{", start)) {
            start++;
            length = source.indexOf('}', start) - start;
            braces = true;
        } else if (letter == 'u') {
            length = 4;
        } else if (letter == 'U') {
            length = 8;
        } else if (letter >= '0' && letter <= '3') {
            start = i;
            length = 3;
            radix = 8;
        } else {
            throw badEscape(at);
        }
        int end = start + length;
        if (length < 1 || end > source.length() || (braces && length > 6)) {
            throw badEscape(at);
        }
        int code = 0;
        for (int digit = start; digit < end; digit++) {
            char c = source.charAt(digit);
            int value = c < 128 ? Character.digit(c, radix) : -1;
            if (value < 0 || code > Character.MAX_CODE_POINT) {
                throw badEscape(at);
            }
            code = code * radix + value;
        }
        if (code < 0 || code > Character.MAX_CODE_POINT) {
            throw badEscape(at);
        }
        boolean halfOfAPair = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        content.appendCodePoint(halfOfAPair ? 0xFFFD : code);
        return braces ? end : end - 1;
    }

    private static Refusal badEscape(int at) {
        return new Refusal(
                at, "the string has an escape that does not exist; there are \\n, \\t, \\\\, \\x41, \\u0041 and so on");
    }
}

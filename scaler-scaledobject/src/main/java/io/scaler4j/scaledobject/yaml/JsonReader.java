package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.List;

/** Reads JSON as kubectl does if a file begins with a brace: by the letter of the standard. */
final class JsonReader {

    private final Chunk chunk;
    private final String text;
    private final Problems problems;
    private int at;
    private int line;
    private int lineStart;
    private int nodes;

    /** The text is no JSON at this place. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        Broken(String sentence) {
            super(sentence, null, false, false);
        }
    }

    JsonReader(Chunk chunk, Problems problems) {
        this.chunk = chunk;
        this.text = chunk.text();
        this.problems = problems;
    }

    /** Goes to the next character that is no white space; false at the end. */
    boolean hasMore() {
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return true;
            }
        }
        return false;
    }

    int offset() {
        return at;
    }

    Position position() {
        return chunk.at(line, text.codePointCount(lineStart, Math.min(at, text.length())));
    }

    Node read() throws Broken {
        return value(0);
    }

    private Node value(int depth) throws Broken {
        if (!hasMore()) {
            throw new Broken("the JSON ends too early; close its brackets");
        }
        Position position = position();
        nodes++;
        if (depth > YamlReader.MOST_DEPTH || nodes > YamlReader.MOST_NODES) {
            DocumentReader.pastLimit(depth, position, problems);
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> mapping(depth, position);
            case '[' -> sequence(depth, position);
            case '"' -> {
                String string = string();
                yield new Node.Scalar(Node.Type.STRING, string, string, true, position);
            }
            case 't' -> word("true", Node.Type.BOOLEAN, position);
            case 'f' -> word("false", Node.Type.BOOLEAN, position);
            case 'n' -> word("null", Node.Type.NULL, position);
            default -> number(position);
        };
    }

    private Node mapping(int depth, Position position) throws Broken {
        var entries = new Entries(problems, depth == 0);
        at++;
        if (nextIs('}')) {
            at++;
            return entries.mapping(position);
        }
        while (true) {
            if (!nextIs('"')) {
                throw new Broken("a key of JSON is missing, or has no double quotes; add them");
            }
            Position keyPosition = position();
            String key = string();
            expect(':');
            entries.add(key, keyPosition, value(depth + 1));
            if (nextIs('}')) {
                at++;
                return entries.mapping(position);
            }
            expect(',');
        }
    }

    private Node sequence(int depth, Position position) throws Broken {
        List<Node> items = new ArrayList<>();
        at++;
        if (nextIs(']')) {
            at++;
            return new Node.Sequence(items, position);
        }
        while (true) {
            items.add(value(depth + 1));
            if (nextIs(']')) {
                at++;
                return new Node.Sequence(items, position);
            }
            expect(',');
        }
    }

    private boolean nextIs(char c) {
        return hasMore() && text.charAt(at) == c;
    }

    private void expect(char c) throws Broken {
        if (!nextIs(c)) {
            throw new Broken("the JSON has no \"" + c + "\" here; add it, or close a bracket");
        }
        at++;
    }

    private Node word(String word, Node.Type type, Position position) throws Broken {
        if (!text.startsWith(word, at)) {
            throw new Broken("the JSON has a word that is no value; put a text in double quotes");
        }
        at += word.length();
        return new Node.Scalar(type, word, word, false, position);
    }

    private Node number(Position position) throws Broken {
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        // Behind a first zero the number ends, and another value begins.
        boolean zero = at < text.length() && text.charAt(at) == '0';
        at += zero ? 1 : 0;
        boolean good = zero || digits() > 0;
        boolean integer = true;
        if (good && at < text.length() && text.charAt(at) == '.') {
            at++;
            integer = false;
            good = digits() > 0;
        }
        if (good && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            integer = false;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            good = digits() > 0;
        }
        if (!good) {
            throw new Broken(
                    "the JSON has a value that is no number, no text in double quotes and no word; correct it");
        }
        String source = text.substring(start, at);
        String json = json(source, integer, position);
        boolean isWhole = json.indexOf('.') < 0 && json.indexOf('e') < 0;
        return new Node.Scalar(isWhole ? Node.Type.INTEGER : Node.Type.FLOAT, json, source, false, position);
    }

    private String json(String source, boolean integer, Position position) {
        if (integer && source.length() <= 20) {
            try {
                return Long.toString(Long.parseLong(source));
            } catch (NumberFormatException e) {
                // Beyond 64 bits it is a float.
            }
        }
        double value = Double.parseDouble(source);
        if (Double.isInfinite(value)) {
            problems.add(position, "a number is too large for the API server; give a smaller one");
            return "0";
        }
        return Floats.json(value);
    }

    private int digits() {
        int start = at;
        while (at < text.length() && Numbers.isDigit(text.charAt(at))) {
            at++;
        }
        return at - start;
    }

    private String string() throws Broken {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        var string = new StringBuilder().append(text, start, at);
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                at--;
                throw new Broken(
                        "a text in JSON is not closed, or has a line break or a tab; close it, or write \\n or \\t");
            }
            string.append(c == '\\' ? escape() : c);
        }
        if (at >= text.length()) {
            throw new Broken("a text in JSON is not closed; close it");
        }
        at++;
        return wellFormed(string);
    }

    private char escape() throws Broken {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new Broken("JSON does not know an escape; write \\\\ for \\");
        };
    }

    private char unicode() throws Broken {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw new Broken("an escape \\u of JSON has no four hexadecimal digits; correct it");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    /** Half a character becomes U+FFFD, as in Go. */
    private static String wellFormed(StringBuilder string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            boolean first = Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1));
            boolean second = Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
            if (Character.isSurrogate(c) && !first && !second) {
                string.setCharAt(i, '\uFFFD');
            }
        }
        return string.toString();
    }
}

package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random documents in many styles, and notes where each part begins: lists and mappings in blocks and in
 * brackets, compact and not, quotes, blocks of text, comments and empty lines.
 */
final class StyledYaml {

    private static final String FILE = "styled.yaml";

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private boolean afterBlock;
    private int keys;

    StyledYaml(Random random) {
        this.random = random;
    }

    String text() {
        return out.toString();
    }

    /** Appends a document; the node has the positions that a reader must find. */
    Node document() {
        if (out.length() > 0 || random.nextBoolean()) {
            out.append("---").append(random.nextInt(4) == 0 ? " # next" : "").append('\n');
        }
        afterBlock = false;
        noise();
        int indent = random.nextInt(3);
        spaces(indent);
        return random.nextInt(4) == 0 ? sequence(indent, 3) : mapping(indent, 4);
    }

    private Position here() {
        int start = out.lastIndexOf("\n") + 1;
        int line = (int) out.chars().filter(c -> c == '\n').count() + 1;
        return new Position(FILE, line, out.codePointCount(start, out.length()) + 1);
    }

    private void spaces(int count) {
        out.append(" ".repeat(count));
    }

    private void endOfLine() {
        if (random.nextInt(4) == 0) {
            out.append("  # a comment: [").append(random.nextInt(10));
        }
        out.append('\n');
        afterBlock = false;
    }

    /** Lines that mean nothing; behind a block they might be a part of it. */
    private void noise() {
        while (!afterBlock && random.nextInt(4) == 0) {
            spaces(random.nextInt(4));
            out.append(random.nextBoolean() ? "# - key: value" : "").append('\n');
        }
    }

    private Node mapping(int indent, int depth) {
        Position at = here();
        var entries = new ArrayList<Node.Entry>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            if (!entries.isEmpty()) {
                noise();
                spaces(indent);
            }
            Position keyAt = here();
            String key = key();
            out.append(random.nextInt(8) == 0 ? " " : "").append(':');
            entries.add(new Node.Entry(key, keyAt, afterKey(indent, depth - 1)));
        }
        return new Node.Mapping(entries, at);
    }

    private String key() {
        String key = (random.nextInt(5) == 0 ? "ü😀" : "key") + keys++;
        switch (random.nextInt(6)) {
            case 0 -> out.append('"').append(key).append('"');
            case 1 -> out.append('\'').append(key).append('\'');
            default -> out.append(key);
        }
        return key;
    }

    private Node afterKey(int indent, int depth) {
        int kind = random.nextInt(depth <= 0 ? 4 : 8);
        if (kind >= 6) {
            return onNextLine(indent + (kind == 6 ? random.nextInt(3) : 1 + random.nextInt(4)), kind == 6, depth);
        }
        spaces(1 + random.nextInt(3));
        return inLine(indent, kind, depth);
    }

    private Node onNextLine(int indent, boolean list, int depth) {
        endOfLine();
        noise();
        spaces(indent);
        return list ? sequence(indent, depth) : mapping(indent, depth);
    }

    private Node inLine(int indent, int kind, int depth) {
        Node node = switch (kind) {
            case 3 -> block(indent);
            case 4, 5 -> flow(indent, depth);
            default -> scalar();
        };
        if (kind != 3) {
            endOfLine();
        }
        return node;
    }

    private Node sequence(int indent, int depth) {
        Position at = here();
        var items = new ArrayList<Node>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            if (!items.isEmpty()) {
                noise();
                spaces(indent);
            }
            out.append('-');
            items.add(item(indent, depth - 1));
        }
        return new Node.Sequence(items, at);
    }

    private Node item(int indent, int depth) {
        int kind = random.nextInt(depth <= 0 ? 4 : 10);
        if (kind >= 8) {
            return onNextLine(indent + 1 + random.nextInt(3), kind == 8, depth);
        }
        int gap = 1 + random.nextInt(3);
        spaces(gap);
        if (kind >= 6) {
            int inside = indent + 1 + gap;
            return kind == 6 ? sequence(inside, depth) : mapping(inside, depth);
        }
        return inLine(indent, kind, depth);
    }

    private Node block(int indent) {
        Position at = here();
        boolean folded = random.nextInt(3) == 0;
        out.append(folded ? ">" : "|")
                .append(random.nextInt(4) == 0 ? " # text" : "")
                .append('\n');
        int inside = indent + 1 + random.nextInt(3);
        var text = new StringBuilder();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            String line = "line " + random.nextInt(10) + " # no comment";
            spaces(inside);
            out.append(line).append('\n');
            text.append(line).append(folded && left > 1 ? ' ' : '\n');
        }
        afterBlock = true;
        return new Node.Scalar(Node.Type.STRING, text.toString(), text.toString(), true, at);
    }

    private Node flow(int indent, int depth) {
        Position at = here();
        boolean list = random.nextBoolean();
        out.append(list ? '[' : '{');
        var items = new ArrayList<Node>();
        var entries = new ArrayList<Node.Entry>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            gap(indent);
            if (list) {
                items.add(inFlow(indent, depth));
            } else {
                Position keyAt = here();
                String key = key();
                out.append(": ");
                entries.add(new Node.Entry(key, keyAt, inFlow(indent, depth)));
            }
            out.append(i + 1 < count || random.nextInt(5) == 0 ? "," : "");
        }
        gap(indent);
        out.append(list ? ']' : '}');
        return list ? new Node.Sequence(items, at) : new Node.Mapping(entries, at);
    }

    private Node inFlow(int indent, int depth) {
        return depth > 0 && random.nextInt(3) == 0 ? flow(indent, depth - 1) : scalar();
    }

    private void gap(int indent) {
        switch (random.nextInt(6)) {
            case 0 ->
                out.append(random.nextBoolean() ? " # here, too" : "")
                        .append('\n')
                        .append(" ".repeat(indent + 2));
            case 1 -> out.append("  ");
            case 2 -> out.append(' ');
            default -> {}
        }
    }

    private Node scalar() {
        Position at = here();
        List<String[]> all = List.of(
                new String[] {"word7", "word7"},
                new String[] {"two words", "two words"},
                new String[] {"http://a:80/b", "http://a:80/b"},
                new String[] {"üb😀er", "üb😀er"},
                new String[] {"\"a\\n\\\"b\\u00fc\"", "a\n\"bü"},
                new String[] {"'it''s: #1'", "it's: #1"},
                new String[] {"\"\"", ""});
        switch (random.nextInt(5)) {
            case 0 -> {
                String number = Integer.toString(random.nextInt(1000));
                out.append(number);
                return new Node.Scalar(Node.Type.INTEGER, number, number, false, at);
            }
            case 1 -> {
                out.append("yes");
                return new Node.Scalar(Node.Type.BOOLEAN, "true", "yes", false, at);
            }
            case 2 -> {
                out.append('~');
                return new Node.Scalar(Node.Type.NULL, "null", "~", false, at);
            }
            default -> {
                String[] text = all.get(random.nextInt(all.size()));
                out.append(text[0]);
                return new Node.Scalar(Node.Type.STRING, text[1], text[1], true, at);
            }
        }
    }
}

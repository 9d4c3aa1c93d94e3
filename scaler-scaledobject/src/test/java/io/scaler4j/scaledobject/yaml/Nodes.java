package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes for tests: short ways to write them, and random ones. */
final class Nodes {

    static final Position NOWHERE = new Position("", 1, 1);

    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "a b",
        " a",
        "a ",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "#",
        "- a",
        "-a",
        "-",
        "--",
        "---",
        "--- a",
        "...",
        "...a",
        "yes",
        "No",
        "on",
        "y",
        "~",
        "null",
        "1",
        "1_000",
        "0x1f",
        "010",
        "1e3",
        ".5",
        ".inf",
        "1:20",
        "12:30:45",
        "2026-01-01",
        "2026-01-01T00:00:00Z",
        "<<",
        "=",
        "*a",
        "&a",
        "!a",
        "!!str",
        "%a",
        "@a",
        "`a`",
        "|",
        ">",
        "?",
        "? a",
        ":",
        ": a",
        "{",
        "}",
        "[a]",
        "{a: b}",
        "{{ .Values.x }}",
        "${X}",
        "'",
        "\"",
        "it's",
        "a\"b",
        "a\\b",
        "\\n",
        "\t",
        "a\tb",
        "\ta",
        "a\t",
        "\n",
        "\n\n",
        "a\n",
        "a\n\n",
        "a\nb",
        "a\nb\n",
        "a\n\nb\n\n",
        "\na",
        " a\nb",
        "a\n b\n  c\n",
        "a \nb",
        "a\n\tb\n",
        "a\n ",
        "# a\nb",
        "---\na",
        "a\n---\nb\n",
        "a\r\nb",
        "\r",
        "\u0000",
        "\u0007",
        "\u007f",
        "\u0085",
        "\u00a0",
        "é",
        "日本語",
        "日本\n語\n",
        "\u2028",
        "a\u2028b\nc",
        "\ufeff",
        "\ufeffa",
        "\ufffd",
        "😀",
        "😀\n😀\n",
        "\ue000",
        "http://a:80/?b=c&d=e#f",
        "sum(rate(x{a=\"b\"}[5m])) > 0",
        "C:\\temp",
        "a, b",
        "[",
        "]",
        "a]",
        "a}",
        "key:",
    };

    private Nodes() {}

    static Node.Scalar text(String text) {
        return new Node.Scalar(Node.Type.STRING, text, text, true, NOWHERE);
    }

    static Node.Scalar scalar(Node.Type type, String text) {
        return new Node.Scalar(type, text, text, false, NOWHERE);
    }

    static Node.Mapping mapping(Object... keysAndValues) {
        var entries = new ArrayList<Node.Entry>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new Node.Entry((String) keysAndValues[i], NOWHERE, (Node) keysAndValues[i + 1]));
        }
        return new Node.Mapping(entries, NOWHERE);
    }

    static Node.Sequence list(Node... items) {
        return new Node.Sequence(List.of(items), NOWHERE);
    }

    static Node random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 6 : 10);
        if (kind >= 8) {
            var entries = new ArrayList<Node.Entry>();
            for (int i = random.nextInt(4); i > 0; i--) {
                entries.add(new Node.Entry(randomText(random), NOWHERE, random(random, depth - 1)));
            }
            return new Node.Mapping(entries, NOWHERE);
        }
        if (kind >= 6) {
            var items = new ArrayList<Node>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(random(random, depth - 1));
            }
            return new Node.Sequence(items, NOWHERE);
        }
        return switch (kind) {
            case 0 -> scalar(Node.Type.NULL, "null");
            case 1 -> scalar(Node.Type.BOOLEAN, String.valueOf(random.nextBoolean()));
            case 2 -> scalar(Node.Type.INTEGER, String.valueOf(random.nextLong() >> random.nextInt(64)));
            case 3 -> {
                String number = Floats.json(Double.longBitsToDouble(random.nextLong() & 0xBFFF_FFFF_FFFF_FFFFL));
                boolean whole = !number.contains(".") && !number.contains("e");
                yield scalar(whole ? Node.Type.INTEGER : Node.Type.FLOAT, number);
            }
            default -> text(randomText(random));
        };
    }

    static String randomText(Random random) {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        if (random.nextInt(3) == 0) {
            text += TEXTS[random.nextInt(TEXTS.length)];
        }
        if (random.nextInt(20) == 0) {
            text = text.repeat(60);
        }
        return text;
    }
}

package io.scaler4j.scaledobject.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** Makes up scalars and small documents that are hard to read. */
final class Questions {

    /** One a line, as trailing spaces and quotes count. */
    private static final List<String> WORDS = lines(Path.of("src/test/resources/yaml/scalars.txt"));

    private final Random random;

    Questions(Random random) {
        this.random = random;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /** A fixed choice: each hard scalar as a value and as a key, and documents. */
    static List<String> chosen() {
        var chosen = new LinkedHashSet<String>();
        for (String word : WORDS) {
            chosen.add("a: " + word + "\n");
            chosen.add(word + ": v\n");
        }
        var questions = new Questions(new Random(2026));
        while (chosen.size() < 1400) {
            chosen.add(questions.placed());
        }
        while (chosen.size() < 1800) {
            chosen.add(questions.document());
        }
        return List.copyOf(chosen);
    }

    /** The text of a scalar. */
    String scalar() {
        return switch (random.nextInt(8)) {
            case 0 -> word();
            case 1, 2 -> number();
            case 3 -> word() + word();
            case 4 -> changed(word());
            case 5 -> changed(number());
            case 6 -> date();
            default -> letters("0123456789_.eE+-xob:afn ", 1 + random.nextInt(9));
        };
    }

    private String number() {
        String sign = pick("", "", "", "-", "+");
        String prefix = pick("", "", "", "", "0x", "0o", "0b", "0", "0X", "0B");
        String digits = prefix.isEmpty() || prefix.equals("0") ? "0123456789" : "0123456789abcdefABCDEF_";
        String number = sign + prefix + letters(digits, random.nextInt(random.nextInt(6) == 0 ? 24 : 7));
        if (random.nextInt(3) == 0) {
            number += "." + letters("0123456789_", random.nextInt(6));
        }
        if (random.nextInt(4) == 0) {
            number += pick("e", "E") + pick("", "-", "+") + letters("0123456789", random.nextInt(4));
        }
        if (random.nextInt(6) == 0) {
            int at = random.nextInt(number.length() + 1);
            number = number.substring(0, at) + "_" + number.substring(at);
        }
        return random.nextInt(12) == 0 ? number + ":" + letters("0123456789", 2) : number;
    }

    private String date() {
        return letters("0123456789", random.nextInt(8) == 0 ? 3 : 4)
                + "-" + letters("0123", 1 + random.nextInt(2))
                + "-" + letters("0123", 1 + random.nextInt(2))
                + (random.nextBoolean()
                        ? ""
                        : pick("T", "t", " ", "  ") + letters("012", 2) + ":" + letters("0123", 2) + ":"
                                + letters("01234", 2) + pick("", ".5", ".", ",25")
                                + pick("", "Z", "+01:00", "-5", " Z"));
    }

    private String changed(String text) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + letters("_.-+0eE:#,'\"!&*?|>{}[] \\%@~<=aα", 1) + text.substring(at);
    }

    private String letters(String from, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    /** A scalar where a value, a key or an item stands. */
    String placed() {
        String scalar = whole(scalar());
        return switch (random.nextInt(7)) {
            case 0 -> scalar + ": v\n";
            case 1 -> "{" + scalar + ": v}\n";
            case 2 -> "- " + scalar + "\n";
            case 3 -> "[a, " + scalar + "]\n";
            case 4 -> "a: {b: " + scalar + "}\n";
            case 5 -> "? " + scalar + "\n: v\n";
            default -> "a: " + scalar + "\n";
        };
    }

    /** A document of several lines. */
    String document() {
        var text = new StringBuilder();
        if (random.nextInt(6) == 0) {
            text.append(pick("---\n", "# c\n", "\n", "--- # c\n", "\uFEFF"));
        }
        int lines = 1 + random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            text.append("k").append(i).append(':');
            value(text, 1, 3);
        }
        if (random.nextInt(8) == 0) {
            text.append(pick("---\n", "...\n")).append(random.nextBoolean() ? "z: 1\n" : "");
        }
        String result = text.toString();
        if (random.nextInt(12) == 0) {
            result = result.replace("\n", "\r\n");
        }
        return whole(random.nextInt(3) == 0 ? mutated(result) : result);
    }

    /** Without halves of characters, which no file has. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void value(StringBuilder text, int indent, int depth) {
        String spaces = "  ".repeat(indent);
        switch (depth == 0 ? 0 : random.nextInt(9)) {
            case 0, 1 ->
                text.append(' ')
                        .append(simple())
                        .append(pick("", "", "", " # c", " "))
                        .append('\n');
            case 2 -> {
                text.append(pick("", "", " &a" + random.nextInt(3), " !!map")).append('\n');
                for (int i = 0; i <= random.nextInt(3); i++) {
                    text.append(spaces)
                            .append(random.nextInt(5) == 0 ? simple() : "k" + i)
                            .append(':');
                    value(text, indent + 1, depth - 1);
                }
            }
            case 3 -> {
                text.append(pick("", "", " &a" + random.nextInt(3))).append('\n');
                for (int i = 0; i <= random.nextInt(3); i++) {
                    text.append(spaces).append('-');
                    value(text, indent + 1, depth - 1);
                }
            }
            case 4 -> block(text, spaces);
            case 5 -> text.append(' ').append(flow(depth)).append('\n');
            case 6 -> text.append(" *a").append(random.nextInt(3)).append('\n');
            case 7 -> {
                text.append('\n').append(spaces);
                text.append(pick(
                        "<<: *a" + random.nextInt(3),
                        "<<: [*a0, *a1]",
                        "<<: {k0: 5, k7: 6}",
                        "<<: [{k0: 5}, {k0: 6, k8: 7}]",
                        "<<: 5"));
                text.append('\n').append(spaces).append("k0: 1\n");
                if (random.nextBoolean()) {
                    text.append(spaces).append("<<: ").append(flow(1)).append('\n');
                }
            }
            default ->
                text.append(" &a")
                        .append(random.nextInt(3))
                        .append(' ')
                        .append(flow(depth))
                        .append('\n');
        }
    }

    private void block(StringBuilder text, String spaces) {
        text.append(' ')
                .append(pick("|", ">"))
                .append(pick("", "", "-", "+", "1", "2", "2-", "+1"))
                .append(pick("", " # c"));
        text.append('\n');
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(
                            random.nextInt(4) == 0
                                    ? pick("", " ", spaces, spaces + "   ")
                                    : spaces + pick("", "", " ", "\t"))
                    .append(random.nextInt(4) == 0 ? "" : pick("text", "# no comment", "- x", "a: b", "x  ", "y\tz"))
                    .append('\n');
        }
    }

    private String flow(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return simple();
        }
        var text = new StringBuilder();
        boolean mapping = random.nextBoolean();
        text.append(mapping ? '{' : '[');
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? pick("", " ") : pick(", ", ",", " , ", ",\n      "));
            if (mapping) {
                text.append(pick("k" + i, "\"k" + i + "\"", simple())).append(pick(": ", ": ", ":", ""));
            }
            text.append(flow(depth - 1));
        }
        return text.append(pick("", "", "", ",")).append(mapping ? '}' : ']').toString();
    }

    private String simple() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> scalar();
            case 2 -> "'" + letters("ab '\n", random.nextInt(5)).replace("'", "''") + "'";
            case 3 ->
                "\"" + pick("a", "\\n", "\\t", "\\\\", "\\x41", "\\\n   b", "a\n\n  b", "\\0", "\\e", "\\_", "\\N")
                        + "\"";
            case 4 -> pick("a b", "a\n     b", "1", "x", "t", "-1", "a  # c");
            default -> letters("abc", 1 + random.nextInt(3));
        };
    }

    private String mutated(String text) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + letters("\t\n :-#{}[]'\"&*!|>,?%\\~", 1) + text.substring(at);
            case 1 -> text.isEmpty() ? text : text.substring(0, Math.max(at - 1, 0)) + text.substring(at);
            case 2 -> text.substring(0, at) + pick("\n", "\t", "  ", ": ", "- ") + text.substring(at);
            default -> text.substring(0, at);
        };
    }
}

package io.scaler4j.external;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Texts and numbers of every kind that a user or a server may come up with, the same for the same seed. */
final class RandomTexts {

    private static final String[] PIECES = {
        "",
        " ",
        "orders",
        "s0-",
        "s1-s0-",
        "FromEnv",
        ".",
        "/",
        ":",
        "%",
        "\"",
        "\\",
        "\n",
        "\t",
        "\u0000",
        "\u007f",
        "ü",
        "订单",
        "\u202e",
        "\ud83d\ude80",
        "\ufffd",
        "<b>",
        "${HOME}",
        "$(id)",
        "{}",
        "0",
        "-1",
        "NaN",
        "'; --",
        "=",
        "&",
        "@",
        "a".repeat(300)
    };

    private final SplittableRandom random;

    RandomTexts(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    String text() {
        var text = new StringBuilder();
        for (int pieces = random.nextInt(4); pieces >= 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    Map<String, String> metadata() {
        var metadata = new TreeMap<String, String>();
        for (int options = random.nextInt(6); options > 0; options--) {
            metadata.put(text(), text());
        }
        return metadata;
    }

    /** In thousandths, from very small to very large. */
    double number() {
        return random.nextLong(1L << random.nextInt(45)) / 1_000.0;
    }

    /** At least a thousandth. */
    double share() {
        return (1 + random.nextLong(1L << random.nextInt(45))) / 1_000.0;
    }

    /** What a server may send as a number, good or not. */
    double anyNumber() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> 0;
            case 4 -> -number();
            case 5 -> Double.longBitsToDouble(random.nextLong());
            default -> number();
        };
    }

    long anyInteger() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong();
            default -> random.nextLong(-10, 1_000_000);
        };
    }
}

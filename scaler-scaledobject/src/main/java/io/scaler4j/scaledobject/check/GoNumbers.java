package io.scaler4j.scaledobject.check;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers in texts, as KEDA reads them. */
final class GoNumbers {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?\\d+");
    private static final Pattern INFINITE = Pattern.compile("(?i)([+-]?)inf(inity)?");

    private GoNumbers() {}

    /** A number with or without a fraction; empty for another text, and for a number beyond a double. */
    static OptionalDouble parse(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        if (INFINITE.matcher(text).matches()) {
            return OptionalDouble.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        String plain = text.replace("_", "");
        if (!hasLegalUnderscores(text)
                || (!DECIMAL.matcher(plain).matches()
                        && !HEXADECIMAL.matcher(plain).matches())) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(plain);
        return Double.isInfinite(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** One between two digits, or behind the prefix 0x. */
    private static boolean hasLegalUnderscores(String text) {
        boolean hexadecimal = text.indexOf('x') > 0 || text.indexOf('X') > 0;
        int radix = hexadecimal ? 16 : 10;
        for (int at = text.indexOf('_'); at >= 0; at = text.indexOf('_', at + 1)) {
            boolean behindPrefix = hexadecimal && at > 0 && "xX".indexOf(text.charAt(at - 1)) >= 0;
            if (!(behindPrefix || isDigit(text, at - 1, radix)) || !isDigit(text, at + 1, radix)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(String text, int at, int radix) {
        return at >= 0 && at < text.length() && Character.digit(text.charAt(at), radix) >= 0;
    }
}

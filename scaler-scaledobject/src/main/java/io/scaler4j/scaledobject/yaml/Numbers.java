package io.scaler4j.scaledobject.yaml;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the API server's parser reads them in a plain scalar: Go's literals for integers, with underscores
 * anywhere, and decimal floats.
 */
final class Numbers {

    private static final BigInteger MOST_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Numbers() {}

    /**
     * Reads a scalar that begins with a digit or a sign.
     *
     * @return a Long, a BigInteger between 2^63 and 2^64, a Double, or null if it is no number
     */
    static @Nullable Number ofDigits(String in) {
        String plain = in.indexOf('_') < 0 ? in : in.replace("_", "");
        @Nullable Number integer = integer(plain);
        if (integer != null) {
            return integer;
        }
        return isDecimal(plain) ? finite(plain) : null;
    }

    /**
     * Reads a scalar that begins with a point. Underscores are legal between digits alone.
     *
     * @return a Double, or null if it is no number
     */
    static @Nullable Number ofFraction(String in) {
        if (in.indexOf('_') < 0) {
            return isDecimal(in) ? finite(in) : null;
        }
        for (int i = 1; i < in.length(); i++) {
            if (in.charAt(i) == '_'
                    && !(isDigit(in.charAt(i - 1)) && i + 1 < in.length() && isDigit(in.charAt(i + 1)))) {
                return null;
            }
        }
        String plain = in.replace("_", "");
        return isDecimal(plain) ? finite(plain) : null;
    }

    /** Null for a number that no double holds: it stays text. */
    private static @Nullable Double finite(String decimal) {
        double value = Double.parseDouble(decimal);
        return Double.isInfinite(value) ? null : (Double) value;
    }

    private static @Nullable Number integer(String plain) {
        int at = 0;
        int length = plain.length();
        boolean signed = length > 0 && (plain.charAt(0) == '-' || plain.charAt(0) == '+');
        boolean negative = signed && plain.charAt(0) == '-';
        if (signed) {
            at = 1;
        }
        if (at == length) {
            return null;
        }
        int radix = 10;
        if (plain.charAt(at) == '0' && length > at + 1) {
            radix = switch (plain.charAt(at + 1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> -8;
            };
            at += radix < 0 ? 1 : 2;
            radix = Math.abs(radix);
        }
        // The second form that the parser tries: after the prefix 0b a sign may follow.
        if (radix == 2 && plain.charAt(at - 1) == 'b' && at < length && !plain.startsWith("+")) {
            char sign = plain.charAt(at);
            if (!negative && (sign == '+' || sign == '-')) {
                negative = sign == '-';
                signed = true;
                at++;
            }
        }
        return magnitude(plain, at, radix, negative, signed);
    }

    private static @Nullable Number magnitude(String plain, int from, int radix, boolean negative, boolean signed) {
        int length = plain.length();
        if (from == length) {
            return null;
        }
        long value = 0;
        boolean big = false;
        for (int i = from; i < length; i++) {
            int digit = plain.charAt(i) < 128 ? Character.digit(plain.charAt(i), radix) : -1;
            if (digit < 0) {
                return null;
            }
            big |= value > (Long.MAX_VALUE - digit) / radix;
            value = value * radix + digit;
        }
        if (!big) {
            return negative ? -value : value;
        }
        // Digits without end are no integer; their count is checked first, as a BigInteger of many costs time.
        int significant = from;
        while (significant < length && plain.charAt(significant) == '0') {
            significant++;
        }
        if (length - significant > 64) {
            return null;
        }
        var exact = new BigInteger(plain.substring(significant), radix);
        if (negative) {
            return exact.negate().bitLength() <= 63 ? (Long) exact.negate().longValueExact() : null;
        }
        return !signed && exact.compareTo(MOST_UNSIGNED) <= 0 ? exact : null;
    }

    /** An optional sign, digits with an optional point, and an optional exponent. */
    static boolean isDecimal(String in) {
        int at = 0;
        int length = in.length();
        if (at < length && (in.charAt(at) == '-' || in.charAt(at) == '+')) {
            at++;
        }
        int whole = at;
        at = afterDigits(in, at);
        int digits = at - whole;
        if (at < length && in.charAt(at) == '.') {
            int fraction = at + 1;
            at = afterDigits(in, fraction);
            digits += at - fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < length && (in.charAt(at) == 'e' || in.charAt(at) == 'E')) {
            at++;
            if (at < length && (in.charAt(at) == '-' || in.charAt(at) == '+')) {
                at++;
            }
            int exponent = at;
            at = afterDigits(in, at);
            if (at == exponent) {
                return false;
            }
        }
        return at == length;
    }

    private static int afterDigits(String in, int from) {
        int at = from;
        while (at < in.length() && isDigit(in.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package io.scaler4j.scaledobject.formula;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as Go reads, converts, rounds and multiplies them. */
final class Numbers {

    private static final Pattern DECIMAL_INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
    private static final Pattern SEPARATED =
            Pattern.compile("[+-]?(0[xX]_?)?[0-9a-fA-F]+(_[0-9a-fA-F]+)*([^_]|_(?=[0-9a-fA-F]))*");

    /** From here on, and below its negative, a float is no 64-bit integer. */
    private static final double BEYOND = 0x1p63;

    private Numbers() {}

    /** {@return a Long or a Double} */
    static Object literal(Token token) {
        String text = token.text().replace("_", "");
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("0x")) {
                return Long.parseLong(lower.substring(2), 16);
            }
            if (lower.contains(".") || lower.contains("e")) {
                Double number = decimal(text);
                if (number != null) {
                    return number;
                }
                throw bad(token, "is not a number or is too large");
            }
            if (lower.startsWith("0b")) {
                return Long.parseLong(lower.substring(2), 2);
            }
            return lower.startsWith("0o") ? Long.parseLong(lower.substring(2), 8) : Long.parseLong(lower);
        } catch (NumberFormatException e) {
            throw bad(token, "is not an integer of 64 bits");
        }
    }

    private static Refusal bad(Token token, String reason) {
        return new Refusal(token.at(), "'" + token.text() + "' " + reason + "; write it as 1000, 1.5, 1e3 or 0x3e8");
    }

    private static @Nullable Double decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) ? null : number;
    }

    /** {@return what int makes of a string; null if it is none} */
    static @Nullable Long parseInteger(String text) {
        if (!DECIMAL_INTEGER.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@return what float makes of a string; null if it is none} */
    static @Nullable Double parseFloat(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String unsigned = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        String digits = text;
        if (text.contains("_")) {
            if (!SEPARATED.matcher(text).matches()) {
                return null;
            }
            digits = text.replace("_", "");
        }
        if (HEXADECIMAL.matcher(digits).matches()) {
            double number = Double.parseDouble(digits);
            return Double.isInfinite(number) ? null : number;
        }
        return decimal(digits);
    }

    /** As a 64-bit processor of Intel or AMD converts it: what does not fit becomes the smallest integer. */
    static long toInteger(double number) {
        return number >= -BEYOND && number < BEYOND ? (long) number : Long.MIN_VALUE;
    }

    /** To the nearest integer, halves away from zero. */
    static double round(double number) {
        double towardZero = number < 0 || 1 / number < 0 ? Math.ceil(number) : Math.floor(number);
        return Math.abs(number - towardZero) >= 0.5 ? towardZero + Math.copySign(1, number) : towardZero;
    }

    /**
     * The power, for whole exponents by repeated squaring, so that the last bit is Go's, too. Other exponents than 0.5
     * and -0.5 may differ in the last bits, as they do in Go from processor to processor.
     */
    static double power(double base, double exponent) {
        boolean whole = exponent == Math.rint(exponent) && Math.abs(exponent) < BEYOND;
        if (exponent == 0 || base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        if (exponent == 1) {
            return base;
        }
        if (exponent == 0.5) {
            return base == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : Math.sqrt(base) + 0.0;
        }
        if (exponent == -0.5) {
            return base == Double.NEGATIVE_INFINITY ? 0 : 1 / (Math.sqrt(base) + 0.0);
        }
        if (!whole || base == 0 || Double.isNaN(base) || Double.isInfinite(base)) {
            return Math.pow(base, exponent);
        }
        return wholePower(base, (long) Math.abs(exponent), exponent < 0);
    }

    private static double wholePower(double base, long exponent, boolean inverse) {
        double result = 1;
        long resultScale = 0;
        int scale = scaleOf(base);
        double factor = scaled(base, -scale);
        long factorScale = scale;
        for (long left = exponent; left != 0; left >>= 1) {
            if (factorScale < -4096 || factorScale > 4096) {
                resultScale += factorScale; // far beyond the range, whatever is left
                break;
            }
            if ((left & 1) == 1) {
                result *= factor;
                resultScale += factorScale;
            }
            factor *= factor;
            factorScale <<= 1;
            if (factor < 0.5) {
                factor += factor;
                factorScale--;
            }
        }
        return inverse ? scaled(1 / result, (int) -resultScale) : scaled(result, (int) resultScale);
    }

    /** The exponent for which the rest is in [0.5, 1). */
    private static int scaleOf(double number) {
        int exponent = Math.getExponent(number);
        return exponent < Double.MIN_EXPONENT ? Math.getExponent(number * 0x1p64) - 63 : exponent + 1;
    }

    /** Rounds once, even where the result is subnormal. */
    private static double scaled(double number, int scale) {
        return Math.scalb(number, scale);
    }
}

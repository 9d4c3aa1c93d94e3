package io.scaler4j.scaledobject.yaml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The text of floating point numbers as the API server writes it: the fewest digits that mean the same number. */
final class Floats {

    private static final int SURE_DIGITS = 15;

    /** A power of two has none of these bits; the numbers above it are twice as far apart as those below. */
    private static final long MANTISSA = 0xF_FFFF_FFFF_FFFFL;

    private Floats() {}

    /** As a value in JSON: an exponent below 1e-6 and from 1e21 on. */
    static String json(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        return size < 1e-6 || size >= 1e21 ? scientific(shortest, 1) : shortest.toPlainString();
    }

    /** As a key: in single precision, with an exponent below 1e-4 and from 1e6 on. */
    static String key(double value) {
        float single = (float) value;
        if (Float.isNaN(single)) {
            return ".nan";
        }
        if (Float.isInfinite(single)) {
            return single > 0 ? ".inf" : "-.inf";
        }
        if (single == 0) {
            return 1 / single < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(single);
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent < -4 || exponent >= 6 ? scientific(shortest, 2) : shortest.toPlainString();
    }

    private static String scientific(BigDecimal value, int exponentDigits) {
        String digits = value.unscaledValue().abs().toString();
        int exponent = value.precision() - value.scale() - 1;
        var text = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        String size = Integer.toString(Math.abs(exponent));
        // JSON pads a positive exponent to two digits as the key does, and a negative one not.
        boolean padded = size.length() < 2 && (exponentDigits == 2 || exponent > 0);
        return text.append(exponent < 0 ? "e-" : "e+")
                .append(padded ? "0" : "")
                .append(size)
                .toString();
    }

    private static BigDecimal shortest(double value) {
        var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean subnormal = Math.abs(value) < Double.MIN_NORMAL;
        if (shortest.precision() <= SURE_DIGITS && !subnormal) {
            return shortest;
        }
        // The JDK prints a digit too many for some numbers, and not always the nearest digits.
        var exact = new BigDecimal(value);
        boolean uneven = (Double.doubleToLongBits(value) & MANTISSA) == 0;
        for (int digits = shortest.precision(); digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() != value && uneven) {
                rounded = exact.round(new MathContext(digits, RoundingMode.UP));
            }
            if (rounded.doubleValue() != value) {
                break;
            }
            shortest = rounded;
        }
        return shortest.stripTrailingZeros();
    }

    private static BigDecimal shortest(float value) {
        var exact = new BigDecimal(value);
        for (int digits = 1; digits <= 9; digits++) {
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
                BigDecimal rounded = exact.round(new MathContext(digits, mode));
                if (rounded.floatValue() == value) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        return exact;
    }
}

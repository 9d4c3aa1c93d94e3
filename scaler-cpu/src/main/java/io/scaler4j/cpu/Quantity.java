package io.scaler4j.cpu;

import io.scaler4j.config.Masking;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount as Kubernetes writes it: {@code 250m}, {@code 1.5}, {@code 128Mi}, {@code 1e3}. The dialect is that of
 * {@code resource.Quantity}. Immutable.
 *
 * @param text as it was written
 * @param value the exact amount
 */
public record Quantity(String text, BigDecimal value) {

    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([numkMGTPE]|[KMGTPE]i)?|[eE]([+-]?\\d{1,3}))");
    private static final Map<String, Integer> TENS =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String TWOS = "KMGTPE";
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST = 64;

    /**
     * Reads an amount.
     *
     * @param text at most 64 characters, without blanks
     * @return the amount, exactly
     * @throws IllegalArgumentException if the text is not a quantity; the message quotes it
     */
    public static Quantity parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            throw new IllegalArgumentException(
                    "must be a quantity such as 500m, 1.5 or 128Mi, was " + Masking.unexpected(text));
        }
        return new Quantity(text, new BigDecimal(form.group(1)).multiply(factor(form)));
    }

    private static BigDecimal factor(Matcher form) {
        String suffix = form.group(2);
        if (suffix == null) {
            return form.group(3) == null ? BigDecimal.ONE : BigDecimal.ONE.scaleByPowerOfTen(exponent(form.group(3)));
        }
        return suffix.endsWith("i")
                ? new BigDecimal(BigInteger.ONE.shiftLeft(10 * (TWOS.indexOf(suffix.charAt(0)) + 1)))
                : BigDecimal.ONE.scaleByPowerOfTen(TENS.getOrDefault(suffix, 0));
    }

    private static int exponent(String text) {
        return Integer.parseInt(text);
    }

    /** {@return the amount in thousandths, rounded away from zero, at most the largest {@code long}} */
    public long milli() {
        BigDecimal milli = value.movePointRight(3).setScale(0, RoundingMode.UP);
        return milli.min(LARGEST).max(LARGEST.negate()).longValueExact();
    }

    /** {@return the amount as it was written} */
    @Override
    public String toString() {
        return text;
    }
}

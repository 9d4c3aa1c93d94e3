package io.scaler4j.scaledobject;

import io.scaler4j.config.Masking;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as Kubernetes writes them: {@code 250m}, {@code 1.5}, {@code 128Mi}, {@code 1e3}. */
final class Quantities {

    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([numkMGTPE]|[KMGTPE]i)?|[eE]([+-]?\\d{1,3}))");
    private static final Map<String, Integer> TENS =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String TWOS = "KMGTPE";
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST = 64;

    private Quantities() {}

    /**
     * Reads an amount.
     *
     * @throws IllegalArgumentException if the text is none; the message begins with "must be"
     */
    static BigDecimal parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            throw new IllegalArgumentException(
                    "must be a quantity such as 500m, 1.5 or 128Mi, was " + Masking.unexpected(text));
        }
        return new BigDecimal(form.group(1)).multiply(factor(form));
    }

    /** In thousandths, rounded up as the HPA does when it reads one; saturates. */
    static double wanted(String text) {
        BigDecimal milli = parse(text).movePointRight(3).setScale(0, RoundingMode.UP);
        return milli.min(LARGEST).movePointLeft(3).doubleValue();
    }

    private static BigDecimal factor(Matcher form) {
        String suffix = form.group(2);
        if (suffix == null) {
            return form.group(3) == null
                    ? BigDecimal.ONE
                    : BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(form.group(3)));
        }
        return suffix.endsWith("i")
                ? new BigDecimal(BigInteger.ONE.shiftLeft(10 * (TWOS.indexOf(suffix.charAt(0)) + 1)))
                : BigDecimal.ONE.scaleByPowerOfTen(TENS.getOrDefault(suffix, 0));
    }
}

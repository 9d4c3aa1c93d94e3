package io.scaler4j.prometheus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as KEDA reads them: {@code 30s}, {@code 1m30s}, {@code 1.5h}, or a whole number of milliseconds. */
final class DurationText {

    private static final Pattern MILLIS = Pattern.compile("[+-]?\\d+");
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?(?:" + PART.pattern() + ")+");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private DurationText() {}

    /**
     * The duration, which may be negative.
     *
     * @throws IllegalArgumentException if the text is no duration, or beyond 292 years
     */
    static Duration parse(String text) {
        BigInteger nanos = MILLIS.matcher(text).matches()
                ? new BigInteger(text).multiply(BigInteger.valueOf(1_000_000))
                : nanos(text);
        if (nanos.abs().compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("too long");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    private static BigInteger nanos(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("no duration");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            sum = sum.add(
                    new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))));
        }
        BigInteger nanos = sum.setScale(0, RoundingMode.DOWN).toBigInteger();
        return text.startsWith("-") ? nanos.negate() : nanos;
    }
}

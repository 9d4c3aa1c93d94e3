package io.scaler4j.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Times and values as recordings have them. Times are nanoseconds since 1970, or since any other beginning. */
final class TraceNumbers {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final Set<String> UNKNOWN =
            Set.of("", "nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    /** From here on a number is one of milliseconds: as seconds it would be the year 5138. */
    private static final BigDecimal LEAST_MILLIS = new BigDecimal("1e11");
    /** What fits into nanoseconds: up to the year 2262. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000_000);

    private TraceNumbers() {}

    /** Empty if it is no number, or one out of range. */
    static OptionalLong nanosOfSeconds(String text) {
        return isNumber(text) ? nanos(new BigDecimal(text)) : OptionalLong.empty();
    }

    /** Empty if it is no number, or so small that it must be one of seconds. */
    static OptionalLong nanosOfMillis(String text) {
        return isNumber(text) && new BigDecimal(text).compareTo(LEAST_MILLIS) >= 0
                ? nanos(new BigDecimal(text).movePointLeft(3))
                : OptionalLong.empty();
    }

    /** Empty if it is no instant with an offset, or one out of range. */
    static OptionalLong nanosOfInstant(String text) {
        try {
            Duration sinceEpoch = Duration.between(Instant.EPOCH, OffsetDateTime.parse(text));
            return nanos(BigDecimal.valueOf(sinceEpoch.getSeconds()).add(BigDecimal.valueOf(sinceEpoch.getNano(), 9)));
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }

    /** NaN for what stands for no value; empty for what is no number, or too large for one. */
    static OptionalDouble value(String text) {
        if (UNKNOWN.contains(text.toLowerCase(Locale.ROOT))) {
            return OptionalDouble.of(Double.NaN);
        }
        double value = isNumber(text) ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static OptionalLong nanos(BigDecimal seconds) {
        return seconds.signum() < 0 || seconds.compareTo(MOST_SECONDS) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(seconds.movePointRight(9).longValue());
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}

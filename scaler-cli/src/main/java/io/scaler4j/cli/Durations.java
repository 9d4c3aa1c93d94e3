package io.scaler4j.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as Prometheus writes them: {@code 250ms}, {@code 1.5h}, {@code 7d}, {@code 1h30m}. */
final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|[smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private Durations() {}

    /** @throws TypeConversionException for anything else */
    static Duration parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.toNanos())));
            end = part.end();
            part.region(end, text.length());
        }
        boolean tooLong = nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        if (end == 0 || end < text.length() || tooLong) {
            throw new TypeConversionException("'" + text + "' is no duration"
                    + (tooLong ? " of less than 292 years" : "") + "; write it as 250ms, 90s, 15m, 1h30m or 7d");
        }
        return Duration.ofNanos(nanos.longValue());
    }
}

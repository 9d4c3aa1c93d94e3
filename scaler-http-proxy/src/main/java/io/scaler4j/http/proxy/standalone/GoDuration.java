package io.scaler4j.http.proxy.standalone;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Go, and so KEDA, writes them: {@code 1m30s}, {@code 1.5h}, {@code 500ms}, {@code 0}. */
final class GoDuration {

    static final String EXPECTED = "a time such as 30s, 500ms or 1m30s";

    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000L),
            "\u00b5s", BigDecimal.valueOf(1_000L),
            "\u03bcs", BigDecimal.valueOf(1_000L),
            "ms", BigDecimal.valueOf(1_000_000L),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST = 100;
    private static final Pattern PART =
            Pattern.compile("\\G(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");

    private GoDuration() {}

    /** Empty if the text is no such time, is negative, or is longer than 292 years. */
    static Optional<Duration> parse(String text) {
        String unsigned = text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (unsigned.isEmpty() || unsigned.length() > LONGEST) {
            return Optional.empty();
        }
        var nanos = BigDecimal.ZERO;
        int end = 0;
        for (Matcher part = PART.matcher(unsigned); part.find(); end = part.end()) {
            nanos = nanos.add(
                    new BigDecimal(part.group(1)).multiply(NANOS.getOrDefault(part.group(2), BigDecimal.ZERO)));
        }
        return end == unsigned.length() && nanos.compareTo(MOST) <= 0
                ? Optional.of(Duration.ofNanos(nanos.longValue()))
                : Optional.empty();
    }
}

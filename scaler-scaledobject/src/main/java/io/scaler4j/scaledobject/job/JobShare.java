package io.scaler4j.scaledobject.job;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The text of {@code customScalingRunningJobPercentage}. */
final class JobShare {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private JobShare() {}

    /** A finite decimal number; empty for any other text. */
    static OptionalDouble of(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double share = Double.parseDouble(text);
        return Double.isFinite(share) ? OptionalDouble.of(share) : OptionalDouble.empty();
    }
}

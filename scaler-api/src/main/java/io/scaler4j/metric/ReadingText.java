package io.scaler4j.metric;

import java.util.Map;
import java.util.TreeMap;

/** The text of a value, and what its numbers have to be. */
final class ReadingText {

    private ReadingText() {}

    static String of(long milli, double activationValue, boolean isLowerBound, Map<String, Double> details) {
        String text = MilliUnits.toText(milli);
        if (activationValue != MilliUnits.toDouble(milli)) {
            text += " (activates on " + activationValue + ")";
        }
        if (isLowerBound) {
            text = "at least " + text;
        }
        return details.isEmpty() ? text : text + " " + new TreeMap<>(details);
    }

    static void requireFinite(double activationValue) {
        if (!Double.isFinite(activationValue)) {
            throw new IllegalArgumentException("activation value must be finite, was " + activationValue);
        }
    }
}

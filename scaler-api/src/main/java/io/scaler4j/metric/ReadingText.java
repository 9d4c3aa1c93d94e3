package io.scaler4j.metric;

import java.util.TreeMap;

/** The text of a value, and what its numbers have to be. */
final class ReadingText {

    private ReadingText() {}

    static String of(Reading.Value value) {
        String text = MilliUnits.toText(value.milli());
        if (value.activationValue() != MilliUnits.toDouble(value.milli())) {
            text += " (activates on " + value.activationValue() + ")";
        }
        if (value.isLowerBound()) {
            text = "at least " + text;
        }
        return value.details().isEmpty() ? text : text + " " + new TreeMap<>(value.details());
    }

    static void requireFinite(double activationValue) {
        if (!Double.isFinite(activationValue)) {
            throw new IllegalArgumentException("activation value must be finite, was " + activationValue);
        }
    }
}

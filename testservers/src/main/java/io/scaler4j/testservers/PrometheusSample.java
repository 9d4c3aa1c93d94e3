package io.scaler4j.testservers;

import java.util.Map;

/**
 * One element of a vector that a Prometheus answered.
 *
 * @param labels with the metric's name as {@code __name__}, if it has one
 * @param value may be NaN or infinite
 */
public record PrometheusSample(Map<String, String> labels, double value) {

    /** {@return a label's value, empty if it has none} */
    public String label(String name) {
        return labels.getOrDefault(name, "");
    }
}

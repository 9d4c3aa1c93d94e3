package io.scaler4j.prometheus;

/**
 * What KEDA's {@code prometheus} scaler calls its metric, for a time in which both run side by side. What it would
 * publish is the reading's number. Pure functions.
 */
public final class KedaMetric {

    private KedaMetric() {}

    /**
     * The name of the external metric.
     *
     * @param triggerIndex position of the trigger in its ScaledObject, from 0 on
     * @return as in {@code s0-prometheus}
     */
    public static String name(int triggerIndex) {
        return "s" + triggerIndex + "-prometheus";
    }
}

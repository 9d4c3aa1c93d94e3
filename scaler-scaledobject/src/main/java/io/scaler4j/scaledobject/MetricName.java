package io.scaler4j.scaledobject;

import io.scaler4j.spi.TriggerPlan;

/**
 * The name of a metric in the HPA.
 *
 * @param text the source's own name, or the whole name
 * @param external whether KEDA makes a name of it, with the trigger's position in front
 */
record MetricName(String text, boolean external) {

    /** That of a plan, without the position that KEDA puts in front. */
    static MetricName of(TriggerPlan plan) {
        String first = plan.metricName(0);
        return first.startsWith("s0-") ? new MetricName(first.substring(3), true) : new MetricName(first, false);
    }

    String at(int index) {
        return external ? TriggerPlan.externalMetricName(index, text) : text;
    }
}

package io.scaler4j.scaledobject;

import io.scaler4j.spi.TriggerPlan;

/**
 * The name of a metric in the HPA.
 *
 * @param text the source's own name, or the whole name
 * @param external whether KEDA makes a name of it, with the trigger's position in front
 */
record MetricName(String text, boolean external) {

    String at(int index) {
        return external ? TriggerPlan.externalMetricName(index, text) : text;
    }
}

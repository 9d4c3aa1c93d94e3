package io.scaler4j.spring.boot;

import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;

/** A trigger of a scaler that is a bean: the application context closes it, and no autoscaler does. */
record ScalerPlan(MetricSpec metric, Scaler scaler) implements TriggerPlan {

    @Override
    public String metricName(int index) {
        return TriggerPlan.externalMetricName(index, metric.trigger());
    }

    @Override
    public Scaler open(TriggerContext context) {
        return scaler;
    }

    @Override
    public Trigger openTrigger(TriggerContext context) {
        return Trigger.of(metric, scaler).borrowed();
    }

    @Override
    public String toString() {
        return metric.toString();
    }
}

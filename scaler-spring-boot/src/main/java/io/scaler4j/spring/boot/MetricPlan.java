package io.scaler4j.spring.boot;

import io.scaler4j.Scaler;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;

/** A plan with more wanted of its metric: a fallback, a tolerance. */
record MetricPlan(MetricSpec metric, TriggerPlan plan) implements TriggerPlan {

    @Override
    public String metricName(int index) {
        return plan.metricName(index);
    }

    @Override
    public Scaler open(TriggerContext context) {
        return plan.open(context);
    }
}

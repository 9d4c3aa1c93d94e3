package io.scaler4j.scaledobject;

import io.scaler4j.Scaler;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;

/**
 * A source's plan with what its file says beside it: a fallback.
 *
 * @param plan opens the source
 * @param metric in place of that of the plan
 */
record MetricPlan(TriggerPlan plan, MetricSpec metric) implements TriggerPlan {

    @Override
    public String metricName(int index) {
        return plan.metricName(index);
    }

    @Override
    public Scaler open(TriggerContext context) {
        return plan.open(context);
    }

    @Override
    public String toString() {
        return plan.toString();
    }
}

package io.scaler4j.spi;

import io.scaler4j.Scaler;
import io.scaler4j.policy.MetricSpec;
import java.util.Objects;
import java.util.function.Function;

/** A plan of a source without a provider. */
record CustomPlan(MetricSpec metric, Function<TriggerContext, Scaler> opener) implements TriggerPlan {

    CustomPlan {
        Objects.requireNonNull(metric, "metric must not be null; MetricSpec.of makes one");
        Objects.requireNonNull(opener, "open must not be null; it opens the scaler");
    }

    @Override
    public String metricName(int index) {
        return TriggerPlan.externalMetricName(index, metric.trigger());
    }

    @Override
    public Scaler open(TriggerContext context) {
        return opener.apply(context);
    }

    @Override
    public String toString() {
        return metric.toString();
    }
}

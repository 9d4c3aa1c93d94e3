package io.scaler4j.scaledobject;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.util.List;
import java.util.Objects;

/**
 * A trigger whose metric is known and that cannot be opened: enough for a simulation.
 *
 * @param metric what is wanted
 * @param name of the metric
 * @param type of the trigger, or of the HPA's metric
 * @param source as the file has it, so that plans of different content differ
 * @param problems why it cannot be opened, with ways out and places; no part of what makes plans equal
 */
record UnopenedPlan(MetricSpec metric, MetricName name, String type, Node.Mapping source, List<String> problems)
        implements TriggerPlan {

    @Override
    public String metricName(int index) {
        return name.at(index);
    }

    @Override
    public Scaler open(TriggerContext context) {
        throw new InvalidConfigurationException("trigger \"" + metric.trigger() + "\" (" + type + ")", problems);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnopenedPlan that
                && metric.equals(that.metric)
                && name.equals(that.name)
                && type.equals(that.type)
                && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metric, type);
    }

    @Override
    public String toString() {
        return type + " trigger " + metric + " without a source";
    }
}

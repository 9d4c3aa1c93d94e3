package io.scaler4j.spi;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.MetricSpec;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A plan whose options were all read, by the settings they amount to. Immutable. */
final class ReadPlan implements TriggerPlan {

    private final String subject;
    private final String type;
    private final MetricSpec metric;
    private final String settings;
    private final IntFunction<String> metricName;
    private final Function<TriggerContext, Scaler> open;

    ReadPlan(
            String subject,
            String type,
            MetricSpec metric,
            String settings,
            IntFunction<String> metricName,
            Function<TriggerContext, Scaler> open) {
        this.subject = subject;
        this.type = type;
        this.metric = metric;
        this.settings = settings;
        this.metricName = metricName;
        this.open = open;
    }

    @Override
    public MetricSpec metric() {
        return metric;
    }

    @Override
    public String metricName(int index) {
        return metricName.apply(TriggerContext.checkedIndex(index));
    }

    @Override
    public Scaler open(TriggerContext context) {
        Objects.requireNonNull(context, "context must not be null; TriggerContext.of makes one");
        try {
            return Objects.requireNonNull(open.apply(context), () -> subject + " was opened without a scaler");
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(subject, e.problems());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadPlan that
                && type.equals(that.type)
                && metric.equals(that.metric)
                && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, metric, settings);
    }

    /** The type and the metric, without any other option. */
    @Override
    public String toString() {
        return type + " trigger " + metric;
    }
}

package io.scaler4j.spi;

import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.MetricSpec;
import java.util.Objects;
import java.util.function.Function;

/**
 * A trigger whose options are read and checked, before anything is opened: what is wanted of its metric, what KEDA
 * calls that metric, and how to open what measures it. Providers make one by {@link OptionReader#plan}.
 *
 * <p>Implementations are immutable and thread-safe. Plans of equal settings are equal; no text of a plan shows a
 * secret.
 */
public interface TriggerPlan {

    /**
     * Returns a plan for a source of yours that has no provider. It is equal to a plan of an equal metric with the same
     * {@code open}; two lambdas are never equal.
     *
     * @param metric what is wanted; KEDA's name of the metric is made of the trigger's name
     * @param open opens the scaler, each time that the plan is opened
     * @return the plan
     */
    static TriggerPlan of(MetricSpec metric, Function<TriggerContext, Scaler> open) {
        return new CustomPlan(metric, open);
    }

    /** {@return what is wanted of the readings; its name is the trigger's} */
    MetricSpec metric();

    /**
     * Returns KEDA's name of the external metric, to find the trigger's numbers in dashboards of a cluster where KEDA
     * runs. For {@code cpu} and {@code memory}, which KEDA leaves to the HPA, it is the resource.
     *
     * @param index the trigger's position among the triggers of its target, at least 0
     * @return as in {@code s0-kafka-orders}
     * @throws IllegalArgumentException if the index is negative
     */
    String metricName(int index);

    /**
     * Returns the name of an external metric as KEDA makes it of a source's own name.
     *
     * @param index the trigger's position among the triggers of its target, at least 0
     * @param name the source's own name, as in {@code kafka-orders.eu}
     * @return with the position in front, and without the characters that Kubernetes refuses:
     *     {@code s0-kafka-orders-eu}
     * @throws IllegalArgumentException if the index is negative
     */
    static String externalMetricName(int index, String name) {
        return "s" + TriggerContext.checkedIndex(index) + "-" + name.replaceAll("[/.:%()]", "-");
    }

    /**
     * Opens what measures. It may be called more than once; each scaler is closed by its caller. A source that cannot
     * be reached is no error here: it is a failure of each read.
     *
     * @param context the connections to share, and the place of the trigger
     * @return an open scaler
     * @throws InvalidConfigurationException if what could not be checked before, such as the content of a file, is
     *     wrong; nothing stays open then if it is called by {@link #openTrigger}
     */
    Scaler open(TriggerContext context);

    /**
     * Opens the trigger: the metric together with its scaler. If that fails, what was leased is closed again.
     *
     * @param context the connections to share, and the place of the trigger
     * @return an open trigger; its scaler is closed by the autoscaler that gets it, or by the caller
     * @throws InvalidConfigurationException as {@link #open} does
     */
    default Trigger openTrigger(TriggerContext context) {
        Objects.requireNonNull(context, "context must not be null; TriggerContext.of makes one");
        return context.connections()
                .allOrNothing(leases -> Trigger.of(
                        metric(),
                        Objects.requireNonNull(
                                open(context.connections(leases)),
                                () -> getClass().getName() + " made no scaler; open must not return null")));
    }
}

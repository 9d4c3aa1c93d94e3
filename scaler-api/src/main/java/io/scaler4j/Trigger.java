package io.scaler4j;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Tolerance;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scaler, and what is wanted of its readings: a {@link MetricSpec}. Immutable, apart from the scaler it holds.
 *
 * <pre>{@code
 * Trigger.of("lag", kafkaLag, averageValue(50)).activatesAbove(5)
 * }</pre>
 */
public final class Trigger {

    private final Scaler scaler;
    private final MetricSpec metric;
    private final boolean owned;

    private Trigger(Scaler scaler, MetricSpec metric, boolean owned) {
        this.scaler = scaler;
        this.metric = metric;
        this.owned = owned;
    }

    /**
     * Returns a trigger that is active above 0.
     *
     * @param name unique among an autoscaler's triggers, not blank; it appears in explanations
     * @param scaler measures; closed with the autoscaler that gets this trigger, see {@link #borrowed()}
     * @param target what is wanted of the readings
     * @return the trigger
     * @throws IllegalArgumentException if the name is blank, or anything is null; the scaler is closed then, as it is
     *     whenever a method of a trigger that owns its scaler refuses its argument
     */
    public static Trigger of(String name, Scaler scaler, MetricTarget target) {
        return orClose(scaler, true, () -> {
            check(name != null && !name.isBlank(), "trigger name must not be blank; it tells triggers apart");
            check(scaler != null, "trigger \"" + name + "\" needs a scaler, was null; give it what measures");
            return new Trigger(scaler, MetricSpec.of(name, target), true);
        });
    }

    /**
     * Returns a trigger for a metric.
     *
     * @param metric what is wanted of the readings
     * @param scaler measures; closed with the autoscaler that gets this trigger, see {@link #borrowed()}
     * @return the trigger
     * @throws IllegalArgumentException if anything is null; the scaler is closed then
     */
    public static Trigger of(MetricSpec metric, Scaler scaler) {
        return orClose(scaler, true, () -> {
            check(metric != null, "a trigger needs a metric, was null; MetricSpec.of(..) makes one");
            check(
                    scaler != null,
                    "trigger \"" + metric.trigger() + "\" needs a scaler, was null; give it what measures");
            return new Trigger(scaler, metric, true);
        });
    }

    /**
     * Returns a copy with an activation threshold. KEDA: {@code activationLagThreshold} and the like.
     *
     * @param threshold the trigger is active while its activation value is strictly above; finite
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public Trigger activatesAbove(double threshold) {
        return with(() -> metric.activatesAbove(threshold));
    }

    /**
     * Returns a copy with an activation threshold, as {@link #activatesAbove(double)}, with a number of any type.
     * Kotlin needs this, which makes no {@code Double} of an {@code Int}.
     *
     * @param threshold finite, taken as a double
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public Trigger activatesAbove(Number threshold) {
        Objects.requireNonNull(threshold, "threshold must not be null; leave it out for none");
        return activatesAbove(threshold.doubleValue());
    }

    /**
     * Returns a copy with its own tolerance, in place of the policy's.
     *
     * @param ratio of any type, at least 0, taken as a double; 0.1 is 10 %
     * @return a copy
     * @throws IllegalArgumentException if negative or not finite
     */
    public Trigger tolerance(Number ratio) {
        Objects.requireNonNull(ratio, "ratio must not be null; leave it out for the policy's");
        return with(() -> metric.tolerance(Tolerance.of(ratio.doubleValue())));
    }

    /**
     * Returns a copy with its own tolerance for each direction, in place of the policy's.
     *
     * @param tolerance how far the ratio of value and target may be from 1
     * @return a copy
     */
    public Trigger tolerance(Tolerance tolerance) {
        return with(() -> metric.tolerance(tolerance));
    }

    /**
     * Returns a copy with a count to recommend after it has failed for too long. Without one its failures hold the
     * target, however long they last. KEDA: {@code fallback}.
     *
     * @param fallback replaces one given before
     * @return a copy
     */
    public Trigger fallback(Fallback fallback) {
        return with(() -> metric.fallback(fallback));
    }

    /**
     * Returns a copy that does not take part in activation, and is not read while the target is idle. Utilization
     * targets always abstain: an idle target uses nothing.
     *
     * @return a copy
     */
    public Trigger abstains() {
        return new Trigger(scaler, metric.abstains(), owned);
    }

    /**
     * Returns a copy whose scaler stays open when the autoscaler closes, because others use it, too.
     *
     * @return a copy
     */
    public Trigger borrowed() {
        return new Trigger(scaler, metric, false);
    }

    private Trigger with(Supplier<MetricSpec> changed) {
        return orClose(scaler, owned, () -> new Trigger(scaler, changed.get(), owned));
    }

    private static void check(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Closes the scaler of a trigger that is refused, because no caller can close it. */
    private static Trigger orClose(@Nullable Scaler scaler, boolean owned, Supplier<Trigger> trigger) {
        try {
            return trigger.get();
        } catch (RuntimeException e) {
            if (owned && scaler != null) {
                try {
                    scaler.close();
                } catch (RuntimeException | LinkageError | AssertionError suppressed) {
                    e.addSuppressed(suppressed);
                }
            }
            throw e;
        }
    }

    /** {@return what is wanted of the readings} */
    public MetricSpec metric() {
        return metric;
    }

    /** {@return the trigger's name, not blank} */
    public String name() {
        return metric.trigger();
    }

    /** {@return what measures} */
    public Scaler scaler() {
        return scaler;
    }

    /** {@return the target of the metric} */
    public MetricTarget target() {
        return metric.target();
    }

    /** {@return the number above which the trigger is active; 0 unless set} */
    public double activationThreshold() {
        return metric.activationThreshold();
    }

    /** {@return whether the trigger stays out of activation: true for utilization targets, and where set} */
    public boolean isAbstaining() {
        return metric.isAbstaining();
    }

    /** {@return whether the autoscaler closes the scaler: true unless {@link #borrowed()}} */
    public boolean isOwned() {
        return owned;
    }

    /**
     * Returns this trigger's part of an observation, for callers with their own loop.
     *
     * @param reading what the scaler read
     * @return the measurement
     */
    public Measurement measure(Reading reading) {
        return Measurement.of(metric, reading);
    }

    @Override
    public String toString() {
        return "trigger " + name() + ": " + target() + ", active above " + activationThreshold();
    }
}

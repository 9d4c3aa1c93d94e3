package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a metric, without a reading: the HPA's {@code MetricSpec} with KEDA's activation and fallback. It
 * is known before anything is read or opened. Immutable.
 *
 * <pre>{@code
 * MetricSpec.of("lag", averageValue(50)).activatesAbove(5)
 * }</pre>
 */
public final class MetricSpec {

    private final String trigger;
    private final MetricTarget target;
    private final double activationThreshold;
    private final @Nullable Tolerance tolerance;
    private final boolean abstains;
    private final @Nullable Fallback fallback;

    private MetricSpec(
            String trigger,
            MetricTarget target,
            double activationThreshold,
            @Nullable Tolerance tolerance,
            boolean abstains,
            @Nullable Fallback fallback) {
        this.trigger = trigger;
        this.target = target;
        this.activationThreshold = activationThreshold;
        this.tolerance = tolerance;
        this.abstains = abstains;
        this.fallback = fallback;
    }

    /**
     * Returns a metric that activates above 0, with the policy's tolerance and without a fallback. It abstains from
     * activation exactly if its target is a {@link MetricTarget.Utilization}.
     *
     * @param trigger the trigger's name, unique among an autoscaler's triggers, not blank; it appears in explanations
     * @param target what is wanted of the readings
     * @return the metric
     * @throws IllegalArgumentException if the name is blank, or anything is null
     */
    public static MetricSpec of(String trigger, MetricTarget target) {
        if (trigger == null || trigger.isBlank()) {
            throw new IllegalArgumentException("trigger name must not be blank; it tells triggers apart");
        }
        if (target == null) {
            throw new IllegalArgumentException(
                    "trigger \"" + trigger + "\" needs a target, was null; averageValue(50) is one");
        }
        return new MetricSpec(trigger, target, 0, null, target instanceof MetricTarget.Utilization, null);
    }

    /**
     * Returns a copy with another name.
     *
     * @param trigger unique among an autoscaler's triggers, not blank
     * @return a copy
     * @throws IllegalArgumentException if the name is blank or null
     */
    public MetricSpec named(String trigger) {
        MetricSpec named = of(trigger, target);
        return new MetricSpec(named.trigger, target, activationThreshold, tolerance, abstains, fallback);
    }

    /**
     * Returns a copy with another target.
     *
     * @param target what is wanted of the readings
     * @return a copy
     * @throws IllegalArgumentException if null
     */
    public MetricSpec target(MetricTarget target) {
        MetricSpec wanting = of(trigger, target);
        return new MetricSpec(trigger, target, activationThreshold, tolerance, abstains || wanting.abstains, fallback);
    }

    /**
     * Returns a copy with an activation threshold. KEDA: {@code activationLagThreshold} and the like.
     *
     * @param threshold the trigger is active while its activation value is strictly above this finite number
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public MetricSpec activatesAbove(double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException(
                    "activation threshold of trigger \"" + trigger + "\" must be finite, was " + threshold);
        }
        return new MetricSpec(trigger, target, threshold, tolerance, abstains, fallback);
    }

    /**
     * Returns a copy with an activation threshold, as {@link #activatesAbove(double)}, with a number of any type.
     *
     * @param threshold finite, taken as a double
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public MetricSpec activatesAbove(Number threshold) {
        Objects.requireNonNull(threshold, "threshold must not be null; leave it out for none");
        return activatesAbove(threshold.doubleValue());
    }

    /**
     * Returns a copy with its own tolerance.
     *
     * @param tolerance replaces that of the direction and that of the policy
     * @return a copy
     * @throws IllegalArgumentException if null
     */
    public MetricSpec tolerance(Tolerance tolerance) {
        if (tolerance == null) {
            throw new IllegalArgumentException("tolerance of trigger \"" + trigger + "\" must not be null");
        }
        return new MetricSpec(trigger, target, activationThreshold, tolerance, abstains, fallback);
    }

    /**
     * Returns a copy that does not take part in activation: it neither activates an idle target nor keeps it active,
     * and its failure does not make activity unknown. It still recommends counts while the target is active.
     *
     * @return a copy
     */
    public MetricSpec abstains() {
        return new MetricSpec(trigger, target, activationThreshold, tolerance, true, fallback);
    }

    /**
     * Returns a copy with a count to recommend after the trigger has failed for too long. KEDA: {@code fallback}.
     *
     * @param fallback replaces one given before
     * @return a copy
     * @throws IllegalArgumentException if null
     */
    public MetricSpec fallback(Fallback fallback) {
        if (fallback == null) {
            throw new IllegalArgumentException("fallback of trigger \"" + trigger + "\" must not be null");
        }
        return new MetricSpec(trigger, target, activationThreshold, tolerance, abstains, fallback);
    }

    /** {@return the trigger's name, unique within an observation} */
    public String trigger() {
        return trigger;
    }

    /** {@return what is wanted of the readings} */
    public MetricTarget target() {
        return target;
    }

    /** {@return the number above which the trigger is active; 0 unless set} */
    public double activationThreshold() {
        return activationThreshold;
    }

    /** {@return the trigger's own tolerance; empty where that of the direction or of the policy applies} */
    public Optional<Tolerance> tolerance() {
        return Optional.ofNullable(tolerance);
    }

    /** {@return whether the trigger stays out of activation: true for utilization targets, and where set} */
    public boolean isAbstaining() {
        return abstains;
    }

    /**
     * {@return what is recommended after the trigger has failed for too long; empty if its failures hold the target}
     */
    public Optional<Fallback> fallback() {
        return Optional.ofNullable(fallback);
    }

    @Nullable
    Tolerance toleranceOrNull() {
        return tolerance;
    }

    @Nullable
    Fallback fallbackOrNull() {
        return fallback;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricSpec that
                && trigger.equals(that.trigger)
                && target.equals(that.target)
                && Double.compare(activationThreshold, that.activationThreshold) == 0
                && Objects.equals(tolerance, that.tolerance)
                && abstains == that.abstains
                && Objects.equals(fallback, that.fallback);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trigger, target, activationThreshold, tolerance, abstains, fallback);
    }

    @Override
    public String toString() {
        return trigger + ": " + target + (abstains ? ", abstains" : ", active above " + activationThreshold);
    }
}

package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.Objects;

/**
 * One metric, calculated from the values of several triggers, that takes the place of their own recommendations. KEDA:
 * {@code advanced.scalingModifiers}.
 *
 * <p>A policy with a composite treats its triggers so:
 *
 * <ul>
 *   <li>Triggers that sample replicas, such as CPU and memory, recommend counts beside the composite; the largest wins.
 *   <li>All other triggers recommend nothing by themselves, and do not count for activity. Those that the formula names
 *       are its inputs; a value that it does not name has no effect.
 *   <li>The target is active while the composite is above its activation threshold.
 *   <li>While an input cannot be read, the composite is unknown: the count does not shrink, the target does not become
 *       idle. The first engaged {@link Fallback} asks for its replicas in place of the composite; with
 *       {@link FallbackBehavior#FORMULA} the input is nil, and the formula decides.
 *   <li>A formula that fails is a failure of the composite, not an inactive target.
 *   <li>An input with replica limits enters the formula as the value with which its own trigger would reach them, as
 *       KEDA caps the lag of a topic. The count that the composite asks for has no replica limits.
 * </ul>
 *
 * <p>Values are cut to thousandths, not rounded, before anything is compared with them.
 *
 * <p>Immutable if its formula is. Composites with equal formulas, targets and thresholds are equal.
 *
 * <pre>{@code
 * ScalingPolicy.builder().composite(Composite.of(formula, averageValue(5)).activatesAbove(1))
 * }</pre>
 */
public final class Composite {

    /** The trigger that the composite stands for in an explanation. */
    private static final String NAME = "composite";

    /**
     * Calculates one value from those of some triggers. Implementations are pure functions, safe to share between
     * threads; those with the same text should be equal, so that their policies are.
     */
    public interface Formula {

        /**
         * The triggers whose values it needs. Asked once, when the composite is made.
         *
         * @return names, in the order of the values
         */
        List<String> triggers();

        /**
         * Calculates the value. A decision may ask more than once.
         *
         * @param values one value for each trigger, in thousandths as scaled on; NaN stands for nil: the trigger has
         *     failed for too long, and its fallback leaves the decision to the formula
         * @param ifNil what to return if the result is nil
         * @return the value; NaN and infinities are failures
         * @throws ArithmeticException if there is no value, with a sentence that says why
         */
        double evaluate(double[] values, double ifNil);
    }

    private final Formula formula;
    private final List<String> triggers;
    private final MetricSpec metric;

    private Composite(Formula formula, List<String> triggers, MetricSpec metric) {
        this.formula = formula;
        this.triggers = triggers;
        this.metric = metric;
    }

    /**
     * Returns a composite that is active above 0.
     *
     * @param formula calculates it
     * @param target what is wanted of it: {@link MetricTarget#averageValue} or {@link MetricTarget#value}. KEDA:
     *     {@code scalingModifiers.target} and {@code metricType}
     * @return the composite
     * @throws IllegalArgumentException if anything is null, a name is blank, or the target is a utilization
     */
    public static Composite of(Formula formula, MetricTarget target) {
        if (formula == null || target == null) {
            throw new IllegalArgumentException(
                    "a composite needs a formula and a target, was " + formula + ", " + target);
        }
        if (target instanceof MetricTarget.Utilization) {
            throw new IllegalArgumentException("the target of a composite must be averageValue(..) or value(..), was "
                    + target + "; a formula has no samples per replica");
        }
        return new Composite(formula, triggersOf(formula), MetricSpec.of(NAME, target));
    }

    private static List<String> triggersOf(Formula formula) {
        List<String> triggers = formula.triggers();
        if (triggers == null || triggers.stream().anyMatch(name -> name == null || name.isBlank())) {
            throw new IllegalArgumentException(
                    "the formula of a composite must name its triggers, none of them blank, was " + triggers);
        }
        return List.copyOf(triggers);
    }

    /**
     * Returns a copy with an activation threshold. KEDA: {@code scalingModifiers.activationTarget}.
     *
     * @param threshold the target is active while the composite, cut to thousandths, is strictly above this finite
     *     number. The thresholds of the triggers do not count
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public Composite activatesAbove(double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("activation threshold of a composite must be finite, was " + threshold);
        }
        return new Composite(formula, triggers, metric.activatesAbove(threshold));
    }

    /**
     * Returns a copy with an activation threshold, as {@link #activatesAbove(double)}, with a number of any type.
     *
     * @param threshold finite, taken as a double
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public Composite activatesAbove(Number threshold) {
        Objects.requireNonNull(threshold, "threshold must not be null; leave it out for none");
        return activatesAbove(threshold.doubleValue());
    }

    /** {@return what calculates the value} */
    public Formula formula() {
        return formula;
    }

    /** {@return what is wanted of the value} */
    public MetricTarget target() {
        return metric.target();
    }

    /** {@return the number above which the target is active; 0 unless set} */
    public double activationThreshold() {
        return metric.activationThreshold();
    }

    /** In the order of the values. */
    List<String> triggers() {
        return triggers;
    }

    MetricSpec metric() {
        return metric;
    }

    /** Whether this measurement recommends nothing by itself. */
    boolean replaces(Measurement measurement) {
        return triggers.contains(measurement.trigger()) || isOneValue(measurement);
    }

    /** Nothing is known of the form of a failure; it stays on its own, so that it holds. */
    private static boolean isOneValue(Measurement measurement) {
        return measurement.reading() instanceof Reading.Value
                && !(measurement.target() instanceof MetricTarget.Utilization);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Composite that && formula.equals(that.formula) && metric.equals(that.metric);
    }

    @Override
    public int hashCode() {
        return Objects.hash(formula, metric);
    }

    @Override
    public String toString() {
        return "composite of " + String.join(", ", triggers) + ": " + metric.target() + ", active above "
                + metric.activationThreshold();
    }
}

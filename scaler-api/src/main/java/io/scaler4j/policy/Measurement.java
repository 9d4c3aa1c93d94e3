package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One trigger's part of an observation: what is wanted of its metric, and what was read. Immutable. */
public final class Measurement {

    private final MetricSpec metric;
    private final Reading reading;

    private Measurement(MetricSpec metric, Reading reading) {
        this.metric = metric;
        this.reading = reading;
    }

    /**
     * Returns a measurement of a metric. If the source named a {@linkplain Reading.Value#target target} with the
     * number, that target counts in place of the metric's.
     *
     * @param metric what is wanted of the reading
     * @param reading what was read
     * @return the measurement
     * @throws IllegalArgumentException if anything is null
     */
    public static Measurement of(MetricSpec metric, Reading reading) {
        if (metric == null || reading == null) {
            throw new IllegalArgumentException(
                    "a measurement needs a metric and a reading, was " + metric + ", " + reading);
        }
        if (reading instanceof Reading.Value value && value.target().isPresent()) {
            return new Measurement(metric.target(value.target().get()), reading);
        }
        return new Measurement(metric, reading);
    }

    /**
     * Returns a measurement that activates above 0, with the policy's tolerance. It abstains from activation exactly if
     * its target is a {@link MetricTarget.Utilization}.
     *
     * @param trigger the trigger's name, unique within an observation
     * @param target what is wanted of the reading
     * @param reading what was read
     * @return the measurement
     * @throws IllegalArgumentException if the name is blank, or anything is null
     */
    public static Measurement of(String trigger, MetricTarget target, Reading reading) {
        return of(MetricSpec.of(trigger, target), reading);
    }

    /**
     * Returns a copy with an activation threshold.
     *
     * @param threshold the trigger is active while its activation value is strictly above this finite number
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public Measurement activatesAbove(double threshold) {
        return new Measurement(metric.activatesAbove(threshold), reading);
    }

    /**
     * Returns a copy with its own tolerance.
     *
     * @param tolerance replaces that of the direction and that of the policy
     * @return a copy
     */
    public Measurement tolerance(Tolerance tolerance) {
        return new Measurement(metric.tolerance(tolerance), reading);
    }

    /**
     * Returns a copy that does not take part in activation, see {@link MetricSpec#abstains}.
     *
     * @return a copy
     */
    public Measurement abstains() {
        return new Measurement(metric.abstains(), reading);
    }

    /**
     * Returns a copy with a count to recommend after the trigger has failed for too long.
     *
     * @param fallback replaces one given before
     * @return a copy
     */
    public Measurement fallback(Fallback fallback) {
        return new Measurement(metric.fallback(fallback), reading);
    }

    /**
     * Returns a copy with another reading.
     *
     * @param reading what was read
     * @return a copy
     */
    public Measurement with(Reading reading) {
        return of(metric, reading);
    }

    /** {@return what is wanted of the reading} */
    public MetricSpec metric() {
        return metric;
    }

    /** {@return the trigger's name, unique within an observation} */
    public String trigger() {
        return metric.trigger();
    }

    /** {@return the target of the metric, or the one that the source named} */
    public MetricTarget target() {
        return metric.target();
    }

    /** {@return the number above which the trigger is active; 0 unless set} */
    public double activationThreshold() {
        return metric.activationThreshold();
    }

    /** {@return the trigger's own tolerance; empty where that of the direction or of the policy applies} */
    public Optional<Tolerance> tolerance() {
        return metric.tolerance();
    }

    /** {@return whether the trigger stays out of activation: true for utilization targets, and where set} */
    public boolean isAbstaining() {
        return metric.isAbstaining();
    }

    /** {@return what was read} */
    public Reading reading() {
        return reading;
    }

    /**
     * {@return what is recommended after the trigger has failed for too long; empty if its failures hold the target}
     */
    public Optional<Fallback> fallback() {
        return metric.fallback();
    }

    @Nullable
    Tolerance toleranceOrNull() {
        return metric.toleranceOrNull();
    }

    @Nullable
    Fallback fallbackOrNull() {
        return metric.fallbackOrNull();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measurement that && metric.equals(that.metric) && reading.equals(that.reading);
    }

    @Override
    public int hashCode() {
        return 31 * metric.hashCode() + reading.hashCode();
    }

    @Override
    public String toString() {
        return trigger() + " " + reading + " of " + target();
    }
}

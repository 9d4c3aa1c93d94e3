package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One trigger's part of an observation: what was read, and what is wanted of it. Immutable. */
public final class Measurement {

    private final String trigger;
    private final MetricTarget target;
    private final double activationThreshold;
    private final @Nullable Tolerance tolerance;
    private final boolean abstains;
    private final @Nullable Fallback fallback;
    private final Reading reading;

    private Measurement(
            String trigger,
            MetricTarget target,
            double activationThreshold,
            @Nullable Tolerance tolerance,
            boolean abstains,
            @Nullable Fallback fallback,
            Reading reading) {
        this.trigger = trigger;
        this.target = target;
        this.activationThreshold = activationThreshold;
        this.tolerance = tolerance;
        this.abstains = abstains;
        this.fallback = fallback;
        this.reading = reading;
    }

    /**
     * A measurement that activates above 0, with the policy's tolerance. It abstains from activation exactly if its
     * target is a {@link MetricTarget.Utilization}.
     *
     * @param trigger the trigger's name, unique within an observation
     * @param target what is wanted of the reading
     * @param reading what was read
     * @return the measurement
     */
    public static Measurement of(String trigger, MetricTarget target, Reading reading) {
        if (trigger == null || target == null || reading == null) {
            throw new IllegalArgumentException("a measurement needs a trigger's name, a target and a reading, was "
                    + trigger + ", " + target + ", " + reading);
        }
        return new Measurement(trigger, target, 0, null, target instanceof MetricTarget.Utilization, null, reading);
    }

    /**
     * The same with an activation threshold.
     *
     * @param threshold the trigger is active while its activation value is strictly above this finite number
     * @return a copy
     */
    public Measurement activatesAbove(double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException(
                    "activation threshold of trigger \"" + trigger + "\" must be finite, was " + threshold);
        }
        return new Measurement(trigger, target, threshold, tolerance, abstains, fallback, reading);
    }

    /**
     * Returns a copy with its own tolerance.
     *
     * @param tolerance in place of that of the direction and of the policy
     * @return a copy
     */
    public Measurement tolerance(Tolerance tolerance) {
        return new Measurement(trigger, target, activationThreshold, tolerance, abstains, fallback, reading);
    }

    /**
     * The same, but not taking part in activation: it neither activates a target nor keeps it active, and its failure
     * does not make activity unknown. It still recommends counts while the target is active.
     *
     * @return a copy
     */
    public Measurement abstains() {
        return new Measurement(trigger, target, activationThreshold, tolerance, true, fallback, reading);
    }

    /**
     * The same with a count to ask for once it has failed for too long.
     *
     * @param fallback replaces one given before
     * @return a copy
     */
    public Measurement fallback(Fallback fallback) {
        return new Measurement(trigger, target, activationThreshold, tolerance, abstains, fallback, reading);
    }

    /**
     * The same intent with another reading.
     *
     * @param reading what was read
     * @return a copy
     */
    public Measurement with(Reading reading) {
        return new Measurement(trigger, target, activationThreshold, tolerance, abstains, fallback, reading);
    }

    /**
     * The trigger's name.
     *
     * @return unique within an observation
     */
    public String trigger() {
        return trigger;
    }

    /**
     * What is wanted of the reading.
     *
     * @return the target
     */
    public MetricTarget target() {
        return target;
    }

    /**
     * Above which number the trigger is active.
     *
     * @return 0 unless said otherwise
     */
    public double activationThreshold() {
        return activationThreshold;
    }

    /**
     * The trigger's own tolerance.
     *
     * @return empty where that of the direction or of the policy applies
     */
    public Optional<Tolerance> tolerance() {
        return Optional.ofNullable(tolerance);
    }

    /**
     * Whether the trigger stays out of activation.
     *
     * @return true for utilization targets, and where said so
     */
    public boolean isAbstaining() {
        return abstains;
    }

    /**
     * What was read.
     *
     * @return the reading
     */
    public Reading reading() {
        return reading;
    }

    /**
     * What is asked for once the trigger has failed for too long.
     *
     * @return empty if its failures hold the target, however long they last
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
        return other instanceof Measurement that
                && trigger.equals(that.trigger)
                && target.equals(that.target)
                && Double.compare(activationThreshold, that.activationThreshold) == 0
                && Objects.equals(tolerance, that.tolerance)
                && abstains == that.abstains
                && Objects.equals(fallback, that.fallback)
                && reading.equals(that.reading);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trigger, target, activationThreshold, tolerance, abstains, fallback, reading);
    }

    @Override
    public String toString() {
        return trigger + " " + reading + " of " + target;
    }
}

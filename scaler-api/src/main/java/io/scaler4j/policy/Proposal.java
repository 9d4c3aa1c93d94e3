package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What one trigger asks for by itself, before windows, rates and bounds; it stands beside the walk of an
 * {@link Explanation}. Immutable.
 */
public final class Proposal {

    private static final int NONE = -1;

    private final Measurement measurement;
    private final int replicas;
    private final Reason reason;
    private final boolean active;
    private final String failure;

    private Proposal(Measurement measurement, int replicas, Reason reason, boolean active, String failure) {
        this.measurement = measurement;
        this.replicas = replicas;
        this.reason = reason;
        this.active = active;
        this.failure = failure;
    }

    static Proposal of(Measurement measurement, int replicas, Reason reason, boolean active) {
        return new Proposal(measurement, replicas, reason, active, "");
    }

    static Proposal unusable(Measurement measurement, String failure) {
        return new Proposal(measurement, NONE, Reason.FAILED_READING, false, failure);
    }

    /**
     * The trigger's name.
     *
     * @return unique within a decision
     */
    public String trigger() {
        return measurement.trigger();
    }

    /**
     * What was read.
     *
     * @return the reading
     */
    public Reading reading() {
        return measurement.reading();
    }

    /**
     * What was wanted of it.
     *
     * @return the target
     */
    public MetricTarget target() {
        return measurement.target();
    }

    /**
     * The count this trigger alone would lead to.
     *
     * @return empty if the reading could not be used
     */
    public OptionalInt replicas() {
        return isUsable() ? OptionalInt.of(replicas) : OptionalInt.empty();
    }

    /**
     * Why this count.
     *
     * @return {@link Reason#RATIO}, {@link Reason#WITHIN_TOLERANCE}, {@link Reason#REPLICA_LIMITS} or
     *     {@link Reason#FAILED_READING}
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the trigger is active: its activation value is above its threshold, and it does not abstain.
     *
     * @return false also if the reading could not be used
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Whether the reading led to a count.
     *
     * @return false for a failure
     */
    public boolean isUsable() {
        return replicas != NONE;
    }

    boolean allowsShrinking() {
        return isUsable() && !(reading() instanceof Reading.Value value && value.isLowerBound());
    }

    boolean takesPartInActivation() {
        return !measurement.isAbstaining();
    }

    int count() {
        return replicas;
    }

    /** The clause that explains the count: {@code lag 740 of 50 per replica}. */
    String because() {
        if (!isUsable()) {
            return trigger() + " failed: " + failure;
        }
        String text = trigger() + " " + measured() + " of " + target();
        return switch (reason) {
            case WITHIN_TOLERANCE -> text + ", within the tolerance";
            case REPLICA_LIMITS -> text + ", where " + limits() + " replicas are useful";
            default -> text;
        };
    }

    /** The clause that explains why the trigger is active: {@code lag 7 is above 5}. */
    String activity() {
        double value = reading() instanceof Reading.Value read ? read.activationValue() : Double.NaN;
        String number = Double.isNaN(value) ? reading().toString() : MilliUnits.toText(MilliUnits.of(value));
        return trigger() + " " + number + " is above "
                + MilliUnits.toText(MilliUnits.of(measurement.activationThreshold()));
    }

    private String measured() {
        if (reading() instanceof Reading.Value value) {
            String negative = value.milli() < 0 ? " (acts as 0)" : "";
            return (value.isLowerBound() ? "at least " : "") + MilliUnits.toText(value.milli()) + negative;
        }
        return reading().toString();
    }

    private String limits() {
        return reading() instanceof Reading.Value value ? value.limits().toString() : "any number of";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Proposal that
                && measurement.equals(that.measurement)
                && replicas == that.replicas
                && reason == that.reason
                && active == that.active;
    }

    @Override
    public int hashCode() {
        return Objects.hash(measurement, replicas, reason, active);
    }

    @Override
    public String toString() {
        return isUsable() ? because() + " asks for " + replicas + (active ? ", active" : "") : because();
    }
}

package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one trigger asks for by itself, before windows, rates and bounds; it stands beside the steps of an
 * {@link Explanation}. Immutable.
 */
public final class Recommendation {

    private static final int NONE = -1;

    private final Measurement measurement;
    private final int replicas;
    private final int unheld;
    private final Reason reason;
    private final boolean active;
    private final String failure;
    private final @Nullable Detail detail;

    /** What is known beside the count. */
    private sealed interface Detail {}

    /**
     * What samples came to.
     *
     * @param measured as the target says it: in percent of the requests for a utilization, else the average in
     *     thousandths
     * @param averageMilli the average of a replica, which activation looks at
     */
    record Sampled(long measured, long averageMilli) implements Detail {}

    /** An engaged fallback: after how many failures, and for how many ready replicas. */
    private record FallbackDetail(int failures, int ready) implements Detail {}

    private Recommendation(
            Measurement measurement,
            int replicas,
            int unheld,
            Reason reason,
            boolean active,
            String failure,
            @Nullable Detail detail) {
        this.measurement = measurement;
        this.replicas = replicas;
        this.unheld = unheld;
        this.reason = reason;
        this.active = active;
        this.failure = failure;
        this.detail = detail;
    }

    /** A recommendation, and what it would be without its tolerance or its replica limits. */
    static Recommendation of(Measurement measurement, int replicas, int unheld, Reason reason, boolean active) {
        return new Recommendation(measurement, replicas, unheld, reason, active, "", null);
    }

    /** The same with what its samples came to. */
    Recommendation sampled(Sampled sampled) {
        return new Recommendation(measurement, replicas, unheld, reason, active, failure, sampled);
    }

    static Recommendation unusable(Measurement measurement, String failure) {
        return new Recommendation(measurement, NONE, NONE, Reason.FAILED_READING, false, failure, null);
    }

    /** What an engaged fallback makes of a failure. */
    Recommendation coveredBy(Fallback fallback, int failures, Replicas counts) {
        int count = fallback.recommendation(counts.desired());
        var engaged = new FallbackDetail(failures, counts.ready());
        boolean activates = count > 0 && !measurement.isAbstaining();
        return new Recommendation(measurement, count, count, Reason.FALLBACK, activates, failure, engaged);
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
     * @return {@link Reason#RATIO}, {@link Reason#WITHIN_TOLERANCE}, {@link Reason#REPLICA_LIMITS},
     *     {@link Reason#FALLBACK} or {@link Reason#FAILED_READING}
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the trigger is active: its activation value is above its threshold, or an engaged fallback asks for more
     * than 0; and it does not abstain.
     *
     * @return false also for a failure that no fallback covers
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Whether there is a count: from the reading, or from a fallback in its place.
     *
     * @return false for a failure that no fallback covers
     */
    public boolean isUsable() {
        return replicas != NONE;
    }

    /**
     * Whether the reading could not be used, be it covered by a fallback or not.
     *
     * @return true for a failure, for samples that lead to no count, and for a reading that does not fit its target
     */
    public boolean isFailed() {
        return !failure.isEmpty();
    }

    /**
     * What KEDA would serve to an HPA in place of the failed value, so that it arrives at the fallback's count: cut to
     * thousandths. It is told for comparison; the decision takes the count itself.
     *
     * @return empty unless a fallback is engaged, and where KEDA has no such value: for samples, and for a total that
     *     no replica is ready to share
     */
    public OptionalLong fallbackMilli() {
        return detail instanceof FallbackDetail fallback
                ? Fallback.servedMilli(target(), replicas, fallback.ready())
                : OptionalLong.empty();
    }

    boolean isNotYet() {
        return reading() instanceof Reading.Failure read && read.kind() == Reading.Failure.Kind.NOT_YET;
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

    /** The count without the tolerance or the replica limits that hold it. */
    int unheld() {
        return unheld;
    }

    /** The clause that explains the count: {@code lag 740 of 50 per replica}. */
    String because() {
        if (isFailed()) {
            return detail instanceof FallbackDetail fallback
                    ? fallbackText(fallback.failures())
                    : trigger() + " failed: " + failure;
        }
        String text = trigger() + " " + measured() + " of " + target();
        return switch (reason) {
            case WITHIN_TOLERANCE -> text + ", within the tolerance";
            case REPLICA_LIMITS -> text + ", where " + limits() + " replicas are useful";
            default -> text;
        };
    }

    private String fallbackText(int failures) {
        OptionalLong served = fallbackMilli();
        return trigger() + " failed " + failures + (failures == 1 ? " time: " : " times: ") + failure
                + "; its fallback asks for " + replicas
                + (served.isPresent() ? ", as a value of " + MilliUnits.toText(served.getAsLong()) + " would" : "");
    }

    /** The clause that explains why the trigger is active: {@code lag 7 is above 5}. */
    String activity() {
        if (reason == Reason.FALLBACK) {
            return because();
        }
        return trigger() + " " + activationText() + " is above "
                + MilliUnits.toText(MilliUnits.of(measurement.activationThreshold()));
    }

    private String activationText() {
        if (reading() instanceof Reading.Value read) {
            return MilliUnits.toText(MilliUnits.of(read.activationValue()));
        }
        return detail instanceof Sampled sampled
                ? MilliUnits.toText(sampled.averageMilli())
                : reading().toString();
    }

    private String measured() {
        if (reading() instanceof Reading.Value value) {
            String negative = value.milli() < 0 ? " (acts as 0)" : "";
            return (value.isLowerBound() ? "at least " : "") + MilliUnits.toText(value.milli()) + negative;
        }
        if (!(detail instanceof Sampled sampled)) {
            return reading().toString();
        }
        return target() instanceof MetricTarget.Utilization
                ? sampled.measured() + " %"
                : MilliUnits.toText(sampled.measured());
    }

    private String limits() {
        return reading() instanceof Reading.Value value ? value.limits().toString() : "any number of";
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("trigger", trigger());
        map.put("reading", reading().toString());
        map.put("target", target().toString());
        if (isUsable()) {
            map.put("replicas", replicas);
        }
        map.put("reason", reason.name());
        map.put("active", active);
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recommendation that
                && measurement.equals(that.measurement)
                && replicas == that.replicas
                && reason == that.reason
                && active == that.active
                && Objects.equals(detail, that.detail)
                && failure.equals(that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(measurement, replicas, reason, active);
    }

    @Override
    public String toString() {
        return isFailed() ? because() : because() + " asks for " + replicas + (active ? ", active" : "");
    }
}

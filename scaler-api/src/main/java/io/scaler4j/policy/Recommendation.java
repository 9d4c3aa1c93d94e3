package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
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
    private final boolean replaced;
    private final @Nullable Detail detail;

    private Recommendation(
            Measurement measurement,
            int replicas,
            int unheld,
            Reason reason,
            boolean active,
            boolean replaced,
            String failure,
            @Nullable Detail detail) {
        this.measurement = measurement;
        this.replicas = replicas;
        this.unheld = unheld;
        this.reason = reason;
        this.active = active;
        this.replaced = replaced;
        this.failure = failure;
        this.detail = detail;
    }

    /** A recommendation, and what it would be without its tolerance or its replica limits. */
    static Recommendation of(Measurement measurement, int replicas, int unheld, Reason reason, boolean active) {
        return new Recommendation(measurement, replicas, unheld, reason, active, false, "", null);
    }

    /** The same with what is known beside the count. */
    Recommendation with(Detail detail) {
        return new Recommendation(measurement, replicas, unheld, reason, active, replaced, failure, detail);
    }

    static Recommendation unusable(Measurement measurement, String failure) {
        return new Recommendation(measurement, NONE, NONE, Reason.FAILED_READING, false, false, failure, null);
    }

    /** Of a trigger in whose place a composite recommends. A formula needs one value. */
    static Recommendation replaced(Measurement measurement) {
        Reading reading = measurement.reading();
        return reading instanceof Reading.Value
                ? new Recommendation(measurement, NONE, NONE, Reason.COMPOSITE, false, true, "", null)
                : new Recommendation(
                        measurement, NONE, NONE, Reason.FAILED_READING, false, true, reading.toString(), null);
    }

    /** What an engaged fallback makes of a failure. */
    Recommendation coveredBy(Fallback fallback, int failures, Replicas counts) {
        var engaged = new Detail.Covered(failures, counts.ready());
        return replaced
                ? new Recommendation(measurement, NONE, NONE, Reason.FALLBACK, false, true, failure, engaged)
                : exactly(measurement, fallback.recommendation(counts.desired()), failure, engaged);
    }

    /** What a fallback asks for. */
    static Recommendation exactly(Measurement measurement, int count, String failure, Detail engaged) {
        boolean activates = count > 0 && !measurement.isAbstaining();
        return new Recommendation(measurement, count, count, Reason.FALLBACK, activates, false, failure, engaged);
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
     * @return empty if the reading could not be used, or a composite recommends in place of the trigger
     */
    public OptionalInt replicas() {
        return isUsable() ? OptionalInt.of(replicas) : OptionalInt.empty();
    }

    /**
     * Why this count.
     *
     * @return {@link Reason#RATIO}, {@link Reason#WITHIN_TOLERANCE}, {@link Reason#REPLICA_LIMITS},
     *     {@link Reason#FALLBACK} or {@link Reason#FAILED_READING}; {@link Reason#COMPOSITE} for a value in whose place
     *     a composite recommends
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the trigger is active: its activation value is above its threshold, or an engaged fallback asks for more
     * than 0; and it does not abstain.
     *
     * @return false also for a failure that no fallback covers, and if a composite recommends in place of the trigger
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Whether there is a count: from the reading, or from a fallback in its place.
     *
     * @return false for a failure that no fallback covers, and if a composite recommends in place of the trigger
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
        return detail == null ? OptionalLong.empty() : detail.servedMilli(target(), replicas);
    }

    Measurement measurement() {
        return measurement;
    }

    /** The sentence of a failure, else an empty text. */
    String failure() {
        return failure;
    }

    @Nullable
    Detail detail() {
        return detail;
    }

    /** Whether an engaged fallback stands for the reading. */
    boolean isCovered() {
        return reason == Reason.FALLBACK;
    }

    boolean isNotYet() {
        return reading() instanceof Reading.Failure read && read.kind() == Reading.Failure.Kind.NOT_YET;
    }

    boolean allowsShrinking() {
        return replaced
                || (isUsable()
                        && !(reading() instanceof Reading.Value value && value.isLowerBound())
                        && !(detail != null && detail.isUnsure()));
    }

    boolean takesPartInActivation() {
        return !measurement.isAbstaining() && !replaced;
    }

    int count() {
        return replicas;
    }

    /** The count without the tolerance or the replica limits that hold it. */
    int unheld() {
        return unheld;
    }

    RecommendationText text() {
        return new RecommendationText(measurement, reason, replicas, failure, detail);
    }

    /** The clause that explains the count: {@code lag 740 of 50 per replica}. */
    String because() {
        return text().because();
    }

    /** The clause that explains why the trigger is active: {@code lag 7 is above 5}. */
    String activity() {
        return text().activity();
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
                && replaced == that.replaced
                && Objects.equals(detail, that.detail)
                && failure.equals(that.failure);
    }

    @Override
    public int hashCode() {
        return Objects.hash(measurement, replicas, reason, active);
    }

    @Override
    public String toString() {
        return isFailed() || replaced ? because() : because() + " asks for " + replicas + (active ? ", active" : "");
    }
}

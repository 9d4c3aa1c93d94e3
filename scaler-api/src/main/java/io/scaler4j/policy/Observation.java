package io.scaler4j.policy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything a decision looks at, at one instant: the target's replicas and one measurement per trigger. Immutable, so
 * it can be recorded and decided on again.
 */
public final class Observation {

    private final Instant at;
    private final Replicas replicas;
    private final List<Measurement> measurements;

    private Observation(Instant at, Replicas replicas, List<Measurement> measurements) {
        this.at = at;
        this.replicas = replicas;
        this.measurements = List.copyOf(measurements);
    }

    /**
     * What was seen.
     *
     * @param at the time of the observation; one before the state's last counts as the last, time never runs backwards
     * @param replicas the target's counts
     * @param measurements one per trigger, in the order of the triggers
     * @return the observation
     */
    public static Observation of(Instant at, Replicas replicas, List<Measurement> measurements) {
        return new Observation(at, replicas, measurements);
    }

    /**
     * As {@link #of(Instant, Replicas, List)}.
     *
     * @param at the time of the observation
     * @param replicas the target's counts
     * @param measurements one per trigger
     * @return the observation
     */
    public static Observation of(Instant at, Replicas replicas, Measurement... measurements) {
        return new Observation(at, replicas, List.of(measurements));
    }

    /**
     * When this was seen.
     *
     * @return the time of the observation
     */
    public Instant at() {
        return at;
    }

    /**
     * How many replicas the target had.
     *
     * @return the counts
     */
    public Replicas replicas() {
        return replicas;
    }

    /**
     * What the triggers read.
     *
     * @return an unmodifiable list
     */
    public List<Measurement> measurements() {
        return measurements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observation that
                && at.equals(that.at)
                && replicas.equals(that.replicas)
                && measurements.equals(that.measurements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, replicas, measurements);
    }

    @Override
    public String toString() {
        return at + " " + replicas + " " + measurements;
    }
}

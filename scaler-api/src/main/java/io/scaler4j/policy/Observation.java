package io.scaler4j.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything a decision looks at, at one instant: the target's replicas, one measurement per trigger, and what applies
 * beside the metrics: scheduled bounds and an operator's control. Immutable, so it can be recorded and decided on
 * again.
 *
 * <pre>{@code
 * Observation.of(now, Replicas.of(3), lag).with(ReplicaBounds.atLeast(2)).with(Control.none().pauseScaleIn())
 * }</pre>
 */
public final class Observation {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

    private final Instant at;
    private final Duration interval;
    private final Replicas replicas;
    private final List<Measurement> measurements;
    private final ReplicaBounds bounds;
    private final Control control;

    private Observation(
            Instant at,
            Duration interval,
            Replicas replicas,
            List<Measurement> measurements,
            ReplicaBounds bounds,
            Control control) {
        this.at = at;
        this.interval = interval;
        this.replicas = replicas;
        this.measurements = measurements;
        this.bounds = bounds;
        this.control = control;
    }

    /**
     * What was seen.
     *
     * @param at the time of the observation; one before the state's last counts as the last, time never runs backwards
     * @param replicas the target's counts
     * @param measurements one per trigger, in the order of the triggers
     * @return the observation, without scheduled bounds and control, one of a series every 15 s
     */
    public static Observation of(Instant at, Replicas replicas, List<Measurement> measurements) {
        return new Observation(
                at, DEFAULT_INTERVAL, replicas, List.copyOf(measurements), ReplicaBounds.none(), Control.none());
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
        return of(at, replicas, List.of(measurements));
    }

    /**
     * The same as one of a series with another interval. A decision takes more than five intervals without one, and at
     * least 60 s, for a gap: what it remembers then says nothing about the time in between.
     *
     * @param interval the usual time from one observation to the next while the target is not idle; more than 0
     * @return an observation
     * @throws IllegalArgumentException if 0 or negative
     */
    public Observation every(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be more than 0 s, was " + Texts.of(interval));
        }
        return interval.equals(this.interval)
                ? this
                : new Observation(at, interval, replicas, measurements, bounds, control);
    }

    /**
     * The same with bounds that a schedule sets at this instant.
     *
     * @param bounds they join those of the policy
     * @return an observation
     */
    public Observation with(ReplicaBounds bounds) {
        return bounds.equals(this.bounds)
                ? this
                : new Observation(at, interval, replicas, measurements, bounds, control);
    }

    /**
     * The same under an operator's control.
     *
     * @param control pauses and forced activation
     * @return an observation
     */
    public Observation with(Control control) {
        return control.equals(this.control)
                ? this
                : new Observation(at, interval, replicas, measurements, bounds, control);
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
     * How often the target is observed.
     *
     * @return 15 s unless said otherwise
     */
    public Duration interval() {
        return interval;
    }

    /**
     * What a schedule asks for at this instant.
     *
     * @return {@link ReplicaBounds#none()} unless said otherwise
     */
    public ReplicaBounds bounds() {
        return bounds;
    }

    /**
     * What an operator asks for.
     *
     * @return {@link Control#none()} unless said otherwise
     */
    public Control control() {
        return control;
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
                && interval.equals(that.interval)
                && bounds.equals(that.bounds)
                && control.equals(that.control)
                && replicas.equals(that.replicas)
                && measurements.equals(that.measurements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, interval, replicas, measurements, bounds, control);
    }

    @Override
    public String toString() {
        return at + " " + replicas + " " + measurements
                + (bounds.equals(ReplicaBounds.none()) ? "" : ", scheduled bounds " + bounds)
                + (control.equals(Control.none()) ? "" : ", " + control);
    }
}

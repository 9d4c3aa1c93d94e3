package io.scaler4j.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One replica and what was measured of it, if anything. Numbers are in thousandths of the resource's unit (milli-cores
 * for CPU).
 *
 * <p>A replica without a sample is listed all the same, since the decision treats missing replicas with care: as idle
 * when growing, as fully used when shrinking. Immutable.
 */
public final class ReplicaSample {

    private final String name;
    private final Phase phase;
    private final boolean terminating;
    private final @Nullable Boolean ready;
    private final @Nullable Instant readyChangedAt;
    private final @Nullable Instant startedAt;
    private final @Nullable Long usageMilli;
    private final @Nullable Long requestMilli;
    private final @Nullable Instant sampledAt;
    private final Duration window;

    private ReplicaSample(Builder builder) {
        name = builder.name;
        phase = builder.phase;
        terminating = builder.terminating;
        ready = builder.ready;
        readyChangedAt = builder.readyChangedAt;
        startedAt = builder.startedAt;
        usageMilli = builder.usageMilli;
        requestMilli = builder.requestMilli;
        sampledAt = builder.sampledAt;
        window = builder.window;
    }

    /** Where a replica is in its life. */
    public enum Phase {
        /** Accepted, not running yet. */
        PENDING,
        /** Running. */
        RUNNING,
        /** Ended well. */
        SUCCEEDED,
        /** Ended badly; ignored. */
        FAILED,
        /** A sample whose replica is not (any longer) among the target's replicas. */
        UNLISTED
    }

    /**
     * Starts the description of a running replica of unknown readiness, without a sample.
     *
     * @param name unique among the target's replicas
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * The replica's name.
     *
     * @return unique among the target's replicas
     */
    public String name() {
        return name;
    }

    /**
     * Where the replica is in its life.
     *
     * @return {@link Phase#RUNNING} unless said otherwise
     */
    public Phase phase() {
        return phase;
    }

    /**
     * Whether the replica is being removed.
     *
     * @return true if it is to be ignored
     */
    public boolean terminating() {
        return terminating;
    }

    /**
     * Whether the replica is ready.
     *
     * @return empty if nothing is known
     */
    public Optional<Boolean> ready() {
        return Optional.ofNullable(ready);
    }

    /**
     * When readiness last changed, in either direction.
     *
     * @return empty if nothing is known
     */
    public Optional<Instant> readyChangedAt() {
        return Optional.ofNullable(readyChangedAt);
    }

    /**
     * When the replica started.
     *
     * @return empty if nothing is known
     */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /**
     * What was measured.
     *
     * @return thousandths, or empty if there is no sample
     */
    public OptionalLong usageMilli() {
        return usageMilli == null ? OptionalLong.empty() : OptionalLong.of(usageMilli);
    }

    /**
     * What the replica asked for.
     *
     * @return thousandths, or empty if it asked for nothing, which makes utilization unknown for the whole target
     */
    public OptionalLong requestMilli() {
        return requestMilli == null ? OptionalLong.empty() : OptionalLong.of(requestMilli);
    }

    /**
     * When the sample was taken.
     *
     * @return empty without a sample
     */
    public Optional<Instant> sampledAt() {
        return Optional.ofNullable(sampledAt);
    }

    /**
     * The time that the sample averages over.
     *
     * @return 60 s unless said otherwise
     */
    public Duration window() {
        return window;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplicaSample that
                && name.equals(that.name)
                && phase == that.phase
                && terminating == that.terminating
                && Objects.equals(ready, that.ready)
                && Objects.equals(readyChangedAt, that.readyChangedAt)
                && Objects.equals(startedAt, that.startedAt)
                && Objects.equals(usageMilli, that.usageMilli)
                && Objects.equals(requestMilli, that.requestMilli)
                && Objects.equals(sampledAt, that.sampledAt)
                && window.equals(that.window);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, phase, ready, usageMilli, requestMilli, sampledAt);
    }

    @Override
    public String toString() {
        String usage = usageMilli == null ? "no sample" : MilliUnits.toText(usageMilli);
        return name + " " + phase + (terminating ? " terminating" : "") + " " + usage;
    }

    /** Builds a {@link ReplicaSample}. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private Phase phase = Phase.RUNNING;
        private boolean terminating;
        private @Nullable Boolean ready;
        private @Nullable Instant readyChangedAt;
        private @Nullable Instant startedAt;
        private @Nullable Long usageMilli;
        private @Nullable Long requestMilli;
        private @Nullable Instant sampledAt;
        private Duration window = Duration.ofSeconds(60);

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Says where the replica is in its life.
         *
         * @param phase the phase
         * @return this builder
         */
        public Builder phase(Phase phase) {
            Objects.requireNonNull(phase, "phase must not be null; leave out what is not set");
            this.phase = phase;
            return this;
        }

        /**
         * Marks the replica as being removed.
         *
         * @return this builder
         */
        public Builder terminating() {
            terminating = true;
            return this;
        }

        /**
         * Says whether the replica is ready, and since when.
         *
         * @param ready whether it takes work
         * @param changedAt when that last changed, either way
         * @return this builder
         */
        public Builder ready(boolean ready, Instant changedAt) {
            Objects.requireNonNull(changedAt, "changedAt must not be null; leave out what is not set");
            this.ready = ready;
            this.readyChangedAt = changedAt;
            return this;
        }

        /**
         * Says when the replica started.
         *
         * @param instant the start
         * @return this builder
         */
        public Builder startedAt(Instant instant) {
            Objects.requireNonNull(instant, "instant must not be null; leave out what is not set");
            startedAt = instant;
            return this;
        }

        /**
         * Adds the sample.
         *
         * @param milli the measured use in thousandths, averaged over the window
         * @param sampledAt the end of the window
         * @param window what the sample averages over
         * @return this builder
         */
        public Builder usage(long milli, Instant sampledAt, Duration window) {
            Objects.requireNonNull(sampledAt, "sampledAt must not be null; leave out what is not set");
            Objects.requireNonNull(window, "window must not be null; leave out what is not set");
            this.usageMilli = milli;
            this.sampledAt = sampledAt;
            this.window = window;
            return this;
        }

        /**
         * Says what the replica asked for.
         *
         * @param milli the request in thousandths
         * @return this builder
         */
        public Builder requestMilli(long milli) {
            requestMilli = milli;
            return this;
        }

        /**
         * Makes the sample.
         *
         * @return an immutable value
         */
        public ReplicaSample build() {
            return new ReplicaSample(this);
        }
    }
}

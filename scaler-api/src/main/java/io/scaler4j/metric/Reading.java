package io.scaler4j.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scaler found out, in one of three forms: a {@link Value}, {@link Samples} per replica, or a {@link Failure}.
 *
 * <p>"Could not be measured" is a separate form and never the number 0: what happens then (hold, grow only, fall back)
 * is the policy's business. The set of forms is closed: switch over it exhaustively. Readings are immutable.
 */
public sealed interface Reading {

    /**
     * A plain number to scale and to activate on.
     *
     * @param value NaN and infinities give a {@link Failure} of kind {@link Failure.Kind#NON_FINITE}
     * @return a value or a failure
     */
    static Reading of(double value) {
        return Double.isFinite(value)
                ? value(value).build()
                : failure(Failure.Kind.NON_FINITE, "the source answered " + value + ", which is not a usable number");
    }

    /**
     * {@return as {@link #of(double)}, of a number of any type: Kotlin makes no {@code Double} of an {@code Int}}
     *
     * @param value the measured number, taken as a double
     */
    static Reading of(Number value) {
        Objects.requireNonNull(value, "value must not be null; give a failure instead");
        return of(value.doubleValue());
    }

    /**
     * A number that needs more said about it: limits, completeness, another number to activate on.
     *
     * @param value the measured number, finite
     * @return a builder that activates on the same number, complete and without limits
     * @throws IllegalArgumentException if NaN or infinite
     */
    static Value.Builder value(double value) {
        return new Value.Builder(MilliUnits.of(value), value);
    }

    /**
     * As {@link #value(double)}, for a number known exactly in thousandths, beyond what a double can hold.
     *
     * @param milli the measured number in thousandths
     * @return a builder
     */
    static Value.Builder valueOfMilli(long milli) {
        return new Value.Builder(milli, MilliUnits.toDouble(milli));
    }

    /**
     * One sample per replica.
     *
     * @param resource what was sampled
     * @param replicas every replica of the target, with or without a sample
     * @return samples with the HPA's default initialization period (300 s) and readiness delay (30 s)
     */
    static Samples samples(Resource resource, List<ReplicaSample> replicas) {
        return new Samples(resource, replicas, Duration.ofSeconds(300), Duration.ofSeconds(30));
    }

    /**
     * {@return as {@link #failure(Failure.Kind, String, Throwable)}, without a cause}
     *
     * @param kind the class of failure
     * @param message as there
     */
    static Failure failure(Failure.Kind kind, String message) {
        return new Failure(kind, message, null);
    }

    /**
     * A read that gave no number because of an exception.
     *
     * @param kind the class of failure
     * @param message a sentence that names the source, the reason and the way out, without secrets
     * @param cause what was thrown
     * @return a failure
     */
    static Failure failure(Failure.Kind kind, String message, Throwable cause) {
        return new Failure(kind, message, cause);
    }

    /**
     * A number to scale on, and one to activate on.
     *
     * @param milli the number to scale on, rounded to thousandths; negative numbers act as 0 in a decision
     * @param activationValue the number compared with the trigger's activation threshold, unrounded and finite: usually
     *     the number to scale on; Kafka: the lag with partitions that are stuck
     * @param isLowerBound whether a part of the source did not answer, so that the true number may be larger. Growing
     *     on such a value is safe; it never shrinks a target
     * @param limits how many replicas the source can keep busy; {@link ReplicaLimits#none()} unless said otherwise
     * @param target what the source itself wants of the number; it counts in place of the trigger's target
     * @param measuredAt when the source was asked, where that is known to differ from the turn's time
     * @param details side values for observers, such as the number of partitions with lag; unmodifiable. They never
     *     take part in a decision
     */
    record Value(
            long milli,
            double activationValue,
            boolean isLowerBound,
            ReplicaLimits limits,
            Optional<MetricTarget> target,
            Optional<Instant> measuredAt,
            Map<String, Double> details)
            implements Reading {

        /**
         * Checks the number to activate on, and copies the side values.
         *
         * @param milli in thousandths
         * @param activationValue finite
         * @param isLowerBound true for an incomplete value
         * @param limits may be none
         * @param target may be empty
         * @param measuredAt may be empty
         * @param details may be empty
         */
        public Value {
            ReadingText.requireFinite(activationValue);
            details = Map.copyOf(details);
        }

        @Override
        public String toString() {
            return ReadingText.of(milli, activationValue, isLowerBound, details);
        }

        /** Builds a {@link Value}. Not thread-safe. */
        public static final class Builder {

            private final long milli;
            private double activationValue;
            private boolean lowerBound;
            private ReplicaLimits limits = ReplicaLimits.none();
            private Optional<MetricTarget> target = Optional.empty();
            private Optional<Instant> measuredAt = Optional.empty();
            private Map<String, Double> details = Map.of();

            private Builder(long milli, double activationValue) {
                this.milli = milli;
                this.activationValue = activationValue;
            }

            /**
             * Activates on another number.
             *
             * @param value finite
             * @return this builder
             * @throws IllegalArgumentException if NaN or infinite
             */
            public Builder activatingOn(double value) {
                ReadingText.requireFinite(value);
                activationValue = value;
                return this;
            }

            /** {@return this builder, with the number marked as the least that is there: a part did not answer} */
            public Builder lowerBound() {
                lowerBound = true;
                return this;
            }

            /**
             * Says how many replicas the source can keep busy.
             *
             * @param limits applied to this trigger's recommendation
             * @return this builder
             */
            public Builder limits(ReplicaLimits limits) {
                Objects.requireNonNull(limits, "limits must not be null; leave out what is not set");
                this.limits = limits;
                return this;
            }

            /**
             * Sets what the source itself wants of the number, as KEDA's external scalers do.
             *
             * @param target counts in place of the trigger's target
             * @return this builder
             */
            public Builder target(MetricTarget target) {
                Objects.requireNonNull(target, "target must not be null; leave out what is not set");
                this.target = Optional.of(target);
                return this;
            }

            /**
             * Says when the source was asked.
             *
             * @param instant the time of the measurement
             * @return this builder
             */
            public Builder measuredAt(Instant instant) {
                Objects.requireNonNull(instant, "instant must not be null; leave out what is not set");
                measuredAt = Optional.of(instant);
                return this;
            }

            /**
             * Adds side values for observers.
             *
             * @param details replaces those given before
             * @return this builder
             */
            public Builder details(Map<String, Double> details) {
                Objects.requireNonNull(details, "details must not be null; leave out what is not set");
                this.details = details;
                return this;
            }

            /** {@return an immutable reading} */
            public Value build() {
                return new Value(milli, activationValue, lowerBound, limits, target, measuredAt, details);
            }
        }
    }

    /**
     * One sample per replica, for targets that look at each of them. The start-up times matter for {@link Resource#CPU}
     * only.
     *
     * @param resource what was sampled
     * @param replicas every replica, with or without a sample; unmodifiable
     * @param initializationPeriod after its start a replica that is not ready, or whose sample reaches back before it
     *     became ready, counts as unready for so long; 300 s unless said otherwise
     * @param readinessDelay a replica that became unready within this time after its start has never been ready; 30 s
     *     unless said otherwise
     */
    record Samples(
            Resource resource, List<ReplicaSample> replicas, Duration initializationPeriod, Duration readinessDelay)
            implements Reading {

        /**
         * Copies the list.
         *
         * @param resource as above
         * @param replicas may be empty
         * @param initializationPeriod as above
         * @param readinessDelay as above
         */
        public Samples {
            replicas = List.copyOf(replicas);
        }

        /**
         * Returns the same samples with other start-up times.
         *
         * @param initializationPeriod as in the record
         * @param readinessDelay as in the record
         * @return a copy
         */
        public Samples startingUp(Duration initializationPeriod, Duration readinessDelay) {
            return new Samples(resource, replicas, initializationPeriod, readinessDelay);
        }

        @Override
        public String toString() {
            return replicas.size() + " samples of " + resource;
        }
    }

    /**
     * No number, and why.
     *
     * @param kind the class of failure, for metrics and for code
     * @param message a sentence for people: the source, the reason, the way out; never a secret
     * @param cause what was thrown, or null; not part of equality
     */
    record Failure(Kind kind, String message, @Nullable Throwable cause) implements Reading {

        /** Why there is no number. */
        public enum Kind {
            /** The source cannot be reached or answered with its own error. */
            UNAVAILABLE,
            /** No answer within the deadline. */
            TIMEOUT,
            /** Credentials or permissions are missing or wrong. */
            DENIED,
            /** What is asked for cannot exist as configured: no such topic, a bad query. */
            MISCONFIGURED,
            /** Nothing to measure yet, as at the first of two needed samples. Not counted as a failed read. */
            NOT_YET,
            /** The source answered, with nothing in it. */
            EMPTY,
            /** The source answered NaN or an infinity. */
            NON_FINITE,
            /** The reading does not fit the trigger's target. */
            MISMATCH,
            /** The last read of this trigger has not ended yet; no new one was begun. */
            STILL_RUNNING
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Failure that && kind == that.kind && message.equals(that.message);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, message);
        }

        @Override
        public String toString() {
            return kind + " " + message;
        }
    }
}

package io.scaler4j.policy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one direction: stabilization window, rate limits, tolerance. The counterpart of
 * {@code behavior.scaleUp} and {@code behavior.scaleDown} of {@code autoscaling/v2}.
 *
 * <p>What is not set takes the HPA's default for the direction: scaling up has no window and may add the larger of 4
 * replicas and 100 % per 15 s; scaling down has a window of 300 s and may remove 100 % per 15 s. Setting any limit
 * replaces the default limits. Immutable.
 *
 * <pre>{@code
 * ScalingRules.builder()
 *         .stabilizationWindow(Duration.ofSeconds(60))
 *         .percent(50, Duration.ofSeconds(30))
 *         .build();
 * }</pre>
 */
public final class ScalingRules {

    static final ScalingRules DEFAULT = builder().build();

    static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private final @Nullable Duration stabilizationWindow;
    private final List<RateLimit> limits;
    private final SelectPolicy select;
    private final @Nullable Double tolerance;

    private ScalingRules(Builder builder) {
        stabilizationWindow = builder.stabilizationWindow;
        limits = List.copyOf(builder.limits);
        select = builder.select;
        tolerance = builder.tolerance;
    }

    /**
     * Starts with every default.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * No movement in this direction, except by the bounds and by activation and deactivation.
     *
     * @return rules with {@link SelectPolicy#DISABLED}
     */
    public static ScalingRules disabled() {
        return builder().select(SelectPolicy.DISABLED).build();
    }

    /**
     * How far back recommendations are looked at.
     *
     * @return empty for the direction's default
     */
    public Optional<Duration> stabilizationWindow() {
        return Optional.ofNullable(stabilizationWindow);
    }

    /**
     * How fast the count may change.
     *
     * @return an unmodifiable list; empty for the direction's default
     */
    public List<RateLimit> limits() {
        return limits;
    }

    /**
     * Which of the limits counts.
     *
     * @return {@link SelectPolicy#MAX} unless said otherwise
     */
    public SelectPolicy select() {
        return select;
    }

    /**
     * The tolerance in this direction.
     *
     * @return empty for the policy's tolerance
     */
    public OptionalDouble tolerance() {
        return tolerance == null ? OptionalDouble.empty() : OptionalDouble.of(tolerance);
    }

    @Override
    public String toString() {
        String window = stabilizationWindow == null ? "default window" : "window " + Texts.of(stabilizationWindow);
        return window + ", " + (limits.isEmpty() ? "default limits" : limits.toString()) + ", " + select
                + (tolerance == null ? "" : ", tolerance " + tolerance);
    }

    /** Builds {@link ScalingRules}. Collects every problem until {@link #build()}. Not thread-safe. */
    public static final class Builder {

        private final Problems problems = Problems.of("scaling rules");
        private @Nullable Duration stabilizationWindow;
        private final List<RateLimit> limits = new ArrayList<>();
        private SelectPolicy select = SelectPolicy.MAX;
        private @Nullable Double tolerance;

        private Builder() {}

        /**
         * Moves only as far as every recommendation of this window agrees.
         *
         * @param window 0 (no stabilization) to one hour
         * @return this builder
         */
        public Builder stabilizationWindow(Duration window) {
            if (!problems.given("stabilizationWindow", window)) {
                return this;
            }
            problems.check(
                    !window.isNegative() && window.compareTo(LONGEST_WINDOW) <= 0,
                    "stabilizationWindow must be 0 to 3600 s, was " + Texts.of(window));
            stabilizationWindow = window;
            return this;
        }

        /**
         * Adds a limit in replicas.
         *
         * @param amount at least 1
         * @param period more than 0 and at most 30 minutes
         * @return this builder
         */
        public Builder replicas(int amount, Duration period) {
            problems.include(() -> limits.add(RateLimit.replicas(amount, period)));
            return this;
        }

        /**
         * Adds a limit in percent of the count at the period's start.
         *
         * @param amount at least 1
         * @param period more than 0 and at most 30 minutes
         * @return this builder
         */
        public Builder percent(int amount, Duration period) {
            problems.include(() -> limits.add(RateLimit.percent(amount, period)));
            return this;
        }

        /**
         * Chooses among several limits.
         *
         * @param select the choice
         * @return this builder
         */
        public Builder select(SelectPolicy select) {
            if (problems.given("select", select)) {
                this.select = select;
            }
            return this;
        }

        /**
         * Sets the tolerance in this direction, in place of the policy's.
         *
         * @param ratio of any type, at least 0, taken as a double; 0.1 is 10 %
         * @return this builder
         */
        public Builder tolerance(Number ratio) {
            double given = Objects.requireNonNull(ratio, "ratio must not be null; leave it out for the policy's")
                    .doubleValue();
            problems.check(
                    given >= 0 && given < Double.POSITIVE_INFINITY,
                    "tolerance must be a finite ratio of at least 0 (0.1 is 10 %), was " + given);
            tolerance = given;
            return this;
        }

        /**
         * Makes the rules.
         *
         * @return immutable rules
         * @throws InvalidConfigurationException with everything that is wrong
         */
        public ScalingRules build() {
            problems.throwIfAny();
            return new ScalingRules(this);
        }
    }
}

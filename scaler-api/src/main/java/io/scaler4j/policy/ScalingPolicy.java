package io.scaler4j.policy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.ToIntBiFunction;

/**
 * Decides how many replicas a target should have. A pure function: the same state and observation give the same
 * decision, whatever the time, the thread and the machine.
 *
 * <p>The policy that {@link #builder()} makes joins KEDA's activation (0 to 1 and back) with the Kubernetes Horizontal
 * Pod Autoscaler's scaling (1 to n and back) in one function:
 *
 * <ol>
 *   <li>a target outside of its bounds goes straight to the bound, unless it is idle;
 *   <li>an idle target, which is one at 0 or at its idle count, is activated while a trigger is active; a target
 *       becomes idle once no trigger was active for longer than the cooldown;
 *   <li>every trigger recommends {@code ceil(value / target)} (and the HPA's other formulas), unless the ratio is
 *       within the tolerance; the largest recommendation wins;
 *   <li>stabilization windows, rate limits and bounds hold the count back.
 * </ol>
 *
 * <p>A reading that failed never shrinks a target. Policies are immutable and safe to share between threads and
 * autoscalers; custom ones should be, too. A custom policy makes its decisions with {@link Decision#of}, or hands on
 * those of another policy.
 *
 * <pre>{@code
 * ScalingPolicy policy = ScalingPolicy.builder()
 *         .replicas(0, 20)
 *         .scaleDown(ScalingRules.builder().percent(50, Duration.ofMinutes(1)).build())
 *         .build();
 * }</pre>
 */
public interface ScalingPolicy {

    /**
     * Decides.
     *
     * @param state what the last decision left behind; {@link ScalingState#initial()} at first
     * @param observation what was seen
     * @return the decision; it never throws for what a source or a target may report
     */
    Decision decide(ScalingState state, Observation observation);

    /**
     * {@return whether a target of this count is idle: 0, or up to an idle count; abstaining triggers are not read
     * then}
     *
     * @param desired the count the target is asked for
     */
    default boolean isIdle(int desired) {
        return desired == 0;
    }

    /** {@return whether this policy may lead to 0 replicas or to an idle count, so that a trigger must not abstain} */
    default boolean canBeIdle() {
        return true;
    }

    /** {@return a builder with every default: 0 to 100 replicas, cooldown 300 s, tolerance 10 %, the HPA's rules} */
    static Builder builder() {
        return new Builder(new PolicyOptions());
    }

    /**
     * Starts a policy with the defaults of a KEDA {@code ScaledObject}, for a workload that moves here from KEDA. It
     * differs from {@link #builder()} in three points:
     *
     * <ul>
     *   <li>an idle target is activated to {@code max(1, min)}: {@link ActivationMode#MINIMAL};
     *   <li>the initial cooldown is 0 s: a target that was never active becomes idle at the second decision, the first
     *       that is later than first sight;
     *   <li>unless {@link Builder#scaleUp scaleUp} or {@link Builder#scaleDown scaleDown} is called, the rules are
     *       those of an HPA without a {@code behavior}: {@link Builder#legacy()}. After either call both directions
     *       have the rules of an HPA with a {@code behavior}, whose missing parts have the HPA's defaults.
     * </ul>
     *
     * @return a builder
     */
    static Builder likeKeda() {
        return new Builder(PolicyOptions.likeKeda());
    }

    /**
     * Starts a policy with the defaults of a {@code HorizontalPodAutoscaler}, for a workload that moves here from one.
     * It differs from {@link #builder()} in four points:
     *
     * <ul>
     *   <li>the minimum is 1;
     *   <li>the metrics alone decide, also at 0: {@link ActivationMode#NONE}. With a minimum of 0, which an HPA may
     *       have under the feature gate {@code HPAScaleToZero} and with an object or external metric, they scale to
     *       zero and back;
     *   <li>a zero that someone else wrote is left alone: {@link Builder#respectManualZero()};
     *   <li>without {@link Builder#scaleUp scaleUp} and {@link Builder#scaleDown scaleDown} the rules are those of an
     *       HPA without a {@code behavior}, as in {@link #likeKeda()}.
     * </ul>
     *
     * @return a builder
     */
    static Builder likeHpa() {
        return new Builder(PolicyOptions.likeHpa());
    }

    /**
     * {@return the HPA's formula alone, within the bounds and with a tolerance of 10 %: no activation, windows or
     * rates}
     *
     * @param value what was measured; for a {@link MetricTarget.Utilization} the average use in percent. NaN and
     *     infinities hold the count
     * @param target what is wanted of it
     * @param replicas the target's counts
     * @param min the least result
     * @param max the largest result
     */
    static int desiredReplicas(double value, MetricTarget target, Replicas replicas, int min, int max) {
        MetricTarget form = target instanceof MetricTarget.Utilization utilization
                ? MetricTarget.value(utilization.percent())
                : target;
        double measured = target instanceof MetricTarget.Utilization ? Math.floor(value) : value;
        var recommendation = TriggerCalculator.recommend(
                Measurement.of("value", form, Reading.of(measured)), replicas, Tolerance.DEFAULT, Instant.EPOCH);
        return Math.max(min, Math.min(max, recommendation.replicas().orElse(replicas.desired())));
    }

    /** Builds a {@link ScalingPolicy}. Reports everything that is wrong at once. Not thread-safe. */
    final class Builder {

        private final PolicyOptions options;

        private Builder(PolicyOptions options) {
            this.options = options;
        }

        /**
         * Sets the bounds. KEDA: {@code minReplicaCount}, {@code maxReplicaCount}.
         *
         * @param min at least 0; with 0 an inactive target is scaled to zero. Default 0
         * @param max at least 1 and at least {@code min}. Default 100
         * @return this builder
         */
        public Builder replicas(int min, int max) {
            options.min = min;
            options.max = max;
            return this;
        }

        /**
         * Keeps an inactive target at this count instead of at the minimum. KEDA: {@code idleReplicaCount}.
         *
         * @param replicas at least 0 and below {@code max(1, min)}
         * @return this builder
         */
        public Builder idleReplicas(int replicas) {
            options.idle = OptionalInt.of(replicas);
            return this;
        }

        /**
         * Sets how long no trigger may have been active before the target becomes idle, that is goes to 0 or to its
         * idle count. KEDA: {@code cooldownPeriod}.
         *
         * @param cooldown at least 0; without effect unless the minimum is 0 or an idle count is set. Default 300 s
         * @return this builder
         */
        public Builder cooldown(Duration cooldown) {
            options.cooldown = cooldown;
            return this;
        }

        /**
         * Sets the cooldown of a target that was never active, counted from its first decision. KEDA:
         * {@code initialCooldownPeriod}, there 0 by default.
         *
         * @param cooldown at least 0. Default: the cooldown
         * @return this builder
         */
        public Builder initialCooldown(Duration cooldown) {
            options.initialCooldown = cooldown;
            return this;
        }

        /**
         * Sets how far the ratio of value and target may be from 1 before anything changes. A direction's or a
         * trigger's own tolerance comes first.
         *
         * @param ratio of any type, at least 0, taken as a double. Default 0.1, that is 10 %
         * @return this builder
         */
        public Builder tolerance(Number ratio) {
            Objects.requireNonNull(ratio, "ratio must not be null; leave it out for 0.1");
            options.tolerance = ratio.doubleValue();
            return this;
        }

        /**
         * Sets the rules of growth.
         *
         * @param rules {@code behavior.scaleUp}
         * @return this builder
         */
        public Builder scaleUp(ScalingRules rules) {
            options.up = rules;
            options.behavior = true;
            return this;
        }

        /**
         * Sets the rules of shrinking.
         *
         * @param rules {@code behavior.scaleDown}
         * @return this builder
         */
        public Builder scaleDown(ScalingRules rules) {
            options.down = rules;
            options.behavior = true;
            return this;
        }

        /**
         * Sets how a target comes back from 0 or from its idle count.
         *
         * @param mode default {@link ActivationMode#PROPORTIONAL}. {@link ActivationMode#NONE} excludes cooldowns, an
         *     idle count and {@link DeactivationMode#GRADUAL}
         * @return this builder
         */
        public Builder activation(ActivationMode mode) {
            options.activation = mode;
            return this;
        }

        /**
         * Sets how an inactive target becomes idle.
         *
         * @param mode default {@link DeactivationMode#IMMEDIATE}
         * @return this builder
         */
        public Builder deactivation(DeactivationMode mode) {
            options.deactivation = mode;
            return this;
        }

        /**
         * Uses the rules of an HPA without a {@code behavior}: growth to twice the count, or to 4, per evaluation, and
         * shrinking to the highest recommendation of the down window, without rate limits.
         *
         * @return this builder
         */
        public Builder legacy() {
            options.legacy = true;
            return this;
        }

        /**
         * Leaves a target alone that someone else set to 0, as the HPA does: people pause a workload so. By default
         * such a target is activated and raised to the minimum, as KEDA does. A zero at first sight counts as theirs.
         *
         * @return this builder
         */
        public Builder respectManualZero() {
            options.respectManualZero = true;
            return this;
        }

        /**
         * Scales on one value that a formula makes of several triggers', in place of their own recommendations. KEDA:
         * {@code advanced.scalingModifiers}.
         *
         * @param composite the formula and what is wanted of its value. Default: none
         * @return this builder
         */
        public Builder composite(Composite composite) {
            options.composite = composite;
            options.hasComposite = true;
            return this;
        }

        /**
         * {@return an immutable policy}
         *
         * @throws InvalidConfigurationException with every option that is wrong
         */
        public ScalingPolicy build() {
            return new Staged(options.build());
        }

        /** A policy of this library; policies with the same options are equal. */
        record Staged(PolicySettings settings) implements ScalingPolicy, ToIntBiFunction<ScalingState, Observation> {

            @Override
            public Decision decide(ScalingState state, Observation observation) {
                return Evaluation.decide(settings, state, observation, this);
            }

            @Override
            public int applyAsInt(ScalingState state, Observation observation) {
                return decide(state, observation).to();
            }

            @Override
            public boolean isIdle(int desired) {
                return settings.isIdle(desired);
            }

            @Override
            public boolean canBeIdle() {
                return settings.canBeIdle();
            }

            @Override
            public String toString() {
                return settings.describe();
            }
        }
    }
}

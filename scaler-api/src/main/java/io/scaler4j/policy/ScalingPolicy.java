package io.scaler4j.policy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many replicas a target should have. A pure function: the same state and observation give the same
 * decision, whatever the time, the thread and the machine.
 *
 * <p>The policy that {@link #builder()} makes joins KEDA's activation (0 to 1 and back) with the Kubernetes Horizontal
 * Pod Autoscaler's scaling (1 to n and back) in one function:
 *
 * <ol>
 *   <li>an awake target outside of its bounds goes straight to the bound;
 *   <li>a sleeping target wakes while a trigger is active; an awake one sleeps once no trigger was active for longer
 *       than the cooldown;
 *   <li>every trigger proposes {@code ceil(value / target)} (and the HPA's other formulas), unless the ratio is within
 *       the tolerance; the largest proposal wins;
 *   <li>stabilization windows, rate limits and bounds hold the count back.
 * </ol>
 *
 * <p>A reading that failed never shrinks a target. Policies are immutable and safe to share between threads and
 * autoscalers; custom ones should be, too.
 *
 * <pre>{@code
 * ScalingPolicy policy = ScalingPolicy.builder()
 *         .replicas(0, 20)
 *         .cooldown(Duration.ofMinutes(5))
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
     * Whether a target of this count sleeps: nothing but activation wakes it, and abstaining triggers are not read.
     *
     * @param desired the count the target is asked for
     * @return true for 0, and up to the idle count of a policy that has one
     */
    default boolean isDormant(int desired) {
        return desired == 0;
    }

    /**
     * Whether this policy may put a target to sleep.
     *
     * @return true if it may lead to 0 replicas or to an idle count
     */
    default boolean maySleep() {
        return true;
    }

    /**
     * Starts a policy with every default: 0 to 100 replicas, cooldown 300 s, tolerance 10 %, the HPA's default rules.
     *
     * @return a builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a policy with the defaults of a KEDA {@code ScaledObject}, for a workload that moves here from KEDA. It
     * differs from {@link #builder()} in three points:
     *
     * <ul>
     *   <li>a sleeping target wakes to {@code max(1, min)} replicas: {@link ActivationMode#MINIMAL};
     *   <li>the initial cooldown is 0 s: a target that was never active goes to sleep at the second decision, the first
     *       that is later than first sight;
     *   <li>unless {@link Builder#scaleUp scaleUp} or {@link Builder#scaleDown scaleDown} is called, the rules are
     *       those of an HPA without a {@code behavior}: {@link Builder#legacy()}. After either call both directions
     *       have the rules of an HPA with a {@code behavior}, whose missing parts have the HPA's defaults.
     * </ul>
     *
     * <p>Everything else has the same default in both: 0 to 100 replicas, cooldown 300 s, tolerance 10 %. Every option
     * can still be set. A pause, a fallback and the time between two decisions are no part of a policy.
     *
     * <pre>{@code
     * ScalingPolicy policy = ScalingPolicy.likeKeda()
     *         .replicas(0, 20) // minReplicaCount, maxReplicaCount
     *         .cooldown(Duration.ofMinutes(2)) // cooldownPeriod: 120
     *         .build();
     * }</pre>
     *
     * @return a builder
     */
    static Builder likeKeda() {
        var builder = new Builder();
        builder.activation = ActivationMode.MINIMAL;
        builder.initialCooldown = Duration.ZERO;
        builder.legacyWithoutBehavior = true;
        return builder;
    }

    /**
     * The HPA's formula alone, for callers with a loop of their own: no activation, windows or rates.
     *
     * @param value what was measured; for a {@link MetricTarget.Utilization} the average use in percent. NaN and
     *     infinities hold the count
     * @param target what is wanted of it
     * @param replicas the target's counts
     * @param min the least result
     * @param max the largest result
     * @return the proposal with a tolerance of 10 %, within the bounds
     */
    static int desiredReplicas(double value, MetricTarget target, Replicas replicas, int min, int max) {
        MetricTarget form = target instanceof MetricTarget.Utilization utilization
                ? MetricTarget.value(utilization.percent())
                : target;
        double measured = target instanceof MetricTarget.Utilization ? Math.floor(value) : value;
        var proposal = Proposer.propose(
                Measurement.of("value", form, Reading.of(measured)), replicas, Tolerance.DEFAULT, Instant.EPOCH);
        return Math.max(min, Math.min(max, proposal.replicas().orElse(replicas.desired())));
    }

    /** Builds a {@link ScalingPolicy}. Reports everything that is wrong at once. Not thread-safe. */
    final class Builder {

        private int min;
        private int max = 100;
        private OptionalInt idle = OptionalInt.empty();
        private Duration cooldown = Duration.ofSeconds(300);
        private @Nullable Duration initialCooldown;
        private double tolerance = Tolerance.DEFAULT.up();
        private ScalingRules up = ScalingRules.DEFAULT;
        private ScalingRules down = ScalingRules.DEFAULT;
        private ActivationMode activation = ActivationMode.PROPORTIONAL;
        private DeactivationMode deactivation = DeactivationMode.IMMEDIATE;
        private boolean legacy;
        private boolean legacyWithoutBehavior;
        private boolean behavior;
        private boolean respectManualZero;

        private Builder() {}

        /**
         * Sets the bounds. KEDA: {@code minReplicaCount}, {@code maxReplicaCount}.
         *
         * @param min at least 0; with 0 an inactive target sleeps. Default 0
         * @param max at least 1 and at least {@code min}. Default 100
         * @return this builder
         */
        public Builder replicas(int min, int max) {
            this.min = min;
            this.max = max;
            return this;
        }

        /**
         * Lets an inactive target rest at this count instead of at the minimum. KEDA: {@code idleReplicaCount}.
         *
         * @param replicas at least 0 and below {@code max(1, min)}
         * @return this builder
         */
        public Builder idleReplicas(int replicas) {
            idle = OptionalInt.of(replicas);
            return this;
        }

        /**
         * Sets how long no trigger may have been active before the target goes to sleep. It plays no role above the
         * resting count otherwise. KEDA: {@code cooldownPeriod}.
         *
         * @param cooldown at least 0. Default 300 s
         * @return this builder
         */
        public Builder cooldown(Duration cooldown) {
            this.cooldown = cooldown;
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
            initialCooldown = cooldown;
            return this;
        }

        /**
         * Sets how far the ratio of value and target may be from 1 before anything changes. A direction's or a
         * trigger's own tolerance comes first.
         *
         * @param ratio at least 0. Default 0.1, that is 10 %
         * @return this builder
         */
        public Builder tolerance(double ratio) {
            tolerance = ratio;
            return this;
        }

        /**
         * Sets the rules of growth.
         *
         * @param rules {@code behavior.scaleUp}
         * @return this builder
         */
        public Builder scaleUp(ScalingRules rules) {
            up = rules;
            behavior = true;
            return this;
        }

        /**
         * Sets the rules of shrinking.
         *
         * @param rules {@code behavior.scaleDown}
         * @return this builder
         */
        public Builder scaleDown(ScalingRules rules) {
            down = rules;
            behavior = true;
            return this;
        }

        /**
         * Sets to how many replicas a sleeping target wakes.
         *
         * @param mode default {@link ActivationMode#PROPORTIONAL}
         * @return this builder
         */
        public Builder activation(ActivationMode mode) {
            activation = mode;
            return this;
        }

        /**
         * Sets how a target goes to sleep.
         *
         * @param mode default {@link DeactivationMode#IMMEDIATE}
         * @return this builder
         */
        public Builder deactivation(DeactivationMode mode) {
            deactivation = mode;
            return this;
        }

        /**
         * Uses the rules of an HPA without a {@code behavior}: growth to twice the count, or to 4, per evaluation, and
         * shrinking to the highest recommendation of the down window, without rate limits.
         *
         * @return this builder
         */
        public Builder legacy() {
            legacy = true;
            return this;
        }

        /**
         * Leaves a target alone that someone else set to 0, as the HPA does: people pause a workload so. By default
         * such a target is woken and raised to the minimum, as KEDA does. A zero at first sight counts as someone
         * else's.
         *
         * @return this builder
         */
        public Builder respectManualZero() {
            respectManualZero = true;
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         * @throws InvalidConfigurationException with every option that is wrong
         */
        public ScalingPolicy build() {
            checkNulls();
            Duration firstCooldown = initialCooldown == null ? cooldown : initialCooldown;
            check(firstCooldown);
            return new StagedPolicy(new PolicySettings(
                    EffectiveBounds.of(min, max),
                    idle,
                    Micros.of(cooldown),
                    Micros.of(firstCooldown),
                    DirectionRules.up(up),
                    DirectionRules.down(down),
                    new Tolerance(toleranceOf(up), toleranceOf(down)),
                    activation,
                    deactivation,
                    legacy || (legacyWithoutBehavior && !behavior),
                    respectManualZero));
        }

        private void checkNulls() {
            var problems = Problems.of("scaling policy");
            problems.given("cooldown", cooldown);
            problems.given("scaleUp", up);
            problems.given("scaleDown", down);
            problems.given("activation", activation);
            problems.given("deactivation", deactivation);
            problems.throwIfAny();
        }

        private void check(Duration firstCooldown) {
            var problems = Problems.of("scaling policy");
            problems.check(min >= 0, "min replicas must be at least 0, was " + min);
            problems.check(max >= 1, "max replicas must be at least 1, was " + max);
            problems.check(max >= min, "max replicas must be at least min (" + min + "), was " + max);
            idle.ifPresent(count -> problems.check(
                    count >= 0 && count < Math.max(1, min),
                    "idleReplicas must be at least 0 and below max(1, min), was " + count + " with min " + min));
            problems.check(!cooldown.isNegative(), "cooldown must be at least 0 s, was " + Texts.of(cooldown));
            problems.check(
                    !firstCooldown.isNegative() || firstCooldown.equals(cooldown),
                    "initialCooldown must be at least 0 s, was " + Texts.of(firstCooldown));
            problems.check(
                    tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY,
                    "tolerance must be a finite ratio of at least 0 (0.1 is 10 %), was " + tolerance);
            problems.check(
                    !legacy || (isWithoutRates(up) && up.stabilizationWindow().isEmpty() && isWithoutRates(down)),
                    "legacy() has rules of its own, so limits and select(..) of both directions and a window of scaleUp"
                            + " have no effect; take one or the other out");
            problems.throwIfAny();
        }

        /** The policy's own is a controller's flag in the HPA, a plain number; a direction's is a quantity. */
        private double toleranceOf(ScalingRules rules) {
            return rules.tolerance().isPresent()
                    ? Tolerance.asQuantity(rules.tolerance().getAsDouble())
                    : tolerance;
        }

        private static boolean isWithoutRates(ScalingRules rules) {
            return rules.limits().isEmpty() && rules.select() == SelectPolicy.MAX;
        }
    }
}

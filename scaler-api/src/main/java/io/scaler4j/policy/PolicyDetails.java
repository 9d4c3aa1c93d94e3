package io.scaler4j.policy;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a policy of this library was built with, with every default filled in: for programs that show a policy, or write
 * it in another form. Policies with equal details are equal.
 *
 * @param min the least replicas of a target that is not idle
 * @param max the most replicas
 * @param idleReplicas the count of an idle target; empty for the minimum
 * @param cooldown how long no trigger may have been active before the target becomes idle
 * @param initialCooldown the same for a target that was never active
 * @param scaleUp window, limits and selection of growth; its tolerance is empty, see {@code tolerance}
 * @param scaleDown window, limits and selection of shrinking; its tolerance is empty, see {@code tolerance}
 * @param tolerance that of each direction, of triggers without their own
 * @param activation how an idle target comes back
 * @param deactivation how a target becomes idle
 * @param legacy whether the rules are those of an HPA without a {@code behavior}: of the rules only the window of
 *     {@code scaleDown} counts then
 * @param respectsManualZero whether a zero that someone else wrote is left alone
 * @param composite the metric that a formula makes of several triggers
 */
public record PolicyDetails(
        int min,
        int max,
        OptionalInt idleReplicas,
        Duration cooldown,
        Duration initialCooldown,
        ScalingRules scaleUp,
        ScalingRules scaleDown,
        Tolerance tolerance,
        ActivationMode activation,
        DeactivationMode deactivation,
        boolean legacy,
        boolean respectsManualZero,
        Optional<Composite> composite) {

    /**
     * Returns the details of a policy.
     *
     * @param policy any policy
     * @return empty for a policy that {@link ScalingPolicy.Builder} did not make
     */
    public static Optional<PolicyDetails> of(ScalingPolicy policy) {
        return policy instanceof ScalingPolicy.Builder.Staged staged
                ? Optional.of(of(staged.settings()))
                : Optional.empty();
    }

    private static PolicyDetails of(PolicySettings settings) {
        return new PolicyDetails(
                settings.min(),
                settings.max(),
                settings.idle(),
                Duration.of(settings.cooldownMicros(), MICROS),
                Duration.of(settings.initialCooldownMicros(), MICROS),
                rules(settings.up()),
                rules(settings.down()),
                settings.tolerance(),
                settings.activation(),
                settings.deactivation(),
                settings.legacy(),
                settings.respectManualZero(),
                Optional.ofNullable(settings.composite()));
    }

    private static ScalingRules rules(DirectionRules direction) {
        var rules = ScalingRules.builder()
                .stabilizationWindow(Duration.of(direction.windowMicros(), MICROS))
                .select(direction.select());
        for (RateLimit limit : direction.limits()) {
            if (limit.unit() == RateLimit.Unit.PERCENT) {
                rules.percent(limit.amount(), limit.period());
            } else {
                rules.replicas(limit.amount(), limit.period());
            }
        }
        return rules.build();
    }
}

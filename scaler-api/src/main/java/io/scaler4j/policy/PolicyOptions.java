package io.scaler4j.policy;

import io.scaler4j.config.Problems;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The options of a policy as they are given, with their defaults and their checks. Mutable, for one builder. */
final class PolicyOptions {

    private static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(300);

    int min;
    int max = 100;
    OptionalInt idle = OptionalInt.empty();
    Duration cooldown = DEFAULT_COOLDOWN;

    @Nullable
    Duration initialCooldown;

    double tolerance = Tolerance.DEFAULT.up();
    ScalingRules up = ScalingRules.DEFAULT;
    ScalingRules down = ScalingRules.DEFAULT;
    ActivationMode activation = ActivationMode.PROPORTIONAL;
    DeactivationMode deactivation = DeactivationMode.IMMEDIATE;
    boolean legacy;
    boolean legacyWithoutBehavior;
    boolean behavior;
    boolean respectManualZero;
    boolean hasComposite;

    @Nullable
    Composite composite;

    static PolicyOptions likeKeda() {
        var options = new PolicyOptions();
        options.activation = ActivationMode.MINIMAL;
        options.initialCooldown = Duration.ZERO;
        options.legacyWithoutBehavior = true;
        return options;
    }

    static PolicyOptions likeHpa() {
        var options = new PolicyOptions();
        options.min = 1;
        options.activation = ActivationMode.NONE;
        options.respectManualZero = true;
        options.legacyWithoutBehavior = true;
        return options;
    }

    /** Throws with every option that is wrong. */
    PolicySettings build() {
        checkNulls();
        Duration firstCooldown = initialCooldown == null ? cooldown : initialCooldown;
        check(firstCooldown);
        return new PolicySettings(
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
                respectManualZero,
                composite);
    }

    private void checkNulls() {
        var problems = Problems.of("scaling policy");
        problems.given("cooldown", cooldown);
        problems.given("scaleUp", up);
        problems.given("scaleDown", down);
        problems.given("activation", activation);
        problems.given("deactivation", deactivation);
        problems.check(!hasComposite || composite != null, "composite must not be null; leave out what is not set");
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
                "legacy() has its own rules, so limits and select(..) of both directions and a window of scaleUp"
                        + " have no effect; take one or the other out");
        problems.check(
                activation != ActivationMode.NONE || !needsActivation(),
                "activation NONE leaves every count to the metrics, so cooldown, initialCooldown, idleReplicas and"
                        + " deactivation GRADUAL have no effect; take them out, or choose another activation");
        problems.throwIfAny();
    }

    private boolean needsActivation() {
        return idle.isPresent()
                || deactivation == DeactivationMode.GRADUAL
                || initialCooldown != null
                || !cooldown.equals(DEFAULT_COOLDOWN);
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

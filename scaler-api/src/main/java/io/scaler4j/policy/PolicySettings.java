package io.scaler4j.policy;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A policy's configuration with every default filled in. */
record PolicySettings(
        EffectiveBounds bounds,
        OptionalInt idle,
        long cooldownMicros,
        long initialCooldownMicros,
        DirectionRules up,
        DirectionRules down,
        Tolerance tolerance,
        ActivationMode activation,
        DeactivationMode deactivation,
        boolean legacy,
        boolean respectManualZero,
        @Nullable Composite composite) {

    /** Of a policy that makes its decisions itself: no bounds, and histories that reach as far back as any policy's. */
    static final PolicySettings CUSTOM = custom();

    private static PolicySettings custom() {
        var rules = new DirectionRules(
                Micros.of(ScalingRules.LONGEST_WINDOW),
                List.of(RateLimit.percent(100, RateLimit.LONGEST_PERIOD)),
                SelectPolicy.MAX);
        return new PolicySettings(
                EffectiveBounds.of(0, Integer.MAX_VALUE),
                OptionalInt.empty(),
                0,
                0,
                rules,
                rules,
                Tolerance.DEFAULT,
                ActivationMode.MINIMAL,
                DeactivationMode.IMMEDIATE,
                false,
                false,
                null);
    }

    int min() {
        return bounds.min();
    }

    int max() {
        return bounds.max();
    }

    /** The count of a target without work: KEDA's idleReplicaCount, or the minimum. */
    int idleCount() {
        return idle.orElse(min());
    }

    /** Whether the metrics alone decide, at 0 as elsewhere. */
    boolean isMetricsOnly() {
        return activation == ActivationMode.NONE;
    }

    boolean canBeIdle() {
        return min() == 0 || idle.isPresent();
    }

    boolean isIdle(int desired) {
        return desired == 0 || (idle.isPresent() && desired <= idle.getAsInt());
    }

    String describe() {
        String rules = legacy
                ? "legacy rules after a window of " + Texts.ofMicros(down.windowMicros())
                : "up: " + up.describe() + ", down: " + down.describe() + " after a window of "
                        + Texts.ofMicros(down.windowMicros());
        return "replicas " + min() + " to " + max() + (idle.isPresent() ? ", idle " + idle.getAsInt() : "")
                + ", cooldown " + Texts.ofMicros(cooldownMicros) + ", " + rules + ", activation " + activation
                + ", deactivation " + deactivation + (respectManualZero ? ", a zero of others is left alone" : "")
                + (composite == null ? "" : ", " + composite);
    }
}

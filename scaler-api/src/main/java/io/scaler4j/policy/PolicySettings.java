package io.scaler4j.policy;

import java.util.OptionalInt;

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
        boolean respectManualZero) {

    int min() {
        return bounds.min();
    }

    int max() {
        return bounds.max();
    }

    /** The same, waking whatever someone else put to sleep. */
    PolicySettings withoutRespectForManualZero() {
        return new PolicySettings(
                bounds,
                idle,
                cooldownMicros,
                initialCooldownMicros,
                up,
                down,
                tolerance,
                activation,
                deactivation,
                legacy,
                false);
    }

    /** The count of a target that sleeps. */
    int restingCount() {
        return idle.orElse(min());
    }

    boolean maySleep() {
        return min() == 0 || idle.isPresent();
    }

    boolean isDormant(int desired) {
        return desired == 0 || (idle.isPresent() && desired <= idle.getAsInt());
    }

    String describe() {
        String rules = legacy
                ? "legacy rules after a window of " + Texts.ofMicros(down.windowMicros())
                : "up: " + up.describe() + ", down: " + down.describe() + " after a window of "
                        + Texts.ofMicros(down.windowMicros());
        return "replicas " + min() + " to " + max() + (idle.isPresent() ? ", idle " + idle.getAsInt() : "")
                + ", cooldown " + Texts.ofMicros(cooldownMicros) + ", " + rules + ", activation " + activation
                + ", deactivation " + deactivation + (respectManualZero ? ", a zero of others is left alone" : "");
    }
}

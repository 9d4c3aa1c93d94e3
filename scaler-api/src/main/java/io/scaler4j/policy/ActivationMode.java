package io.scaler4j.policy;

/** How a target that is scaled to zero, or at its idle count, comes back. */
public enum ActivationMode {
    /**
     * Once a trigger is active, to what the metrics ask for, within the rate rules counted from {@code max(1, min)};
     * the default.
     */
    PROPORTIONAL,
    /** Once a trigger is active, to {@code max(1, min)}, as KEDA does; the metrics have their say one turn later. */
    MINIMAL,
    /**
     * There is no activation, no cooldown and no idle count: the metrics alone decide, from {@code min} to {@code max},
     * as in an HPA. With a minimum of 0 they scale to zero and back under windows and rate rules. Whether a trigger is
     * active plays no role.
     */
    NONE
}

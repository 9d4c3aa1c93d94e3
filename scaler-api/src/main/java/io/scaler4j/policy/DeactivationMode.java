package io.scaler4j.policy;

/** How an inactive target becomes idle once its cooldown is over. */
public enum DeactivationMode {
    /** In one step, past windows and rate rules, as KEDA does; the default. */
    IMMEDIATE,
    /** Under the stabilization window and the rate rules of scaling down. */
    GRADUAL
}

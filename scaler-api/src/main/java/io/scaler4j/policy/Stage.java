package io.scaler4j.policy;

/**
 * The stages of a decision, in the order in which they run. Not every decision passes every stage; the walk of an
 * {@link Explanation} tells which it did.
 */
public enum Stage {
    /** Awake and outside of the bounds: straight to the bound, past windows and rates. */
    RANGE,
    /** Asleep: whether anything wakes the target, and to how many replicas. */
    ACTIVATE,
    /** Awake and inactive: whether the target goes to sleep. */
    DEACTIVATE,
    /** The largest proposal of all triggers. */
    RECOMMEND,
    /** Stabilization windows over past recommendations. */
    STABILIZE,
    /** Rate limits over past changes, then the bounds. */
    RATE_LIMIT
}

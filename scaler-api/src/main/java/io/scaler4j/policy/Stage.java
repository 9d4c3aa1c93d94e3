package io.scaler4j.policy;

/**
 * The stages of a decision, in the order in which they run. Not every decision passes every stage; the walk of an
 * {@link Explanation} tells which it did.
 */
public enum Stage {
    /** An operator froze the count, or fixed it: the walk ends here. */
    PAUSE,
    /** No decision for so long that what is remembered no longer counts: as at first sight. */
    GAP,
    /** Awake and outside of the policy's bounds: straight to the bound, past windows and rates. */
    RANGE,
    /** Asleep: whether anything wakes the target, and to how many replicas. */
    ACTIVATE,
    /** Awake and inactive: whether the target goes to sleep. */
    DEACTIVATE,
    /** The largest proposal of all triggers. */
    RECOMMEND,
    /** Stabilization windows over past recommendations. */
    STABILIZE,
    /** A schedule's bounds: its minimum at once, in place of all other stages; its maximum before the rate limits. */
    SCHEDULE,
    /** Rate limits over past changes, then the bounds. */
    RATE_LIMIT
}

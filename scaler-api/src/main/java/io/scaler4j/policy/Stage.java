package io.scaler4j.policy;

/**
 * The stages of a decision, in the order in which they run. Not every decision passes every stage; the steps of an
 * {@link Explanation} tell which it did.
 */
public enum Stage {
    /** An operator froze the count, or fixed it: the decision ends here. */
    PAUSE,
    /** No decision for so long that what is remembered no longer counts: as at first sight. */
    GAP,
    /** Not idle, and outside of the policy's bounds: straight to the bound, past windows and rates. */
    RANGE,
    /** Idle: whether anything activates the target, and to how many replicas. */
    ACTIVATE,
    /** Not idle, and inactive: whether the target becomes idle. */
    DEACTIVATE,
    /** The largest recommendation of all triggers. */
    RECOMMEND,
    /** Stabilization windows over past recommendations. */
    STABILIZE,
    /** A schedule's bounds: its minimum at once, in place of all other stages; its maximum before the rate limits. */
    SCHEDULE,
    /** Rate limits over past changes, then the bounds. */
    RATE_LIMIT
}

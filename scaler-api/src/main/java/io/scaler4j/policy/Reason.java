package io.scaler4j.policy;

/** Why a {@link Step} or a {@link Recommendation} ended where it did: a stable name for tests, logs and metrics. */
public enum Reason {
    /** The minimum lifts the count or holds it up. */
    MINIMUM,
    /** The maximum lowers the count or holds it down. */
    MAXIMUM,
    /** A schedule's minimum lifts the count. */
    SCHEDULED_MINIMUM,
    /** A schedule's maximum lowers the count or holds it down. */
    SCHEDULED_MAXIMUM,
    /** An operator froze the count, or fixed it. */
    PAUSED,
    /** The count would shrink, and an operator forbids that. */
    SCALE_IN_PAUSED,
    /** The count would grow, and an operator forbids that. */
    SCALE_OUT_PAUSED,
    /** After a gap the count must not shrink: nothing is known about the time in between. */
    GAP,
    /** A trigger is active, so an idle target is activated. */
    ACTIVE,
    /** An operator forces activation, so an idle target is activated. */
    FORCED,
    /** Someone else set the count to 0, and the policy leaves such a zero alone. */
    MANUAL_ZERO,
    /** No trigger is active, so an idle target stays idle. */
    INACTIVE,
    /** Nothing is active as far as known, and at least one trigger could not be read: the target stays as it is. */
    UNKNOWN,
    /** No trigger is active, and the cooldown is not over yet. */
    COOLDOWN,
    /** No trigger was active for longer than the cooldown. */
    COOLDOWN_OVER,
    /** The ratio of value and target. */
    RATIO,
    /** The ratio is so close to 1 that nothing changes. */
    WITHIN_TOLERANCE,
    /** The source cannot keep more replicas busy, or not evenly. */
    REPLICA_LIMITS,
    /** The policy's {@link Composite} recommends in place of this trigger. */
    COMPOSITE,
    /** The trigger has failed for too long, so its fallback applies. */
    FALLBACK,
    /** A reading is missing or partial, so the count must not shrink. */
    FAILED_READING,
    /** A recommendation within the stabilization window. */
    WINDOW,
    /** The rate limits of the direction. */
    RATE,
    /** Nothing stood in the way. */
    NO_CONSTRAINT,
    /** A custom policy decided so; the text of its step says why. */
    CUSTOM
}

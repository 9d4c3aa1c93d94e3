package io.scaler4j.policy;

/**
 * The bounds of one decision: the policy's, joined by a schedule's.
 *
 * @param min the higher minimum
 * @param max the lower maximum, raised to {@code min} where they cross
 * @param rangeMax the maximum that a target comes back to at once; a schedule's lower one is approached instead
 * @param isLifted whether the minimum is a schedule's
 */
record EffectiveBounds(int min, int max, int rangeMax, boolean isLifted) {

    /** A policy's bounds alone. */
    static EffectiveBounds of(int min, int max) {
        return new EffectiveBounds(min, max, max, false);
    }

    /** These of a policy with those of a schedule. */
    EffectiveBounds and(ReplicaBounds scheduled) {
        if (scheduled.equals(ReplicaBounds.none())) {
            return this;
        }
        int higher = Math.max(min, scheduled.min());
        int lower = Math.max(higher, Math.min(max, scheduled.max()));
        return new EffectiveBounds(higher, lower, Math.max(lower, max), scheduled.min() > min);
    }

    /** The least count of a target that is not idle. */
    int activeMinimum() {
        return Math.max(1, min);
    }

    /** Whether a schedule's maximum lies below the policy's. */
    boolean isLowered() {
        return max < rangeMax;
    }
}

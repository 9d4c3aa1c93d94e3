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

    static EffectiveBounds of(PolicySettings settings, ReplicaBounds scheduled) {
        int min = Math.max(settings.min(), scheduled.min());
        int max = Math.max(min, Math.min(settings.max(), scheduled.max()));
        return new EffectiveBounds(min, max, Math.max(max, settings.max()), scheduled.min() > settings.min());
    }

    /** The least count of a target that is awake. */
    int awakeMinimum() {
        return Math.max(1, min);
    }

    /** Whether a schedule's maximum lies below the policy's. */
    boolean isLowered() {
        return max < rangeMax;
    }
}

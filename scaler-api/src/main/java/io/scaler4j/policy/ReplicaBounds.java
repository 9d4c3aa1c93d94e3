package io.scaler4j.policy;

/**
 * Bounds that hold at one instant beside those of the policy, as a schedule sets them: more replicas in office hours,
 * fewer at night. Part of an {@link Observation}.
 *
 * <p>Together with the policy's bounds the higher minimum and the lower maximum apply; where they cross, the maximum is
 * raised. A minimum lifts the target at once, also an idle one; a lower maximum is approached as fast as the rate
 * limits of scaling down allow.
 *
 * @param min at least so many replicas; 0 for no minimum
 * @param max at most so many; {@link Integer#MAX_VALUE} for no maximum
 */
public record ReplicaBounds(int min, int max) {

    private static final ReplicaBounds NONE = new ReplicaBounds(0, Integer.MAX_VALUE);

    /**
     * Checks the bounds. A maximum below the minimum is raised to it.
     *
     * @param min at least 0
     * @param max at least 1
     */
    public ReplicaBounds {
        if (min < 0 || max < 1) {
            throw new IllegalArgumentException(
                    "bounds must be a minimum of at least 0 and a maximum of at least 1, were " + min + " and " + max
                            + "; to shut a target down, pause it at 0");
        }
        max = Math.max(min, max);
    }

    /**
     * The policy's bounds alone.
     *
     * @return the default of every observation
     */
    public static ReplicaBounds none() {
        return NONE;
    }

    /**
     * A minimum alone.
     *
     * @param min at least 0
     * @return the bounds
     */
    public static ReplicaBounds atLeast(int min) {
        return new ReplicaBounds(min, Integer.MAX_VALUE);
    }

    /**
     * A maximum alone.
     *
     * @param max at least 1
     * @return the bounds
     */
    public static ReplicaBounds atMost(int max) {
        return new ReplicaBounds(0, max);
    }

    /**
     * Both together, for schedules that overlap: the highest minimum and the lowest maximum win, and a maximum below
     * the minimum is raised to it.
     *
     * @param other bounds that hold at the same instant
     * @return the bounds that satisfy both
     */
    public ReplicaBounds and(ReplicaBounds other) {
        int higher = Math.max(min, other.min);
        int lower = Math.min(max, other.max);
        return new ReplicaBounds(higher, lower);
    }

    @Override
    public String toString() {
        return equals(NONE) ? "no bounds" : min + " to " + (max == Integer.MAX_VALUE ? "any" : max);
    }
}

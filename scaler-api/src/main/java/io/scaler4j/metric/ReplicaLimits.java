package io.scaler4j.metric;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How many replicas a source can keep busy: a useful maximum, and optionally the only counts that share its work
 * evenly. Kafka: no more consumers than partitions.
 *
 * <p>The limits travel on the reading and are applied to that trigger's recommendation, after the ratio. So the value
 * itself is never capped: real lag stays visible, and the last replica is reached. Immutable.
 */
public final class ReplicaLimits {

    private static final ReplicaLimits NONE = new ReplicaLimits(Integer.MAX_VALUE, new int[0]);

    private final int usefulMaximum;
    private final int[] allowedCounts;

    private ReplicaLimits(int usefulMaximum, int[] allowedCounts) {
        this.usefulMaximum = usefulMaximum;
        this.allowedCounts = allowedCounts;
    }

    /**
     * No limit.
     *
     * @return limits that change no recommendation
     */
    public static ReplicaLimits none() {
        return NONE;
    }

    /**
     * More replicas than this would idle.
     *
     * @param replicas at least 0
     * @return the limit
     * @throws IllegalArgumentException if negative
     */
    public static ReplicaLimits atMost(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("useful maximum must be at least 0 replicas, was " + replicas);
        }
        return new ReplicaLimits(replicas, new int[0]);
    }

    /**
     * Only these counts share the work evenly. A recommendation is raised to the next allowed count, or lowered to the
     * largest where there is no next one; 0 stays 0.
     *
     * @param counts at least one, each at least 1, in any order
     * @return limits whose useful maximum is the largest count
     * @throws IllegalArgumentException if empty or a count is below 1
     */
    public static ReplicaLimits only(int... counts) {
        int[] sorted = Arrays.stream(counts).sorted().distinct().toArray();
        if (sorted.length == 0 || sorted[0] < 1) {
            throw new IllegalArgumentException(
                    "allowed counts must be one or more numbers of at least 1, were " + Arrays.toString(counts));
        }
        return new ReplicaLimits(sorted[sorted.length - 1], sorted);
    }

    /**
     * The largest count that still has work.
     *
     * @return {@link Integer#MAX_VALUE} without a limit
     */
    public int usefulMaximum() {
        return usefulMaximum;
    }

    /**
     * The only counts wanted, ascending.
     *
     * @return a copy; empty if any count is fine
     */
    public int[] allowedCounts() {
        return allowedCounts.clone();
    }

    /**
     * Applies the limits.
     *
     * @param replicas a recommended count
     * @return the count within the limits
     */
    public int apply(int replicas) {
        if (replicas <= 0 || allowedCounts.length == 0) {
            return Math.min(replicas, usefulMaximum);
        }
        for (int allowed : allowedCounts) {
            if (allowed >= replicas) {
                return allowed;
            }
        }
        return usefulMaximum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplicaLimits that
                && usefulMaximum == that.usefulMaximum
                && Arrays.equals(allowedCounts, that.allowedCounts);
    }

    @Override
    public int hashCode() {
        return 31 * usefulMaximum + Arrays.hashCode(allowedCounts);
    }

    @Override
    public String toString() {
        if (allowedCounts.length > 0) {
            return Arrays.stream(allowedCounts).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        }
        return usefulMaximum == Integer.MAX_VALUE ? "unlimited" : "at most " + usefulMaximum;
    }
}

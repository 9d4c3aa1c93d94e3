package io.scaler4j.policy;

/**
 * How many replicas a target has, in the three counts that differ while it changes.
 *
 * @param desired what the target was asked for ({@code spec.replicas}); decisions start from it
 * @param current what it reports to have ({@code status.replicas})
 * @param ready how many of them take work
 */
public record Replicas(int desired, int current, int ready) {

    /**
     * Checks the counts.
     *
     * @param desired at least 0
     * @param current at least 0
     * @param ready at least 0
     */
    public Replicas {
        if (desired < 0 || current < 0 || ready < 0) {
            throw new IllegalArgumentException("replicas must be at least 0, were desired " + desired + ", current "
                    + current + ", ready " + ready);
        }
    }

    /**
     * A settled target: it has what it was asked for, and all of it is ready.
     *
     * @param replicas at least 0
     * @return the same number three times
     */
    public static Replicas of(int replicas) {
        return new Replicas(replicas, replicas, replicas);
    }
}

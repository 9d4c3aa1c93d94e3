package io.scaler4j.scaledobject.job;

import java.util.OptionalInt;

/**
 * How many jobs of a ScaledJob there are. What could not be listed is unknown and never 0.
 *
 * @param running jobs that have not finished; empty if they could not be listed, and then no job is created
 * @param pending those of them that have not begun to work; empty if their pods could not be listed, and then every
 *     running job counts as pending, so that no job is created twice
 */
public record JobCounts(OptionalInt running, OptionalInt pending) {

    /**
     * Checks the counts.
     *
     * @param running at least 0
     * @param pending at least 0
     * @throws IllegalArgumentException if a count is negative
     */
    public JobCounts {
        if (running.orElse(0) < 0 || pending.orElse(0) < 0) {
            throw new IllegalArgumentException("counts of jobs must be at least 0, were " + running + " running and "
                    + pending + " pending; leave a count empty that is not known");
        }
    }

    /**
     * Returns counts that are known.
     *
     * @param running jobs that have not finished, at least 0
     * @param pending those of them that have not begun to work, at least 0
     * @return the counts
     * @throws IllegalArgumentException if a count is negative
     */
    public static JobCounts of(int running, int pending) {
        return new JobCounts(OptionalInt.of(running), OptionalInt.of(pending));
    }

    /** {@return the counts after jobs could not be listed} */
    public static JobCounts unknown() {
        return new JobCounts(OptionalInt.empty(), OptionalInt.empty());
    }

    /** The most jobs that may be pending. */
    int mostPending() {
        return pending.orElse(running.orElse(0));
    }
}

package io.scaler4j.redis;

/** What is counted of a stream. */
public enum StreamMetric {

    /**
     * The entries that the group has not been given yet, and those that it has been given and has not acknowledged: all
     * the work there is, so that replicas at work are kept. Not in KEDA. Needs Redis 7.0 or newer.
     */
    LAG_AND_PENDING,

    /** The entries that the group has not been given yet. Needs Redis 7.0 or newer. */
    LAG,

    /**
     * The entries that the group has been given and has not acknowledged, and that the stream still has. Nothing is
     * counted until somebody reads, so it activates no idle target.
     */
    PENDING,

    /**
     * All entries, read or not. It gets smaller only if entries are deleted or the stream is trimmed, and needs no
     * group.
     */
    LENGTH;

    boolean countsLag() {
        return this == LAG || this == LAG_AND_PENDING;
    }

    boolean countsPending() {
        return this == PENDING || this == LAG_AND_PENDING;
    }
}

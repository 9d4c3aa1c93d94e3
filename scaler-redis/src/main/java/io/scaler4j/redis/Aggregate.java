package io.scaler4j.redis;

/** What becomes of the lengths of several keys. */
public enum Aggregate {
    /** They are added up. */
    SUM,
    /** The largest counts. */
    MAX
}

package io.scaler4j.external;

/** What a value below 0 means. */
public enum NegativeValue {
    /** It cannot be: the read is a failure, and the count holds. */
    FAILURE,
    /** As KEDA has it: it counts as 0. */
    ZERO
}

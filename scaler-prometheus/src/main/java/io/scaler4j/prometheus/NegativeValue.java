package io.scaler4j.prometheus;

/** What a negative number means. */
public enum NegativeValue {
    /** As KEDA has it: it scales as 0 would, and is itself compared with the activation threshold. */
    ZERO,
    /** It cannot be: the read is a failure, and the count holds. */
    FAILURE
}

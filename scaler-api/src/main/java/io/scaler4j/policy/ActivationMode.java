package io.scaler4j.policy;

/** To how many replicas a sleeping target wakes. */
public enum ActivationMode {
    /** To what the metrics ask for, within the rate rules counted from {@code max(1, min)}; the default. */
    PROPORTIONAL,
    /** To {@code max(1, min)}, as KEDA does; the metrics have their say one turn later. */
    MINIMAL
}

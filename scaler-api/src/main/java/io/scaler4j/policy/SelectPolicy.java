package io.scaler4j.policy;

/** Which of several rate limits counts. Kubernetes: {@code selectPolicy}. */
public enum SelectPolicy {
    /** The one that allows the largest change; the default. */
    MAX,
    /** The one that allows the smallest change. */
    MIN,
    /** None: the direction is switched off. */
    DISABLED
}

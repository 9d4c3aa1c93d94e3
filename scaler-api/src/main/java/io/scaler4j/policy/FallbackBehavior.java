package io.scaler4j.policy;

/** Which count an engaged {@link Fallback} asks for. KEDA: {@code fallback.behavior}. */
public enum FallbackBehavior {
    /** The fallback's replicas. KEDA: {@code static}. */
    STATIC,
    /** The count the target has now. KEDA: {@code currentReplicas}. */
    CURRENT_REPLICAS,
    /** The larger of both. KEDA: {@code currentReplicasIfHigher}. */
    CURRENT_REPLICAS_IF_HIGHER,
    /** The smaller of both. KEDA: {@code currentReplicasIfLower}. */
    CURRENT_REPLICAS_IF_LOWER,
    /**
     * The formula of a {@link Composite} decides, in which the trigger is nil; where its result is nil, the fallback's
     * replicas. The same where no formula names the trigger. KEDA: {@code scalingModifiers}.
     */
    FORMULA
}

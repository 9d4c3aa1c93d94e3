package io.scaler4j.policy;

/** What an HPA keeps as its condition ScaledToZero, as a part of a state. */
public final class RememberedZero {

    private RememberedZero() {}

    /** A state that takes a zero for the policy's, or for someone else's. */
    public static ScalingState of(ScalingState state, boolean ours) {
        return state.withZeroOfOurs(ours);
    }
}

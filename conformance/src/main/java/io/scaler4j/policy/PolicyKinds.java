package io.scaler4j.policy;

import io.scaler4j.conformance.Kinds;

/**
 * The kinds that the decision core answers. They live in its package to reach the steps that {@code decide} composes;
 * that works on the class path only.
 */
public final class PolicyKinds {

    private PolicyKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        SampleKinds.register(kinds);
        ValueKinds.register(kinds);
        RateKinds.register(kinds);
        WindowKinds.register(kinds);
        ReconcileKind.register(kinds);
        ActivityKinds.register(kinds);
        ExecutorKind.register(kinds);
        FallbackKinds.register(kinds);
        CompositeKinds.register(kinds);
        ScaledObjectKinds.register(kinds);
        ResourceKinds.register(kinds);
    }
}

package io.scaler4j.policy;

import java.util.function.ToIntBiFunction;

/** A policy of this library; policies with the same options are equal. */
record StagedPolicy(PolicySettings settings) implements ScalingPolicy, ToIntBiFunction<ScalingState, Observation> {

    @Override
    public Decision decide(ScalingState state, Observation observation) {
        return Evaluation.decide(settings, state, observation, this);
    }

    @Override
    public int applyAsInt(ScalingState state, Observation observation) {
        return decide(state, observation).to();
    }

    @Override
    public boolean isIdle(int desired) {
        return settings.isIdle(desired);
    }

    @Override
    public boolean canBeIdle() {
        return settings.canBeIdle();
    }

    @Override
    public String toString() {
        return settings.describe();
    }
}

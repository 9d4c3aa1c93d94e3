package io.scaler4j.policy;

/** The policy of this library: KEDA's activation and the HPA's scaling as one function. */
final class StagedPolicy implements ScalingPolicy {

    private final PolicySettings settings;

    StagedPolicy(PolicySettings settings) {
        this.settings = settings;
    }

    PolicySettings settings() {
        return settings;
    }

    @Override
    public Decision decide(ScalingState state, Observation observation) {
        return Evaluation.decide(settings, state, observation);
    }

    @Override
    public boolean isDormant(int desired) {
        return settings.isDormant(desired);
    }

    @Override
    public boolean maySleep() {
        return settings.maySleep();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StagedPolicy that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    @Override
    public String toString() {
        return settings.describe();
    }
}

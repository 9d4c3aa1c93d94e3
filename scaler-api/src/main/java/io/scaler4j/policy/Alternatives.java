package io.scaler4j.policy;

import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a decision would have come to without one of its constraints. Immutable. */
final class Alternatives implements ToIntFunction<Step> {

    private final DecisionInput input;
    private final @Nullable Normalization normalization;
    private final BiFunction<ScalingState, Observation, Decision> policy;

    /**
     * @param normalization how the count was or would have been normalized; null where it was not up to the metrics
     * @param policy decides again
     */
    Alternatives(
            DecisionInput input,
            @Nullable Normalization normalization,
            BiFunction<ScalingState, Observation, Decision> policy) {
        this.input = input;
        this.normalization = normalization;
        this.policy = policy;
    }

    /** The decision without this step's constraint; all others would have held. */
    @Override
    public int applyAsInt(Step step) {
        return switch (step.reason()) {
            case PAUSED, SCALE_IN_PAUSED, SCALE_OUT_PAUSED ->
                under(input.control().resume());
            case FORCED -> under(input.control().forceActivation(false));
            case MANUAL_ZERO ->
                policy.apply(input.state().withZeroOfOurs(true), input.observation())
                        .to();
            case COOLDOWN -> withoutCooldown();
            default -> withoutStage(step);
        };
    }

    private int under(Control control) {
        return policy.apply(input.state(), input.observation().with(control)).to();
    }

    private int withoutCooldown() {
        int idle = input.settings().idleCount();
        return input.settings().deactivation() == DeactivationMode.GRADUAL
                ? Normalization.of(input, idle).settled(idle)
                : idle;
    }

    private int withoutStage(Step step) {
        if (normalization == null) {
            return step.from();
        }
        return switch (step.stage()) {
            case STABILIZE, SCHEDULE, RATE_LIMIT -> normalization.without(step);
            case RECOMMEND -> withoutHold(step, normalization);
            default -> step.from();
        };
    }

    /** Without the tolerance, the replica limits, or the missing reading. */
    private int withoutHold(Step step, Normalization normalization) {
        Recommendation best = input.recommendations().best();
        if (best == null || isActivation()) {
            return step.from();
        }
        return switch (step.reason()) {
            case WITHIN_TOLERANCE, REPLICA_LIMITS -> normalization.settled(best.unheld());
            case FAILED_READING -> normalization.settled(best.count());
            default -> step.from();
        };
    }

    private boolean isActivation() {
        return input.isIdle() && !input.settings().isMetricsOnly();
    }
}

package io.scaler4j.policy;

import java.util.function.ToIntBiFunction;

/** What a decision would have come to without one of its constraints. */
final class Alternatives {

    private Alternatives() {}

    /**
     * The decision without this step's constraint; all others would have held. Of a custom policy, the count before.
     */
    static int without(Step step, Steps steps) {
        DecisionInput input = steps.input();
        ToIntBiFunction<ScalingState, Observation> policy = input.policy();
        if (policy == null) {
            return step.from();
        }
        Observation observation = input.observation();
        Control control = input.control();
        return switch (step.reason()) {
            case PAUSED, SCALE_IN_PAUSED, SCALE_OUT_PAUSED ->
                policy.applyAsInt(input.state(), observation.with(control.resume()));
            case FORCED -> policy.applyAsInt(input.state(), observation.with(control.forceActivation(false)));
            case MANUAL_ZERO -> policy.applyAsInt(input.state().withZeroOfOurs(true), observation);
            case COOLDOWN -> withoutCooldown(input);
            default -> steps.hasFloor() ? withoutStage(step, normalization(steps), input) : step.from();
        };
    }

    private static int withoutCooldown(DecisionInput input) {
        int idle = input.settings().idleCount();
        return input.settings().deactivation() == DeactivationMode.GRADUAL
                ? Normalization.of(input, idle).settled(idle)
                : idle;
    }

    private static Normalization normalization(Steps steps) {
        return isActivation(steps.input())
                ? Normalization.ofActivation(steps.input(), steps.floor())
                : Normalization.of(steps.input(), steps.floor());
    }

    private static boolean isActivation(DecisionInput input) {
        return input.isIdle() && !input.settings().isMetricsOnly();
    }

    private static int withoutStage(Step step, Normalization normalization, DecisionInput input) {
        return switch (step.stage()) {
            case STABILIZE, SCHEDULE, RATE_LIMIT -> normalization.without(step);
            case RECOMMEND -> withoutHold(step, normalization, input);
            default -> step.from();
        };
    }

    /** Without the tolerance, the replica limits, or the missing reading. */
    private static int withoutHold(Step step, Normalization normalization, DecisionInput input) {
        Recommendation best = input.recommendations().best();
        if (best == null || isActivation(input)) {
            return step.from();
        }
        return switch (step.reason()) {
            case WITHIN_TOLERANCE, REPLICA_LIMITS -> normalization.settled(best.unheld());
            case FAILED_READING -> normalization.settled(best.count());
            default -> step.from();
        };
    }
}

package io.scaler4j.policy;

import java.util.function.ToIntBiFunction;

/** One whole decision: the stages, one after the other. */
final class Evaluation {

    private Evaluation() {}

    /** @param policy decides again where it is asked what would have been */
    static Decision decide(
            PolicySettings settings,
            ScalingState state,
            Observation observation,
            ToIntBiFunction<ScalingState, Observation> policy) {
        DecisionInput input = DecisionInput.of(settings, state, observation, policy);
        var steps = new Steps(input);
        if (input.control().isPaused()) {
            return pause(steps);
        }
        if (input.isAfterGap()) {
            long undecided = Micros.minus(input.at(), state.undecidedSince());
            steps.hold(
                    Stage.GAP,
                    Reason.GAP,
                    step -> "no decision for " + Texts.ofMicros(undecided) + ", as at first sight");
        }
        return settings.isMetricsOnly() ? HpaStages.decideAlone(steps) : decideTogether(steps);
    }

    /** KEDA's stages come first, and what they leave to the metrics is the HPA's. */
    private static Decision decideTogether(Steps steps) {
        DecisionInput input = steps.input();
        if (input.isIdle()) {
            return KedaStages.decideIdle(steps);
        }
        return isOutOfRange(input) ? HpaStages.goIntoRange(steps) : KedaStages.decideActive(steps);
    }

    /** What becomes idle is not raised before, and not lowered to the maximum if it becomes so at once. */
    private static boolean isOutOfRange(DecisionInput input) {
        EffectiveBounds bounds = input.bounds();
        int current = input.current();
        if (current > bounds.rangeMax()) {
            return input.settings().deactivation() == DeactivationMode.GRADUAL || !KedaStages.isDeactivated(input);
        }
        return current < bounds.activeMinimum() && !KedaStages.isDeactivated(input);
    }

    private static Decision pause(Steps steps) {
        Control control = steps.input().control();
        int to = control.pausedAt().orElse(steps.input().current());
        steps.add(Stage.PAUSE, to, Reason.PAUSED, step -> control.toString());
        return new Decision(steps);
    }
}

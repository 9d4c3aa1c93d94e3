package io.scaler4j.policy;

import java.util.function.BiFunction;

/** One whole decision: the stages, one after the other. */
final class Evaluation {

    private Evaluation() {}

    /** @param policy decides again where it is asked what would have been */
    static Decision decide(
            PolicySettings settings,
            ScalingState state,
            Observation observation,
            BiFunction<ScalingState, Observation, Decision> policy) {
        DecisionInput input = DecisionInput.of(settings, state, observation);
        var draft = new DecisionDraft(input, policy);
        if (input.control().isPaused()) {
            return pause(draft);
        }
        if (input.isAfterGap()) {
            long undecided = Micros.minus(input.at(), state.undecidedSince());
            draft.hold(
                    Stage.GAP,
                    Reason.GAP,
                    step -> "no decision for " + Texts.ofMicros(undecided) + ", as at first sight");
        }
        return settings.isMetricsOnly() ? HpaStages.decideAlone(draft) : decideTogether(draft);
    }

    /** KEDA's stages come first, and what they leave to the metrics is the HPA's. */
    private static Decision decideTogether(DecisionDraft draft) {
        DecisionInput input = draft.input();
        if (input.isIdle()) {
            return KedaStages.decideIdle(draft);
        }
        return isOutOfRange(input)
                ? HpaStages.goIntoRange(draft)
                : KedaStages.decideActive(draft)
                        .orElseGet(() -> HpaStages.scale(draft, input.bounds().activeMinimum()));
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

    private static Decision pause(DecisionDraft draft) {
        Control control = draft.input().control();
        int to = control.pausedAt().orElse(draft.input().current());
        draft.add(Stage.PAUSE, to, Reason.PAUSED, step -> control.toString());
        return draft.done();
    }
}

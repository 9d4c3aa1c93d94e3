package io.scaler4j.policy;

/** The state that a decision leaves behind. It follows from what the decision began with, and from its steps. */
final class NextState {

    /** No recommendation is to be kept. */
    private static final int NOTHING = -1;

    private NextState() {}

    /** After a confirmed write, or where there was nothing to write. */
    static ScalingState applied(Steps steps) {
        DecisionInput input = steps.input();
        ScalingState before = input.state();
        Step opening = steps.opening();
        int to = steps.count();
        return switch (opening.stage()) {
            case PAUSE ->
                moved(input, to, before.isIdle() && !input.isIdle() ? input.history() : before.recommendations());
            case ACTIVATE ->
                opening.changes()
                        ? activated(input, steps)
                        : to == input.current() ? stillIdle(input) : scaled(input, steps);
            case RANGE, SCHEDULE -> intoRange(input, to);
            default -> scaled(input, steps);
        };
    }

    /**
     * After a write that was not confirmed: neither the change counts nor a start of history. The write may have
     * happened all the same, so a zero that is seen next is ours.
     */
    static ScalingState unwritten(Steps steps) {
        DecisionInput input = steps.input();
        ScalingState before = input.state();
        ScalingState kept = isRestart(input, steps) ? before : applied(steps);
        boolean zeroIsOurs = steps.count() == 0 || isZeroStillOurs(input);
        return state(
                input,
                kept.lastActive(),
                zeroIsOurs,
                isStillIdle(input),
                kept.recommendations(),
                before.ups(),
                before.downs());
    }

    /** Between idle and active the windows and the cooldown begin with the write. */
    private static boolean isRestart(DecisionInput input, Steps steps) {
        return switch (steps.opening().stage()) {
            case ACTIVATE -> true;
            case RANGE, SCHEDULE -> input.isIdle();
            case DEACTIVATE -> isDeactivated(steps);
            default -> false;
        };
    }

    /** The write of the activation is no event for the rate limits; what the rates added to it is one. */
    private static ScalingState activated(DecisionInput input, Steps steps) {
        ScalingState before = input.state();
        int base = steps.opening().to();
        int recommended = recommendedAtActivation(input, steps);
        RecommendationHistory history = recommended == NOTHING
                ? input.historyWhileIdle()
                : recorded(input, before.recommendations(), recommended);
        ScaleEvents ups = steps.count() > base ? withGrowth(input, steps.count() - base) : before.ups();
        return state(input, input.at(), false, false, history, ups, before.downs());
    }

    /** Proportional activation keeps the recommendation also where it asks for no more than the base. */
    private static int recommendedAtActivation(DecisionInput input, Steps steps) {
        boolean proportional = input.settings().activation() == ActivationMode.PROPORTIONAL;
        Recommendation best = proportional ? input.recommendations().best() : null;
        if (best != null) {
            return best.count();
        }
        Step last = steps.get(steps.size() - 1);
        return last.stage() == Stage.ACTIVATE ? NOTHING : recommended(steps);
    }

    /** Straight to a bound, without a recommendation. From idle that is no event for the rate limits. */
    private static ScalingState intoRange(DecisionInput input, int to) {
        if (!input.isIdle()) {
            return moved(input, to, input.history());
        }
        ScalingState before = input.state();
        return to == input.current()
                ? stillIdle(input)
                : state(
                        input,
                        before.lastActive(),
                        false,
                        false,
                        input.historyWhileIdle(),
                        before.ups(),
                        before.downs());
    }

    /** Nothing is recommended to an idle target; an HPA begins its history at first sight all the same. */
    private static ScalingState stillIdle(DecisionInput input) {
        ScalingState before = input.state();
        RecommendationHistory history =
                input.settings().isMetricsOnly() ? input.historyWhileIdle() : before.recommendations();
        return unchanged(input, before.lastActive(), history);
    }

    private static ScalingState scaled(DecisionInput input, Steps steps) {
        ScalingState before = input.state();
        int to = steps.count();
        RecommendationHistory history = input.history();
        if (isDeactivated(steps)) {
            return state(input, before.lastActive(), to == 0, true, history, before.ups(), before.downs());
        }
        int recommended = recommended(steps);
        return moved(input, to, recommended == NOTHING ? history : recorded(input, history, recommended));
    }

    private static boolean isDeactivated(Steps steps) {
        Step opening = steps.opening();
        return opening.stage() == Stage.DEACTIVATE && opening.changes() && steps.count() == opening.to();
    }

    /** What later windows look at: the count before windows, rates and bounds. */
    private static int recommended(Steps steps) {
        int recommended = steps.count();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.stage() == Stage.RECOMMEND) {
                return step.reason() == Reason.FAILED_READING ? NOTHING : step.to();
            }
            if (step.stage() == Stage.DEACTIVATE && step.changes()) {
                recommended = step.to();
            }
        }
        return recommended;
    }

    private static RecommendationHistory recorded(DecisionInput input, RecommendationHistory history, int recommended) {
        PolicySettings settings = input.settings();
        return history.plus(
                recommended,
                input.at(),
                settings.up().windowMicros(),
                settings.down().windowMicros());
    }

    private static ScalingState moved(DecisionInput input, int to, RecommendationHistory history) {
        long lastActive =
                input.activity() == Activity.ACTIVE ? input.at() : input.state().lastActive();
        int change = to - input.current();
        return change == 0 ? unchanged(input, lastActive, history) : changedBy(input, change, lastActive, history);
    }

    private static ScalingState unchanged(DecisionInput input, long lastActive, RecommendationHistory history) {
        ScalingState before = input.state();
        return state(
                input, lastActive, isZeroStillOurs(input), isStillIdle(input), history, before.ups(), before.downs());
    }

    /** The change is an event for the rate limits; rules without limits have none. */
    private static ScalingState changedBy(
            DecisionInput input, int change, long lastActive, RecommendationHistory history) {
        ScaleEvents ups = change > 0 ? withGrowth(input, change) : input.state().ups();
        ScaleEvents downs = input.state().downs();
        if (change < 0 && !input.settings().legacy()) {
            downs = downs.plus(-change, input.at(), input.settings().down().longestPeriodMicros());
        }
        return state(input, lastActive, input.current() + change == 0, false, history, ups, downs);
    }

    private static ScaleEvents withGrowth(DecisionInput input, int growth) {
        ScaleEvents ups = input.state().ups();
        return input.settings().legacy()
                ? ups
                : ups.plus(growth, input.at(), input.settings().up().longestPeriodMicros());
    }

    /** An HPA remembers its zero until its next write, whatever others do in between. */
    private static boolean isZeroStillOurs(DecisionInput input) {
        return input.state().zeroIsOurs()
                && (input.current() == 0 || input.settings().isMetricsOnly());
    }

    private static boolean isStillIdle(DecisionInput input) {
        return input.state().isIdle() && input.isIdle();
    }

    private static ScalingState state(
            DecisionInput input,
            long lastActive,
            boolean zeroIsOurs,
            boolean idle,
            RecommendationHistory history,
            ScaleEvents ups,
            ScaleEvents downs) {
        ScalingState before = input.state();
        long at = input.at();
        return new ScalingState(
                before.firstSeenOr(at),
                at,
                input.control().isPaused() ? before.lastUnpaused() : at,
                lastActive,
                zeroIsOurs,
                idle,
                history,
                ups,
                downs,
                input.recommendations().failures());
    }
}

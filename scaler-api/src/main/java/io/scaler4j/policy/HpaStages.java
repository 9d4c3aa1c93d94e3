package io.scaler4j.policy;

/** The stages of the HPA: RANGE, RECOMMEND, and from there to RATE_LIMIT. */
final class HpaStages {

    private HpaStages() {}

    /** A whole decision of an HPA, whose least count is the minimum itself. */
    static Decision decideAlone(DecisionDraft draft) {
        DecisionInput input = draft.input();
        EffectiveBounds bounds = input.bounds();
        int current = input.current();
        if (input.isManualZero()) {
            return leaveManualZero(draft);
        }
        boolean below = current < bounds.min() && (current > 0 || bounds.isLifted());
        if (below || current > bounds.rangeMax()) {
            return goIntoRange(draft);
        }
        return scale(draft, input.control().isActivationForced() ? bounds.activeMinimum() : bounds.min());
    }

    static Decision leaveManualZero(DecisionDraft draft) {
        draft.hold(Stage.ACTIVATE, Reason.MANUAL_ZERO, step -> "someone else set it to 0, which is left alone");
        return draft.done();
    }

    /** Straight to the bound, past windows and rates. */
    static Decision goIntoRange(DecisionDraft draft) {
        DecisionInput input = draft.input();
        EffectiveBounds bounds = input.bounds();
        int current = input.current();
        boolean above = current > bounds.rangeMax();
        int bound = above ? bounds.rangeMax() : bounds.activeMinimum();
        boolean scheduled = !above && bounds.isLifted();
        Stage stage = scheduled ? Stage.SCHEDULE : Stage.RANGE;
        String side = above ? "above the maximum of " : scheduled ? "scheduled minimum of " : "below the minimum of ";
        if (input.control().forbids(current, bound)) {
            draft.hold(
                    stage,
                    Control.pausing(current, bound),
                    step -> side + bound + ", but " + (above ? "scale-in" : "scale-out") + " is paused");
            return draft.done();
        }
        Reason reason = above ? Reason.MAXIMUM : scheduled ? Reason.SCHEDULED_MINIMUM : Reason.MINIMUM;
        draft.add(stage, bound, reason, step -> side + bound);
        return draft.done();
    }

    /**
     * The largest recommendation; if a smaller count would rest on missing readings, the count stays.
     *
     * @param least the least count
     */
    static Decision scale(DecisionDraft draft, int least) {
        DecisionInput input = draft.input();
        int current = input.current();
        Recommendations recommendations = input.recommendations();
        Recommendation best = recommendations.best();
        Normalization normalization = Normalization.of(input, least);
        if (best == null || (best.count() < current && !recommendations.allowShrinking())) {
            draft.hold(Stage.RECOMMEND, Reason.FAILED_READING, recommendations);
            if (current > input.bounds().max()) {
                draft.limit(normalization);
            } else {
                draft.leave(normalization);
            }
        } else {
            draft.add(Stage.RECOMMEND, best.count(), best.reason(), recommendations);
            draft.normalize(normalization);
        }
        return draft.done();
    }
}

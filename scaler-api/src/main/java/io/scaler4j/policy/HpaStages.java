package io.scaler4j.policy;

/** The stages of the HPA: RANGE, RECOMMEND, and from there to RATE_LIMIT. */
final class HpaStages {

    private HpaStages() {}

    /** A whole decision of an HPA, whose least count is the minimum itself. */
    static Decision decideAlone(Steps steps) {
        DecisionInput input = steps.input();
        EffectiveBounds bounds = input.bounds();
        int current = input.current();
        if (input.isManualZero()) {
            return leaveManualZero(steps);
        }
        boolean below = current < bounds.min() && (current > 0 || bounds.isLifted());
        if (below || current > bounds.rangeMax()) {
            return goIntoRange(steps);
        }
        return scale(steps, input.control().isActivationForced() ? bounds.activeMinimum() : bounds.min());
    }

    static Decision leaveManualZero(Steps steps) {
        steps.hold(Stage.ACTIVATE, Reason.MANUAL_ZERO, step -> "someone else set it to 0, which is left alone");
        return new Decision(steps);
    }

    /** Straight to the bound, past windows and rates. */
    static Decision goIntoRange(Steps steps) {
        DecisionInput input = steps.input();
        EffectiveBounds bounds = input.bounds();
        int current = input.current();
        boolean above = current > bounds.rangeMax();
        int bound = above ? bounds.rangeMax() : bounds.activeMinimum();
        boolean scheduled = !above && bounds.isLifted();
        Stage stage = scheduled ? Stage.SCHEDULE : Stage.RANGE;
        String side = above ? "above the maximum of " : scheduled ? "scheduled minimum of " : "below the minimum of ";
        if (input.control().forbids(current, bound)) {
            steps.hold(
                    stage,
                    Control.pausing(current, bound),
                    step -> side + bound + ", but " + (above ? "scale-in" : "scale-out") + " is paused");
            return new Decision(steps);
        }
        Reason reason = above ? Reason.MAXIMUM : scheduled ? Reason.SCHEDULED_MINIMUM : Reason.MINIMUM;
        steps.add(stage, bound, reason, step -> side + bound);
        return new Decision(steps);
    }

    /**
     * The largest recommendation; if a smaller count would rest on missing readings, the count stays.
     *
     * @param least the least count
     */
    static Decision scale(Steps steps, int least) {
        DecisionInput input = steps.input();
        int current = input.current();
        Recommendations recommendations = input.recommendations();
        Recommendation best = recommendations.best();
        steps.setFloor(least);
        if (best == null || (best.count() < current && !recommendations.allowShrinking())) {
            steps.hold(Stage.RECOMMEND, Reason.FAILED_READING, recommendations);
            if (current > input.bounds().max()) {
                limit(steps, Normalization.of(input, least));
            }
        } else {
            steps.add(Stage.RECOMMEND, best.count(), best.reason(), recommendations);
            normalize(steps, least);
        }
        return new Decision(steps);
    }

    /** Windows, a schedule's maximum, rates and bounds. */
    static void normalize(Steps steps, int least) {
        steps.setFloor(least);
        Normalization normalization = Normalization.of(steps.input(), least);
        normalization.stabilize(steps);
        limit(steps, normalization);
    }

    /** A schedule's maximum, rates and bounds hold whatever can be read, and also where windows do not apply. */
    static void limit(Steps steps, Normalization normalization) {
        normalization.keepToSchedule(steps);
        normalization.limitRate(steps);
    }
}

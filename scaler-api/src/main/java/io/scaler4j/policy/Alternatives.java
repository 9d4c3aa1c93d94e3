package io.scaler4j.policy;

/** What an evaluation would have come to without one of its constraints. */
final class Alternatives {

    private final Evaluation made;

    Alternatives(Evaluation made) {
        this.made = made;
    }

    /** The decision without this step; all others would have been made. */
    int without(Step step) {
        return switch (step.stage()) {
            case PAUSE -> withoutPause();
            case STABILIZE, SCHEDULE, RATE_LIMIT ->
                made.isRescaled() ? made.rescaling().without(step) : step.from();
            case RECOMMEND -> withoutHold(step);
            case DEACTIVATE ->
                step.reason() == Reason.COOLDOWN ? made.settings().restingCount() : step.from();
            default -> step.from();
        };
    }

    private int withoutPause() {
        Observation observation = made.observation();
        var resumed = observation.with(observation.control().resume());
        return Evaluation.decide(made.settings(), made.state(), resumed).to();
    }

    /** Without the tolerance, the replica limits, or the missing reading. */
    private int withoutHold(Step step) {
        Proposal best = made.proposals().best();
        if (best == null || !made.isRescaled() || made.isDormant()) {
            return step.from();
        }
        return switch (step.reason()) {
            case WITHIN_TOLERANCE, REPLICA_LIMITS -> made.rescaling().settled(best.unheld());
            case FAILED_READING -> made.rescaling().settled(best.count());
            default -> step.from();
        };
    }
}

package io.scaler4j.policy;

/** What an evaluation would have come to without one of its constraints. */
final class Alternatives {

    private final Evaluation made;

    Alternatives(Evaluation made) {
        this.made = made;
    }

    /** The decision without this step's constraint; all others would have held. */
    int without(Step step) {
        return switch (step.reason()) {
            case PAUSED, SCALE_IN_PAUSED, SCALE_OUT_PAUSED -> under(control().resume());
            case FORCED -> under(control().forceActivation(false));
            case MANUAL_ZERO ->
                Evaluation.decide(made.settings().withoutRespectForManualZero(), made.state(), made.observation())
                        .to();
            case COOLDOWN -> withoutCooldown();
            default -> withoutStage(step);
        };
    }

    private int withoutStage(Step step) {
        return switch (step.stage()) {
            case STABILIZE, SCHEDULE, RATE_LIMIT ->
                made.isRescaled() ? made.rescaling().without(step) : step.from();
            case RECOMMEND -> withoutHold(step);
            default -> step.from();
        };
    }

    private Control control() {
        return made.observation().control();
    }

    private int under(Control control) {
        Observation observation = made.observation().with(control);
        return Evaluation.decide(made.settings(), made.state(), observation).to();
    }

    private int withoutCooldown() {
        int resting = made.settings().restingCount();
        return made.settings().deactivation() == DeactivationMode.GRADUAL
                ? made.rescaling(resting).settled(resting)
                : resting;
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

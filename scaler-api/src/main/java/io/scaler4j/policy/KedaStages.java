package io.scaler4j.policy;

/** The stages of KEDA: ACTIVATE from zero or the idle count, and DEACTIVATE back to it. */
final class KedaStages {

    private KedaStages() {}

    /** What becomes of an idle target. */
    static Decision decideIdle(Steps steps) {
        DecisionInput input = steps.input();
        if (input.isManualZero()) {
            return HpaStages.leaveManualZero(steps);
        }
        return input.activity() == Activity.ACTIVE ? activate(steps) : stayIdle(steps);
    }

    /** Whether an active target becomes idle in this decision, which comes before it is raised to a minimum. */
    static boolean isDeactivated(DecisionInput input) {
        return canDeactivate(input)
                && input.activity() == Activity.INACTIVE
                && isCooldownOver(input)
                && !input.control().isScaleInPaused();
    }

    /** What becomes of an active target. If it does not become idle, its count is left to the metrics. */
    static Decision decideActive(Steps steps) {
        DecisionInput input = steps.input();
        if (input.activity() != Activity.ACTIVE && canDeactivate(input)) {
            if (isDeactivated(input)) {
                return deactivate(steps);
            }
            stayActive(steps);
        }
        return HpaStages.scale(steps, input.bounds().activeMinimum());
    }

    private static Decision activate(Steps steps) {
        DecisionInput input = steps.input();
        Control control = input.control();
        Recommendations recommendations = input.recommendations();
        if (control.isScaleOutPaused()) {
            steps.hold(
                    Stage.ACTIVATE,
                    Reason.SCALE_OUT_PAUSED,
                    step -> recommendations.whatIsActive(control) + ", but scale-out is paused");
            return new Decision(steps);
        }
        int base = input.bounds().activeMinimum();
        Reason why = recommendations.activity() == Activity.ACTIVE ? Reason.ACTIVE : Reason.FORCED;
        steps.add(Stage.ACTIVATE, base, why, step -> recommendations.whatIsActive(control));
        Recommendation best =
                input.settings().activation() == ActivationMode.PROPORTIONAL ? recommendations.best() : null;
        if (best != null && best.count() > base) {
            steps.add(Stage.RECOMMEND, best.count(), best.reason(), recommendations);
            steps.setFloor(base);
            HpaStages.limit(steps, Normalization.ofActivation(input, base));
        }
        return new Decision(steps);
    }

    private static Decision stayIdle(Steps steps) {
        DecisionInput input = steps.input();
        PolicySettings settings = input.settings();
        if (input.observation().bounds().min() > input.current()) {
            return HpaStages.goIntoRange(steps);
        }
        if (input.activity() == Activity.UNKNOWN) {
            steps.hold(Stage.ACTIVATE, Reason.UNKNOWN, input.recommendations());
            return new Decision(steps);
        }
        if (settings.idle().isEmpty() && input.current() < settings.min()) {
            return HpaStages.goIntoRange(steps);
        }
        steps.hold(Stage.ACTIVATE, Reason.INACTIVE, step -> "no trigger is active");
        return new Decision(steps);
    }

    /** A schedule's minimum keeps a target active. */
    private static boolean canDeactivate(DecisionInput input) {
        PolicySettings settings = input.settings();
        return settings.canBeIdle() && input.observation().bounds().min() <= settings.idleCount();
    }

    private static void stayActive(Steps steps) {
        DecisionInput input = steps.input();
        if (input.activity() == Activity.UNKNOWN) {
            steps.hold(Stage.DEACTIVATE, Reason.UNKNOWN, input.recommendations());
        } else if (isCooldownOver(input)) {
            steps.hold(Stage.DEACTIVATE, Reason.SCALE_IN_PAUSED, step -> "inactive, but scale-in is paused");
        } else {
            long left = Texts.roundedUp(Micros.minus(cooldownEnd(input), input.at()));
            steps.hold(Stage.DEACTIVATE, Reason.COOLDOWN, step -> "inactive, " + Texts.ofCooldown(left));
        }
    }

    private static Decision deactivate(Steps steps) {
        DecisionInput input = steps.input();
        PolicySettings settings = input.settings();
        int idle = settings.idleCount();
        steps.add(Stage.DEACTIVATE, idle, Reason.COOLDOWN_OVER, step -> "inactive, cooldown is over");
        if (settings.deactivation() == DeactivationMode.GRADUAL) {
            HpaStages.normalize(steps, idle);
        }
        return new Decision(steps);
    }

    private static boolean isCooldownOver(DecisionInput input) {
        return input.at() > cooldownEnd(input);
    }

    private static long cooldownEnd(DecisionInput input) {
        ScalingState state = input.state();
        PolicySettings settings = input.settings();
        return state.wasActive()
                ? Saturating.plus(state.lastActive(), settings.cooldownMicros())
                : Saturating.plus(state.firstSeenOr(input.at()), settings.initialCooldownMicros());
    }
}

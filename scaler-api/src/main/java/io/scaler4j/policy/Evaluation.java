package io.scaler4j.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One decision in the making: the stages, one after the other. Used once, by one thread. */
final class Evaluation {

    private final PolicySettings settings;
    private final ScalingState state;
    private final Observation observation;
    private final boolean afterGap;
    private final Control control;
    private final EffectiveBounds bounds;
    private final int current;
    private final long at;
    private final Proposals proposals;
    private final Activity activity;
    private final Walk walk;
    private final Memory memory;
    private @Nullable Rescaling rescaling;

    private Evaluation(PolicySettings settings, ScalingState state, Observation observation, boolean afterGap) {
        this.settings = settings;
        this.state = state;
        this.observation = observation;
        this.afterGap = afterGap;
        control = observation.control();
        bounds = EffectiveBounds.of(settings, observation.bounds());
        current = observation.replicas().desired();
        at = state.effectiveTime(Micros.of(observation.at()));
        proposals = Proposals.of(observation, state.failures(), settings.tolerance(), at);
        activity = control.isActivationForced() ? Activity.ACTIVE : proposals.activity();
        walk = new Walk(current);
        memory = new Memory(settings, state, observation, proposals.failures(), at);
    }

    /** Begins with a state that still tells about the time since; the parts of a decision can be asked for alone. */
    Evaluation(PolicySettings settings, ScalingState state, Observation observation) {
        this(settings, state, observation, false);
    }

    /** The whole decision. */
    static Decision decide(PolicySettings settings, ScalingState state, Observation observation) {
        long at = state.effectiveTime(Micros.of(observation.at()));
        boolean gap = !observation.control().isPaused()
                && !settings.isDormant(observation.replicas().desired())
                && state.isGap(at, observation.interval());
        return new Evaluation(settings, gap ? state.atFirstSight(at) : state, observation, gap).decide();
    }

    private Decision decide() {
        if (control.isPaused()) {
            return pause();
        }
        if (isDormant()) {
            return activation().orElseThrow();
        }
        if (afterGap) {
            long unseen = Micros.minus(at, state.lastUnpaused());
            walk.step(
                    Stage.GAP,
                    current,
                    Reason.GAP,
                    () -> "no decision for " + Texts.ofMicros(unseen) + ", as at first sight");
        }
        return isOutOfRange() ? goIntoRange() : activation().orElseGet(this::scale);
    }

    /**
     * What activation alone has to say: waking, sleeping, a known lack of replicas. Empty: left to the metrics, or to
     * the pause.
     */
    private Optional<Decision> activation() {
        if (control.isPaused()) {
            return Optional.empty();
        }
        if (isDormant()) {
            return Optional.of(isManualZero() || activity != Activity.ACTIVE ? sleepOn() : activate());
        }
        if (activity == Activity.INACTIVE && settings.idle().isEmpty() && current < bounds.min()) {
            return Optional.of(goIntoRange());
        }
        if (activity == Activity.ACTIVE || !maySleep()) {
            return Optional.empty();
        }
        if (isToSleep()) {
            return Optional.of(deactivate());
        }
        stayAwake();
        return Optional.empty();
    }

    /** Activation without the metrics: what it leaves to them stays as it is. */
    Decision activationAlone() {
        return activation().orElseGet(() -> {
            walk.step(Stage.RECOMMEND, current, Reason.UNHINDERED, () -> "left to the metrics");
            return hold();
        });
    }

    /** RANGE to RATE_LIMIT, as an HPA decides that knows no activation: its floor is the minimum itself. */
    Decision rescale() {
        if (isManualZero()) {
            return sleepOn();
        }
        boolean outOfRange = current > bounds.rangeMax() || current < bounds.min();
        return current > 0 && outOfRange ? goIntoRange() : scale(bounds.min());
    }

    /** The count stays, whatever follows; an awake and active target was active now. */
    private Decision hold() {
        ScalingState same = memory.unchanged(lastActive(), history());
        return decision(same, same);
    }

    private boolean isDormant() {
        return settings.isDormant(current);
    }

    private boolean isManualZero() {
        return settings.respectManualZero() && current == 0 && !state.zeroIsOurs();
    }

    private boolean isOutOfRange() {
        return current > bounds.rangeMax() || (current < bounds.awakeMinimum() && !isFallingAsleep());
    }

    /** On the way to the resting count, which may take several turns below the minimum. */
    private boolean isFallingAsleep() {
        return settings.deactivation() == DeactivationMode.GRADUAL && maySleep() && isToSleep();
    }

    private boolean isToSleep() {
        return activity == Activity.INACTIVE && at > cooldownEnd() && !control.isScaleInPaused();
    }

    /** A schedule's minimum keeps a target awake. */
    private boolean maySleep() {
        return settings.maySleep() && observation.bounds().min() <= settings.restingCount();
    }

    // ---- paused

    private Decision pause() {
        int to = control.pausedAt().orElse(current);
        walk.step(Stage.PAUSE, to, Reason.PAUSED, control::toString);
        return moved(state.recommendations());
    }

    // ---- asleep

    private Decision activate() {
        int base = bounds.awakeMinimum();
        if (control.isScaleOutPaused()) {
            walk.step(
                    Stage.ACTIVATE,
                    current,
                    Reason.SCALE_OUT_PAUSED,
                    () -> proposals.whoIsActive(control) + ", but scale-out is paused");
            return sleep();
        }
        Reason why = proposals.activity() == Activity.ACTIVE ? Reason.ACTIVE : Reason.FORCED;
        walk.step(Stage.ACTIVATE, base, why, () -> proposals.whoIsActive(control));
        Proposal best = proposals.best();
        if (settings.activation() == ActivationMode.PROPORTIONAL && best != null && best.count() > base) {
            walk.step(Stage.RECOMMEND, best.count(), best.reason(), best::because);
            var fromBase = new RateLimiter(base, ScaleEvents.NONE, ScaleEvents.NONE, at);
            rescaling = new Rescaling(settings, bounds, control, Recommendations.NONE, fromBase, base, false);
            rescaling.keepToSchedule(walk);
            rescaling.limitRate(walk);
        }
        int to = walk.count();
        return decision(memory.awake(to, base), memory.unchanged(state.lastActive(), state.recommendations()));
    }

    private Decision sleepOn() {
        if (isManualZero()) {
            walk.step(
                    Stage.ACTIVATE, current, Reason.MANUAL_ZERO, () -> "someone else set it to 0, which is left alone");
            return sleep();
        }
        if (observation.bounds().min() > current) {
            return goIntoRange();
        }
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.ACTIVATE, current, Reason.UNKNOWN, proposals::whoFailed);
            return sleep();
        }
        if (settings.idle().isEmpty() && current < settings.min()) {
            return goIntoRange();
        }
        walk.step(Stage.ACTIVATE, current, Reason.INACTIVE, () -> "no trigger is active");
        return sleep();
    }

    /** A turn that stays asleep records nothing. */
    private Decision sleep() {
        ScalingState same = memory.unchanged(state.lastActive(), state.recommendations());
        return decision(same, same);
    }

    // ---- awake

    private Decision goIntoRange() {
        boolean above = current > bounds.rangeMax();
        int bound = above ? bounds.rangeMax() : bounds.awakeMinimum();
        boolean scheduled = !above && bounds.isLifted();
        Stage stage = scheduled ? Stage.SCHEDULE : Stage.RANGE;
        String side = above ? "above the maximum of " : scheduled ? "scheduled minimum of " : "below the minimum of ";
        if (control.forbids(current, bound)) {
            walk.step(
                    stage,
                    current,
                    Control.pausing(current, bound),
                    () -> side + bound + ", but " + (above ? "scale-in" : "scale-out") + " is paused");
            return isDormant() ? sleep() : hold();
        }
        Reason reason = above ? Reason.MAXIMUM : scheduled ? Reason.SCHEDULED_MINIMUM : Reason.MINIMUM;
        walk.step(stage, bound, reason, () -> side + bound);
        return moved(isDormant() ? Recommendations.NONE : history());
    }

    private long cooldownEnd() {
        return state.wasActive()
                ? Saturating.plus(state.lastActive(), settings.cooldownMicros())
                : Saturating.plus(state.firstSeenOr(at), settings.initialCooldownMicros());
    }

    private void stayAwake() {
        long end = cooldownEnd();
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.DEACTIVATE, current, Reason.UNKNOWN, proposals::whoFailed);
        } else if (at > end) {
            walk.step(Stage.DEACTIVATE, current, Reason.SCALE_IN_PAUSED, () -> "inactive, but scale-in is paused");
        } else {
            long left = Texts.roundedUp(Micros.minus(end, at));
            walk.step(
                    Stage.DEACTIVATE,
                    current,
                    Reason.COOLDOWN,
                    () -> "inactive, cooldown for another " + Texts.ofMicros(left));
        }
    }

    private Decision deactivate() {
        int resting = settings.restingCount();
        walk.step(Stage.DEACTIVATE, resting, Reason.COOLDOWN_OVER, () -> "inactive, cooldown is over");
        if (settings.deactivation() == DeactivationMode.GRADUAL) {
            return settle(rescaling(resting));
        }
        return decision(memory.asleep(resting), memory.unchanged(state.lastActive(), state.recommendations()));
    }

    private Decision scale() {
        return scale(bounds.awakeMinimum());
    }

    /** The largest proposal; if a smaller count would rest on missing readings, it must stay. */
    private Decision scale(int floor) {
        Rescaling steps = rescaling(floor);
        Proposal best = proposals.best();
        if (best == null || (best.count() < current && !proposals.allowShrinking())) {
            walk.step(Stage.RECOMMEND, current, Reason.FAILED_READING, proposals::whoFailed);
            return current > bounds.max() ? approachSchedule(steps) : hold();
        }
        walk.step(Stage.RECOMMEND, best.count(), best.reason(), best::because);
        return settle(steps);
    }

    /** Windows, then rates and bounds. The raw wish is what later windows look at. */
    private Decision settle(Rescaling steps) {
        int wish = walk.count();
        steps.stabilize(walk);
        steps.keepToSchedule(walk);
        steps.limitRate(walk);
        return moved(history()
                .plus(wish, at, settings.up().windowMicros(), settings.down().windowMicros()));
    }

    /** Bounds hold whatever can be read. */
    private Decision approachSchedule(Rescaling steps) {
        steps.keepToSchedule(walk);
        steps.limitRate(walk);
        return moved(history());
    }

    /** At first sight of an awake target, and after a gap, its count stands for what was recommended. */
    private Recommendations history() {
        return state.recommendations().isEmpty() ? Recommendations.startingWith(current, at) : state.recommendations();
    }

    private Rescaling rescaling(int floor) {
        var rates = new RateLimiter(current, state.ups(), state.downs(), at);
        rescaling = new Rescaling(settings, bounds, control, history(), rates, floor, afterGap);
        return rescaling;
    }

    // ---- results

    private long lastActive() {
        return activity == Activity.ACTIVE ? at : state.lastActive();
    }

    /** The walk's end, with the change as an event once it is confirmed. */
    private Decision moved(Recommendations history) {
        ScalingState unwritten = memory.unchanged(lastActive(), history);
        int change = walk.count() - current;
        return decision(change == 0 ? unwritten : memory.changedBy(change, lastActive(), history), unwritten);
    }

    private Decision decision(ScalingState applied, ScalingState notApplied) {
        var explanation = new Explanation(walk.steps(), proposals.all(), walk.binding(this::without));
        return new Decision(observation.at(), current, walk.count(), explanation, applied, notApplied);
    }

    /** What the decision would be without one of its steps. */
    private int without(Step step) {
        return switch (step.stage()) {
            case PAUSE ->
                decide(settings, state, observation.with(control.resume())).to();
            case STABILIZE, SCHEDULE, RATE_LIMIT -> rescaling == null ? step.from() : rescaling.without(step);
            case RECOMMEND -> withoutProposal(step);
            case DEACTIVATE -> step.reason() == Reason.COOLDOWN ? settings.restingCount() : step.from();
            default -> step.from();
        };
    }

    private int withoutProposal(Step step) {
        Proposal best = proposals.best();
        if (best == null || rescaling == null || isDormant()) {
            return step.from();
        }
        return switch (step.reason()) {
            case WITHIN_TOLERANCE, REPLICA_LIMITS -> rescaling.settled(best.unheld());
            case FAILED_READING -> rescaling.settled(best.count());
            default -> step.from();
        };
    }
}

package io.scaler4j.policy;

import java.util.Optional;

/**
 * One decision in the making: the stages, one after the other. Made by one thread and used once; then only read, as
 * what the decision was made of.
 */
final class Evaluation {

    /** Nothing was rescaled. */
    private static final int NO_FLOOR = -1;

    private final PolicySettings settings;
    private final ScalingState given;
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
    private int floor = NO_FLOOR;
    private boolean wakes;
    private boolean restarts;

    private Evaluation(PolicySettings settings, ScalingState given, Observation observation, boolean afterGap) {
        this.settings = settings;
        this.given = given;
        this.observation = observation;
        this.afterGap = afterGap;
        control = observation.control();
        bounds = settings.bounds().and(observation.bounds());
        current = observation.replicas().desired();
        at = given.effectiveTime(Micros.of(observation.at()));
        state = afterGap ? given.atFirstSight(at) : given;
        long unread = state.lastSeen() == ScalingState.NEVER ? 0 : Micros.minus(at, state.lastSeen());
        proposals = Proposals.of(observation, state.failures(), settings.tolerance(), at, unread);
        activity = control.isActivationForced() ? Activity.ACTIVE : proposals.activity();
        walk = new Walk(current);
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
        return new Evaluation(settings, state, observation, gap).decide();
    }

    private Decision decide() {
        if (control.isPaused()) {
            return pause();
        }
        if (isDormant()) {
            return activation().orElseThrow();
        }
        if (afterGap) {
            long unseen = Micros.minus(at, state.undecidedSince());
            walk.step(
                    Stage.GAP,
                    current,
                    Reason.GAP,
                    step -> "no decision for " + Texts.ofMicros(unseen) + ", as at first sight");
        }
        return isOutOfRange() ? goIntoRange() : activation().orElseGet(this::scale);
    }

    /** What activation has to say: waking and sleeping. Empty: left to the metrics. */
    private Optional<Decision> activation() {
        if (isDormant()) {
            return Optional.of(isManualZero() || activity != Activity.ACTIVE ? sleepOn() : activate());
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

    /** As KEDA's loop decides, which knows no metrics and no maximum: what it leaves to the HPA stays as it is. */
    Decision activationAlone() {
        Optional<Decision> said = Optional.empty();
        if (!control.isPaused()) {
            said = !isDormant() && current < bounds.min() ? ofTooFew() : activation();
        }
        return said.orElseGet(() -> {
            walk.step(Stage.RECOMMEND, current, Reason.UNHINDERED, step -> "left to the metrics");
            return hold();
        });
    }

    /** Awake and below the minimum, which is RANGE's in a whole decision. */
    private Optional<Decision> ofTooFew() {
        boolean idles = settings.idle().isPresent();
        if (idles && activity == Activity.ACTIVE) {
            return Optional.of(activate());
        }
        return !idles && activity == Activity.INACTIVE ? Optional.of(goIntoRange()) : activation();
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
        return new Decision(this, Memory.unchanged(this, lastActive(), history()));
    }

    boolean isDormant() {
        return settings.isDormant(current);
    }

    private boolean isManualZero() {
        return settings.respectManualZero() && current == 0 && !state.zeroIsOurs();
    }

    /** What goes to sleep is not raised before, and not lowered to the maximum if it goes at once. */
    private boolean isOutOfRange() {
        if (current > bounds.rangeMax()) {
            return settings.deactivation() == DeactivationMode.GRADUAL || !isFallingAsleep();
        }
        return current < bounds.awakeMinimum() && !isFallingAsleep();
    }

    private boolean isFallingAsleep() {
        return maySleep() && isToSleep();
    }

    private boolean isToSleep() {
        return activity == Activity.INACTIVE && isCooldownOver() && !control.isScaleInPaused();
    }

    /** A schedule's minimum keeps a target awake. */
    private boolean maySleep() {
        return settings.maySleep() && observation.bounds().min() <= settings.restingCount();
    }

    // ---- paused

    private Decision pause() {
        int to = control.pausedAt().orElse(current);
        walk.step(Stage.PAUSE, to, Reason.PAUSED, step -> control.toString());
        return moved(state.isAsleep() && !isDormant() ? history() : state.recommendations());
    }

    // ---- asleep

    private Decision activate() {
        int base = bounds.awakeMinimum();
        if (control.isScaleOutPaused()) {
            walk.step(
                    Stage.ACTIVATE,
                    current,
                    Reason.SCALE_OUT_PAUSED,
                    step -> proposals.whoIsActive(control) + ", but scale-out is paused");
            return sleep();
        }
        Reason why = proposals.activity() == Activity.ACTIVE ? Reason.ACTIVE : Reason.FORCED;
        walk.step(Stage.ACTIVATE, base, why, step -> proposals.whoIsActive(control));
        Proposal best = settings.activation() == ActivationMode.PROPORTIONAL ? proposals.best() : null;
        if (best != null && best.count() > base) {
            walk.step(Stage.RECOMMEND, best.count(), best.reason(), proposals);
            wakes = true;
            floor = base;
            Rescaling steps = rescaling();
            steps.keepToSchedule(walk);
            steps.limitRate(walk);
        }
        restarts = true;
        Recommendations history = best == null ? historyAsleep() : recorded(state.recommendations(), best.count());
        return new Decision(this, Memory.awake(this, walk.count() - base, history));
    }

    private Decision sleepOn() {
        if (isManualZero()) {
            walk.step(
                    Stage.ACTIVATE,
                    current,
                    Reason.MANUAL_ZERO,
                    step -> "someone else set it to 0, which is left alone");
            return sleep();
        }
        if (observation.bounds().min() > current) {
            return goIntoRange();
        }
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.ACTIVATE, current, Reason.UNKNOWN, proposals);
            return sleep();
        }
        if (settings.idle().isEmpty() && current < settings.min()) {
            return goIntoRange();
        }
        walk.step(Stage.ACTIVATE, current, Reason.INACTIVE, step -> "no trigger is active");
        return sleep();
    }

    /** A turn that stays asleep records nothing. */
    private Decision sleep() {
        return new Decision(this, Memory.unchanged(this, state.lastActive(), state.recommendations()));
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
                    step -> side + bound + ", but " + (above ? "scale-in" : "scale-out") + " is paused");
            return isDormant() ? sleep() : hold();
        }
        Reason reason = above ? Reason.MAXIMUM : scheduled ? Reason.SCHEDULED_MINIMUM : Reason.MINIMUM;
        walk.step(stage, bound, reason, step -> side + bound);
        if (!isDormant()) {
            return moved(history());
        }
        restarts = true;
        return new Decision(this, Memory.raised(this, historyAsleep()));
    }

    private long cooldownEnd() {
        return state.wasActive()
                ? Saturating.plus(state.lastActive(), settings.cooldownMicros())
                : Saturating.plus(state.firstSeenOr(at), settings.initialCooldownMicros());
    }

    private boolean isCooldownOver() {
        return at > cooldownEnd();
    }

    private void stayAwake() {
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.DEACTIVATE, current, Reason.UNKNOWN, proposals);
        } else if (isCooldownOver()) {
            walk.step(Stage.DEACTIVATE, current, Reason.SCALE_IN_PAUSED, step -> "inactive, but scale-in is paused");
        } else {
            long left = Texts.roundedUp(Micros.minus(cooldownEnd(), at));
            walk.step(Stage.DEACTIVATE, current, Reason.COOLDOWN, step -> "inactive, " + Texts.ofCooldown(left));
        }
    }

    private Decision deactivate() {
        int resting = settings.restingCount();
        walk.step(Stage.DEACTIVATE, resting, Reason.COOLDOWN_OVER, step -> "inactive, cooldown is over");
        if (settings.deactivation() == DeactivationMode.GRADUAL) {
            floor = resting;
            Decision step = settle(rescaling());
            if (walk.count() > resting) {
                return step;
            }
        }
        restarts = true;
        return new Decision(this, Memory.asleep(this, resting, history()));
    }

    private Decision scale() {
        return scale(bounds.awakeMinimum());
    }

    /** The largest proposal; if a smaller count would rest on missing readings, it must stay. */
    private Decision scale(int least) {
        floor = least;
        Rescaling steps = rescaling();
        Proposal best = proposals.best();
        if (best == null || (best.count() < current && !proposals.allowShrinking())) {
            walk.step(Stage.RECOMMEND, current, Reason.FAILED_READING, proposals);
            return current > bounds.max() ? approachSchedule(steps) : hold();
        }
        walk.step(Stage.RECOMMEND, best.count(), best.reason(), proposals);
        return settle(steps);
    }

    /** Windows, then rates and bounds. The raw wish is what later windows look at. */
    private Decision settle(Rescaling steps) {
        int wish = walk.count();
        steps.stabilize(walk);
        steps.keepToSchedule(walk);
        steps.limitRate(walk);
        return moved(recorded(history(), wish));
    }

    private Recommendations recorded(Recommendations history, int wish) {
        return history.plus(
                wish, at, settings.up().windowMicros(), settings.down().windowMicros());
    }

    /** Bounds hold whatever can be read. */
    private Decision approachSchedule(Rescaling steps) {
        steps.keepToSchedule(walk);
        steps.limitRate(walk);
        return moved(history());
    }

    /**
     * At first sight, after a gap, and where someone else woke the target, its count stands for what was recommended.
     */
    private Recommendations history() {
        return state.recommendations().isEmpty() || state.isAsleep()
                ? Recommendations.startingWith(current, at)
                : state.recommendations();
    }

    /** The same for a target that was asleep at first sight, at whatever time that was. */
    private Recommendations historyAsleep() {
        return state.recommendations().isEmpty()
                ? Recommendations.startingWith(current, state.firstSeenOr(at))
                : state.recommendations();
    }

    /** Made again where it is asked what would have been. Waking counts from the base it wakes to, without windows. */
    Rescaling rescaling() {
        return rescaling(floor);
    }

    Rescaling rescaling(int floor) {
        if (wakes) {
            var fromBase = new RateLimiter(floor, state.ups(), state.downs(), at);
            return new Rescaling(settings, bounds, control, Recommendations.NONE, fromBase, floor, false);
        }
        var rates = new RateLimiter(current, state.ups(), state.downs(), at);
        return new Rescaling(settings, bounds, control, history(), rates, floor, afterGap);
    }

    // ---- results

    private long lastActive() {
        return activity == Activity.ACTIVE ? at : state.lastActive();
    }

    /** The walk's end, with the change as an event once it is confirmed. */
    private Decision moved(Recommendations history) {
        int change = walk.count() - current;
        return new Decision(
                this,
                change == 0
                        ? Memory.unchanged(this, lastActive(), history)
                        : Memory.changedBy(this, change, lastActive(), history));
    }

    /** What remains of the state after a write that did not happen: neither the change nor a start of history. */
    ScalingState withoutWrite(ScalingState written) {
        return restarts
                ? Memory.unwritten(this, state.lastActive(), state.recommendations())
                : Memory.unwritten(this, written.lastActive(), written.recommendations());
    }

    // ---- what it was made of, and led to

    PolicySettings settings() {
        return settings;
    }

    /** What the last decision left behind. */
    ScalingState given() {
        return given;
    }

    /** What it began with; after a gap, as at first sight. */
    ScalingState state() {
        return state;
    }

    Observation observation() {
        return observation;
    }

    ReplicaBounds bounds() {
        return new ReplicaBounds(bounds.min(), bounds.max());
    }

    /** The time that counts, in microseconds. */
    long at() {
        return at;
    }

    int current() {
        return current;
    }

    Walk walk() {
        return walk;
    }

    Proposals proposals() {
        return proposals;
    }

    Explanation.Binding binding() {
        return walk.binding(new Alternatives(this)::without);
    }

    boolean isRescaled() {
        return floor != NO_FLOOR;
    }
}

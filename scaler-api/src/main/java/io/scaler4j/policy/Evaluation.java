package io.scaler4j.policy;

import java.util.Optional;

/** One decision in the making: the stages, one after the other. Used once, by one thread. */
final class Evaluation {

    private final PolicySettings settings;
    private final ScalingState state;
    private final Observation observation;
    private final int current;
    private final long at;
    private final Proposals proposals;
    private final Activity activity;
    private final RateLimiter rates;
    private final Walk walk;
    private int floor;

    Evaluation(PolicySettings settings, ScalingState state, Observation observation) {
        this.settings = settings;
        this.state = state;
        this.observation = observation;
        current = observation.replicas().desired();
        at = state.effectiveTime(Micros.of(observation.at()));
        proposals = Proposals.of(observation, settings.tolerance(), Micros.toInstant(at));
        activity = proposals.activity();
        rates = new RateLimiter(current, state.ups(), state.downs(), at);
        walk = new Walk(current);
        floor = settings.awakeMinimum();
    }

    Decision decide() {
        if (settings.isDormant(current)) {
            return activation().orElseThrow();
        }
        return isOutOfRange() ? goIntoRange() : activation().orElseGet(this::scale);
    }

    /** What activation alone has to say: waking, sleeping, a known lack of replicas. Empty: left to the metrics. */
    Optional<Decision> activation() {
        if (settings.isDormant(current)) {
            return Optional.of(activity == Activity.ACTIVE && !isManualZero() ? activate() : sleepOn());
        }
        if (activity == Activity.INACTIVE && settings.idle().isEmpty() && current < settings.min()) {
            return Optional.of(goIntoRange());
        }
        if (activity == Activity.ACTIVE || !settings.maySleep()) {
            return Optional.empty();
        }
        if (activity == Activity.INACTIVE && at > cooldownEnd()) {
            return Optional.of(deactivate());
        }
        stayAwake();
        return Optional.empty();
    }

    /** RANGE to RATE_LIMIT, as an HPA decides that knows no activation: its floor is the minimum itself. */
    Decision rescale() {
        floor = settings.min();
        if (isManualZero()) {
            return sleepOn();
        }
        return current > 0 && isOutOfRange() ? goIntoRange() : scale();
    }

    private boolean isManualZero() {
        return settings.respectManualZero() && current == 0 && !state.zeroIsOurs();
    }

    private boolean isOutOfRange() {
        return current > settings.max() || current < floor;
    }

    private Decision scale() {
        return recommend() ? settle() : held();
    }

    // ---- asleep

    private Decision activate() {
        int base = settings.awakeMinimum();
        walk.step(Stage.ACTIVATE, base, Reason.ACTIVE, proposals::whoIsActive);
        Proposal best = proposals.best();
        if (settings.activation() == ActivationMode.PROPORTIONAL && best != null && best.count() > base) {
            walk.step(Stage.RECOMMEND, best.count(), best.reason(), best::because);
            limitRate(new RateLimiter(base, ScaleEvents.NONE, ScaleEvents.NONE, at));
        }
        int to = walk.count();
        ScaleEvents growth = to > base ? ScaleEvents.NONE.plus(to - base, at, 0) : ScaleEvents.NONE;
        var awake = new ScalingState(
                state.firstSeenOr(at), at, at, false, Recommendations.startingWith(to, at), growth, ScaleEvents.NONE);
        return decision(awake, remembering(state.lastActive(), state.recommendations()));
    }

    private Decision sleepOn() {
        if (isManualZero()) {
            walk.step(
                    Stage.ACTIVATE, current, Reason.MANUAL_ZERO, () -> "someone else set it to 0, which is left alone");
            return held();
        }
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.ACTIVATE, current, Reason.UNKNOWN, proposals::whoFailed);
            return held();
        }
        if (settings.idle().isEmpty() && current < settings.min()) {
            return goIntoRange();
        }
        walk.step(Stage.ACTIVATE, current, Reason.INACTIVE, () -> "no trigger is active");
        return held();
    }

    // ---- awake

    private Decision goIntoRange() {
        int max = settings.max();
        int min = floor;
        if (current > max) {
            walk.step(Stage.RANGE, max, Reason.MAXIMUM, () -> "above the maximum of " + max);
        } else {
            walk.step(Stage.RANGE, min, Reason.MINIMUM, () -> "below the minimum of " + min);
        }
        return moved(state.recommendations());
    }

    private long cooldownEnd() {
        return state.wasActive()
                ? Saturating.plus(state.lastActive(), settings.cooldownMicros())
                : Saturating.plus(state.firstSeenOr(at), settings.initialCooldownMicros());
    }

    private void stayAwake() {
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.DEACTIVATE, current, Reason.UNKNOWN, proposals::whoFailed);
        } else {
            long left = Texts.roundedUp(Micros.minus(cooldownEnd(), at));
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
            floor = resting;
            return settle();
        }
        var asleep = new ScalingState(
                state.firstSeenOr(at),
                at,
                state.lastActive(),
                resting == 0,
                Recommendations.NONE,
                ScaleEvents.NONE,
                ScaleEvents.NONE);
        return decision(asleep, remembering(state.lastActive(), state.recommendations()));
    }

    /** The largest proposal; false if a smaller count would rest on missing readings, so that it must stay. */
    private boolean recommend() {
        Proposal best = proposals.best();
        if (best == null || (best.count() < current && !proposals.allowShrinking())) {
            walk.step(Stage.RECOMMEND, current, Reason.FAILED_READING, proposals::whoFailed);
            return false;
        }
        walk.step(Stage.RECOMMEND, best.count(), best.reason(), best::because);
        return true;
    }

    /** Windows, then rates and bounds. The raw wish is what later windows look at. */
    private Decision settle() {
        int wish = walk.count();
        Recommendations history =
                state.recommendations().isEmpty() ? Recommendations.startingWith(current, at) : state.recommendations();
        stabilize(wish, history);
        limitRate(rates);
        return moved(history.plus(
                wish, at, settings.up().windowMicros(), settings.down().windowMicros()));
    }

    private void stabilize(int wish, Recommendations history) {
        long up = settings.up().windowMicros();
        long down = settings.down().windowMicros();
        int stabilized = settings.legacy()
                ? LegacyRules.stabilize(history, wish, at, down)
                : history.stabilize(current, wish, at, up, down);
        if (stabilized == wish) {
            walk.step(Stage.STABILIZE, wish, Reason.UNHINDERED, () -> "the windows agree");
        } else if (stabilized < wish) {
            walk.step(Stage.STABILIZE, stabilized, Reason.WINDOW, () -> "lowest of the last " + Texts.ofMicros(up));
        } else {
            walk.step(Stage.STABILIZE, stabilized, Reason.WINDOW, () -> "highest of the last " + Texts.ofMicros(down));
        }
    }

    private void limitRate(RateLimiter limiter) {
        int want = walk.count();
        RateLimiter.Limited limited = limited(want, limiter);
        int to = Math.max(limited.count(), floor);
        walk.step(
                Stage.RATE_LIMIT,
                to,
                to == limited.count() ? limited.reason() : Reason.MINIMUM,
                () -> switch (limited.reason()) {
                    case MAXIMUM -> "the maximum";
                    case MINIMUM -> "the minimum";
                    default ->
                        want == limiter.current() ? "no change wanted" : "allowed: " + rules(want > limiter.current());
                });
    }

    private RateLimiter.Limited limited(int want, RateLimiter limiter) {
        return settings.legacy()
                ? LegacyRules.limit(limiter.current(), want, floor, settings.max())
                : limiter.limit(want, floor, settings.max(), settings.up(), settings.down());
    }

    private String rules(boolean up) {
        if (settings.legacy()) {
            return up ? "twice the count, or 4" : "any";
        }
        return (up ? settings.up() : settings.down()).describe();
    }

    // ---- results

    private long lastActive() {
        return activity == Activity.ACTIVE ? at : state.lastActive();
    }

    private Decision held() {
        ScalingState same = remembering(lastActive(), state.recommendations());
        return decision(same, same);
    }

    /** The walk's end, with the change as an event once it is confirmed. */
    private Decision moved(Recommendations history) {
        ScalingState unwritten = remembering(lastActive(), history);
        int change = walk.count() - current;
        if (change == 0) {
            return decision(unwritten, unwritten);
        }
        ScaleEvents ups =
                change > 0 ? state.ups().plus(change, at, settings.up().longestPeriodMicros()) : state.ups();
        ScaleEvents downs =
                change < 0 ? state.downs().plus(-change, at, settings.down().longestPeriodMicros()) : state.downs();
        var written = new ScalingState(state.firstSeenOr(at), at, lastActive(), walk.count() == 0, history, ups, downs);
        return decision(written, unwritten);
    }

    private ScalingState remembering(long lastActive, Recommendations history) {
        return new ScalingState(
                state.firstSeenOr(at),
                at,
                lastActive,
                state.zeroIsOurs() && current == 0,
                history,
                state.ups(),
                state.downs());
    }

    private Decision decision(ScalingState applied, ScalingState notApplied) {
        var explanation = new Explanation(walk.steps(), proposals.all(), binding());
        return new Decision(observation.at(), current, walk.count(), explanation, applied, notApplied);
    }

    /** The decisive step; without a stabilization window the rates would still have applied. */
    private Explanation.Binding binding() {
        Step step = walk.decisive();
        int without = step.from();
        if (step.stage() == Stage.STABILIZE) {
            without = limited(without, rates).count();
        }
        return new Explanation.Binding(step.stage(), step.reason(), without);
    }
}

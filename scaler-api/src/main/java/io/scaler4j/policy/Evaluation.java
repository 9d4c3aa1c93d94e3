package io.scaler4j.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One decision in the making: the stages, one after the other. Used once, by one thread. */
final class Evaluation {

    private final PolicySettings settings;
    private final ScalingState state;
    private final Observation observation;
    private final int current;
    private final long at;
    private final List<Proposal> proposals;
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
        proposals = interpret();
        activity = Activity.of(proposals);
        rates = new RateLimiter(current, state.ups(), state.downs(), at);
        walk = new Walk(current);
        floor = settings.awakeMinimum();
    }

    Decision decide() {
        if (settings.isDormant(current)) {
            return activity == Activity.ACTIVE ? activate() : sleepOn();
        }
        if (current > settings.max() || current < settings.awakeMinimum()) {
            return goIntoRange();
        }
        if (activity != Activity.ACTIVE && settings.maySleep()) {
            if (activity == Activity.INACTIVE && at > cooldownEnd()) {
                return deactivate();
            }
            stayAwake();
        }
        return recommend() ? settle() : held();
    }

    private List<Proposal> interpret() {
        Instant now = Micros.toInstant(at);
        var proposer = new Proposer(observation.replicas(), now, settings.tolerance());
        var interpreted = new ArrayList<Proposal>(observation.measurements().size());
        for (Measurement measurement : observation.measurements()) {
            interpreted.add(proposer.propose(measurement));
        }
        return interpreted;
    }

    // ---- asleep

    private Decision activate() {
        int base = settings.awakeMinimum();
        walk.step(Stage.ACTIVATE, base, Reason.ACTIVE, this::whoIsActive);
        Proposal best = best();
        if (settings.activation() == ActivationMode.PROPORTIONAL && best != null && best.count() > base) {
            walk.step(Stage.RECOMMEND, best.count(), best.reason(), best::because);
            limitRate(new RateLimiter(base, ScaleEvents.NONE, ScaleEvents.NONE, at));
        }
        int to = walk.count();
        ScaleEvents growth = to > base ? ScaleEvents.NONE.plus(to - base, at, 0) : ScaleEvents.NONE;
        var awake = new ScalingState(
                state.firstSeenOr(at), at, at, Recommendations.startingWith(to, at), growth, ScaleEvents.NONE);
        return decision(awake, remembering(state.lastActive(), state.recommendations()));
    }

    private Decision sleepOn() {
        if (activity == Activity.UNKNOWN) {
            walk.step(Stage.ACTIVATE, current, Reason.UNKNOWN, this::whoFailed);
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
        int min = settings.awakeMinimum();
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
            walk.step(Stage.DEACTIVATE, current, Reason.UNKNOWN, this::whoFailed);
        } else {
            long left = Micros.minus(cooldownEnd(), at);
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
                Recommendations.NONE,
                ScaleEvents.NONE,
                ScaleEvents.NONE);
        return decision(asleep, remembering(state.lastActive(), state.recommendations()));
    }

    /** The largest proposal; false if a smaller count would rest on missing readings, so that it must stay. */
    private boolean recommend() {
        Proposal best = best();
        if (best == null || (best.count() < current && !allAllowShrinking())) {
            walk.step(Stage.RECOMMEND, current, Reason.FAILED_READING, this::whoFailed);
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
        int stabilized = history.stabilize(current, wish, at, up, down);
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
        DirectionRules rules = want > limiter.current() ? settings.up() : settings.down();
        RateLimiter.Limited limited = limiter.limit(want, floor, settings.max(), settings.up(), settings.down());
        int to = limited.count();
        walk.step(Stage.RATE_LIMIT, to, limited.reason(), () -> switch (limited.reason()) {
            case MAXIMUM -> "the maximum";
            case MINIMUM -> "the minimum";
            default -> want == limiter.current() ? "no change wanted" : "allowed: " + rules.describe();
        });
    }

    // ---- proposals

    private @Nullable Proposal best() {
        Proposal best = null;
        for (Proposal proposal : proposals) {
            if (proposal.isUsable() && (best == null || proposal.count() > best.count())) {
                best = proposal;
            }
        }
        return best;
    }

    private boolean allAllowShrinking() {
        for (Proposal proposal : proposals) {
            if (!proposal.allowsShrinking()) {
                return false;
            }
        }
        return true;
    }

    private String whoIsActive() {
        return proposals.stream()
                .filter(Proposal::isActive)
                .map(Proposal::activity)
                .findFirst()
                .orElse("every trigger abstains");
    }

    private String whoFailed() {
        if (proposals.isEmpty()) {
            return "nothing was measured, holding";
        }
        return proposals.stream()
                .filter(proposal -> !proposal.allowsShrinking())
                .map(Proposal::because)
                .collect(Collectors.joining(", ", "", ", holding"));
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
        var written = new ScalingState(state.firstSeenOr(at), at, lastActive(), history, ups, downs);
        return decision(written, unwritten);
    }

    private ScalingState remembering(long lastActive, Recommendations history) {
        return new ScalingState(state.firstSeenOr(at), at, lastActive, history, state.ups(), state.downs());
    }

    private Decision decision(ScalingState applied, ScalingState notApplied) {
        var explanation = new Explanation(walk.steps(), proposals, binding());
        return new Decision(observation.at(), current, walk.count(), explanation, applied, notApplied);
    }

    /** The decisive step; without a stabilization window the rates would still have applied. */
    private Explanation.Binding binding() {
        Step step = walk.decisive();
        int without = step.from();
        if (step.stage() == Stage.STABILIZE) {
            without = rates.limit(without, floor, settings.max(), settings.up(), settings.down())
                    .count();
        }
        return new Explanation.Binding(step.stage(), step.reason(), without);
    }
}

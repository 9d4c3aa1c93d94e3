package io.scaler4j.policy;

import java.util.function.Function;

/**
 * STABILIZE to RATE_LIMIT: from a wish to what windows, a schedule's maximum, rates and bounds leave of it. Remembers
 * nothing.
 */
final class Rescaling {

    private final PolicySettings settings;
    private final EffectiveBounds bounds;
    private final Control control;
    private final Recommendations history;
    private final RateLimiter rates;
    private final int floor;
    private final boolean afterGap;

    /**
     * @param history recommendations, at least one
     * @param rates the count to start from, and past changes
     * @param floor the least count; the resting count on the way to sleep
     */
    Rescaling(
            PolicySettings settings,
            EffectiveBounds bounds,
            Control control,
            Recommendations history,
            RateLimiter rates,
            int floor,
            boolean afterGap) {
        this.settings = settings;
        this.bounds = bounds;
        this.control = control;
        this.history = history;
        this.rates = rates;
        this.floor = floor;
        this.afterGap = afterGap;
    }

    // ---- the stages, each a step of the walk

    void stabilize(Walk walk) {
        int wish = walk.count();
        int to = stabilized(wish);
        if (to == wish) {
            walk.step(Stage.STABILIZE, wish, Reason.UNHINDERED, step -> "the windows agree");
        } else if (to > wish && afterGap) {
            walk.step(Stage.STABILIZE, to, Reason.GAP, step -> "not below the count at first sight");
        } else {
            walk.step(Stage.STABILIZE, to, Reason.WINDOW, to < wish ? settings.up() : settings.down());
        }
    }

    /** A step only where a schedule's maximum lowers the count; how fast it is approached is up to the rates. */
    void keepToSchedule(Walk walk) {
        int to = scheduled(walk.count());
        if (to != walk.count()) {
            walk.step(Stage.SCHEDULE, to, Reason.SCHEDULED_MAXIMUM, step -> "scheduled maximum of " + step.to());
        }
    }

    void limitRate(Walk walk) {
        int want = walk.count();
        int to = limited(want, floor, bounds.max());
        Reason reason = heldBy(want, to);
        walk.step(Stage.RATE_LIMIT, to, reason, because(reason, want));
    }

    // ---- what would have been

    /** The count without one of these steps; the stages after it would have run all the same. */
    int without(Step step) {
        int want = step.from();
        return switch (step.reason()) {
            case MAXIMUM -> limited(want, floor, Integer.MAX_VALUE);
            case MINIMUM -> limited(want, 0, bounds.max());
            case RATE -> Math.max(floor, Math.min(want, bounds.max()));
            case SCHEDULED_MAXIMUM -> limited(want, floor, bounds.rangeMax());
            case WINDOW, GAP -> limited(scheduled(want), floor, bounds.max());
            default -> want;
        };
    }

    /** The count that another wish would have led to. */
    int settled(int wish) {
        return limited(scheduled(stabilized(wish)), floor, bounds.max());
    }

    // ---- arithmetic

    private int stabilized(int wish) {
        long down = settings.down().windowMicros();
        int current = rates.current();
        int stabilized = settings.legacy()
                ? LegacyRules.stabilize(history, wish, rates.at(), down)
                : history.stabilize(current, wish, rates.at(), settings.up().windowMicros(), down);
        return afterGap ? Math.max(stabilized, current) : stabilized;
    }

    private int scheduled(int wish) {
        return bounds.isLowered() ? Math.min(wish, bounds.max()) : wish;
    }

    private int limited(int want, int least, int most) {
        int current = rates.current();
        if (control.forbids(current, want)) {
            return Math.max(least, current);
        }
        return settings.legacy()
                ? LegacyRules.limit(current, want, least, most)
                : Math.max(least, rates.limit(want, least, most, settings.up(), settings.down()));
    }

    private Reason heldBy(int want, int to) {
        int current = rates.current();
        if (control.forbids(current, want)) {
            return to == current ? Control.pausing(current, want) : Reason.MINIMUM;
        }
        return RateLimiter.heldBy(want, to, floor, bounds.max());
    }

    private Function<Step, String> because(Reason reason, int want) {
        int current = rates.current();
        return switch (reason) {
            case MAXIMUM -> step -> "the maximum";
            case MINIMUM -> step -> "the minimum";
            case SCALE_IN_PAUSED -> step -> "scale-in is paused";
            case SCALE_OUT_PAUSED -> step -> "scale-out is paused";
            default -> want == current ? step -> "no change wanted" : allowance(want > current);
        };
    }

    private Function<Step, String> allowance(boolean up) {
        if (settings.legacy()) {
            return up ? step -> "allowed: twice the count, or 4" : step -> "allowed: any";
        }
        return up ? settings.up() : settings.down();
    }
}

package io.scaler4j.policy;

import org.jspecify.annotations.Nullable;

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
            walk.step(Stage.STABILIZE, wish, Reason.UNHINDERED, () -> "the windows agree");
        } else if (to < wish) {
            walk.step(
                    Stage.STABILIZE,
                    to,
                    Reason.WINDOW,
                    () -> "lowest of the last " + Texts.ofMicros(settings.up().windowMicros()));
        } else if (afterGap) {
            walk.step(Stage.STABILIZE, to, Reason.GAP, () -> "not below the count at first sight");
        } else {
            walk.step(
                    Stage.STABILIZE,
                    to,
                    Reason.WINDOW,
                    () -> "highest of the last "
                            + Texts.ofMicros(settings.down().windowMicros()));
        }
    }

    /** A step only where a schedule's maximum lowers the count; how fast it is approached is up to the rates. */
    void keepToSchedule(Walk walk) {
        int to = scheduled(walk.count());
        if (to != walk.count()) {
            walk.step(Stage.SCHEDULE, to, Reason.SCHEDULED_MAXIMUM, () -> "scheduled maximum of " + to);
        }
    }

    void limitRate(Walk walk) {
        int want = walk.count();
        RateLimiter.Limited limited = limited(want, floor, bounds.max());
        walk.step(Stage.RATE_LIMIT, limited.count(), limited.reason(), () -> because(limited.reason(), want));
    }

    // ---- what would have been

    /** The count without one of these steps; the stages after it would have run all the same. */
    int without(Step step) {
        int want = step.from();
        return switch (step.reason()) {
            case MAXIMUM -> limited(want, floor, Integer.MAX_VALUE).count();
            case MINIMUM -> limited(want, 0, bounds.max()).count();
            case RATE, SCALE_IN_PAUSED, SCALE_OUT_PAUSED -> Math.max(floor, Math.min(want, bounds.max()));
            case SCHEDULED_MAXIMUM -> limited(want, floor, bounds.rangeMax()).count();
            case WINDOW, GAP -> limited(scheduled(want), floor, bounds.max()).count();
            default -> want;
        };
    }

    /** The count that another wish would have led to. */
    int settled(int wish) {
        return limited(scheduled(stabilized(wish)), floor, bounds.max()).count();
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

    private RateLimiter.Limited limited(int want, int least, int most) {
        RateLimiter.Limited limited = paused(want);
        if (limited == null) {
            limited = settings.legacy()
                    ? LegacyRules.limit(rates.current(), want, least, most)
                    : rates.limit(want, least, most, settings.up(), settings.down());
        }
        return limited.count() < least ? new RateLimiter.Limited(least, Reason.MINIMUM) : limited;
    }

    private RateLimiter.@Nullable Limited paused(int want) {
        int current = rates.current();
        return control.forbids(current, want) ? new RateLimiter.Limited(current, Control.pausing(current, want)) : null;
    }

    private String because(Reason reason, int want) {
        return switch (reason) {
            case MAXIMUM -> "the maximum";
            case MINIMUM -> "the minimum";
            case SCALE_IN_PAUSED -> "scale-in is paused";
            case SCALE_OUT_PAUSED -> "scale-out is paused";
            default -> want == rates.current() ? "no change wanted" : "allowed: " + rules(want > rates.current());
        };
    }

    private String rules(boolean up) {
        if (settings.legacy()) {
            return up ? "twice the count, or 4" : "any";
        }
        return (up ? settings.up() : settings.down()).describe();
    }
}

package io.scaler4j.policy;

import java.util.function.Function;

/**
 * What an HPA calls normalization, STABILIZE to RATE_LIMIT: from a recommended count to what windows, a schedule's
 * maximum, rates and bounds leave of it. Immutable.
 */
final class Normalization {

    private final DecisionInput input;
    private final RecommendationHistory history;
    private final int start;
    private final int floor;

    private Normalization(DecisionInput input, RecommendationHistory history, int start, int floor) {
        this.input = input;
        this.history = history;
        this.start = start;
        this.floor = floor;
    }

    /** @param floor the least count; on the way to idle the idle count */
    static Normalization of(DecisionInput input, int floor) {
        return new Normalization(input, input.history(), input.current(), floor);
    }

    /** Of a target that is activated: the rates count from the base it is activated to, and windows do not apply. */
    static Normalization ofActivation(DecisionInput input, int base) {
        return new Normalization(input, RecommendationHistory.NONE, base, base);
    }

    // ---- the stages, each a step of the decision

    void stabilize(Steps steps) {
        int recommended = steps.count();
        int to = stabilized(recommended);
        if (to == recommended) {
            steps.add(Stage.STABILIZE, recommended, Reason.NO_CONSTRAINT, step -> "the windows agree");
        } else if (to > recommended && input.isAfterGap()) {
            steps.add(Stage.STABILIZE, to, Reason.GAP, step -> "not below the count at first sight");
        } else {
            steps.add(
                    Stage.STABILIZE,
                    to,
                    Reason.WINDOW,
                    to < recommended ? settings().up() : settings().down());
        }
    }

    /** A step only where a schedule's maximum lowers the count; how fast it is approached is up to the rates. */
    void keepToSchedule(Steps steps) {
        int to = scheduled(steps.count());
        if (to != steps.count()) {
            steps.add(Stage.SCHEDULE, to, Reason.SCHEDULED_MAXIMUM, step -> "scheduled maximum of " + step.to());
        }
    }

    void limitRate(Steps steps) {
        int want = steps.count();
        int to = limited(want, floor, bounds().max());
        Reason reason = heldBy(want, to);
        steps.add(Stage.RATE_LIMIT, to, reason, because(reason, want));
    }

    // ---- what would have been

    /** The count without one of these steps; the stages after it would have run all the same. */
    int without(Step step) {
        int want = step.from();
        return switch (step.reason()) {
            case MAXIMUM -> limited(want, floor, Integer.MAX_VALUE);
            case MINIMUM -> limited(want, 0, bounds().max());
            case RATE -> Math.max(floor, Math.min(want, bounds().max()));
            case SCHEDULED_MAXIMUM -> limited(want, floor, bounds().rangeMax());
            case WINDOW, GAP -> limited(scheduled(want), floor, bounds().max());
            default -> want;
        };
    }

    /** The count that another recommended count would have led to. */
    int settled(int recommended) {
        return limited(scheduled(stabilized(recommended)), floor, bounds().max());
    }

    // ---- arithmetic

    private int stabilized(int recommended) {
        long down = settings().down().windowMicros();
        int stabilized = settings().legacy()
                ? LegacyRules.stabilize(history, recommended, input.at(), down)
                : history.stabilize(
                        start, recommended, input.at(), settings().up().windowMicros(), down);
        return input.isAfterGap() ? Math.max(stabilized, start) : stabilized;
    }

    private int scheduled(int recommended) {
        return bounds().isLowered() ? Math.min(recommended, bounds().max()) : recommended;
    }

    private int limited(int want, int least, int most) {
        if (input.control().forbids(start, want)) {
            return Math.max(least, start);
        }
        return settings().legacy()
                ? LegacyRules.limit(start, want, least, most)
                : Math.max(
                        least,
                        rates().limit(
                                        want,
                                        least,
                                        most,
                                        settings().up(),
                                        settings().down()));
    }

    private Reason heldBy(int want, int to) {
        if (input.control().forbids(start, want)) {
            return to == start ? Control.pausing(start, want) : Reason.MINIMUM;
        }
        return RateLimiter.heldBy(want, to, floor, bounds().max());
    }

    private Function<Step, String> because(Reason reason, int want) {
        return switch (reason) {
            case MAXIMUM -> step -> "the maximum";
            case MINIMUM -> step -> "the minimum";
            case SCALE_IN_PAUSED -> step -> "scale-in is paused";
            case SCALE_OUT_PAUSED -> step -> "scale-out is paused";
            default -> want == start ? step -> "no change wanted" : allowance(want > start);
        };
    }

    private Function<Step, String> allowance(boolean up) {
        if (settings().legacy()) {
            return up ? step -> "allowed: twice the count, or 4" : step -> "allowed: any";
        }
        return up ? settings().up() : settings().down();
    }

    private PolicySettings settings() {
        return input.settings();
    }

    private EffectiveBounds bounds() {
        return input.bounds();
    }

    private RateLimiter rates() {
        return new RateLimiter(start, input.state().ups(), input.state().downs(), input.at());
    }
}

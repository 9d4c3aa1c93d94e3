package io.scaler4j.policy;

/**
 * How far the count may move now, given what it moved within each limit's period. The floating-point order is the
 * HPA's.
 */
final class RateLimiter {

    private final int current;
    private final ScaleEvents ups;
    private final ScaleEvents downs;
    private final long at;

    RateLimiter(int current, ScaleEvents ups, ScaleEvents downs, long at) {
        this.current = current;
        this.ups = ups;
        this.downs = downs;
        this.at = at;
    }

    int current() {
        return current;
    }

    /** What rates, and then the bounds, leave of a wanted count. */
    int limit(int want, int floor, int max, DirectionRules up, DirectionRules down) {
        if (want > current) {
            return Math.min(want, Math.min(max, Math.max(highest(up), current)));
        }
        if (want < current) {
            return Math.max(want, Math.max(floor, Math.min(lowest(down), current)));
        }
        return want;
    }

    /** What held a wanted count back; where a rate and a bound allow the same, it is the bound. */
    static Reason heldBy(int want, int limited, int floor, int max) {
        if (limited == want) {
            return Reason.NO_CONSTRAINT;
        }
        if (limited < want) {
            return limited == max ? Reason.MAXIMUM : Reason.RATE;
        }
        return limited == floor ? Reason.MINIMUM : Reason.RATE;
    }

    /** The highest count that the limits allow; below the current one if the budget was overdrawn. */
    int highest(DirectionRules up) {
        if (up.isDisabled() || up.limits().isEmpty()) {
            return current;
        }
        boolean most = up.select() == SelectPolicy.MAX;
        int limit = most ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (RateLimit rule : up.limits()) {
            int allowed = raised(countBefore(rule), rule);
            limit = most ? Math.max(limit, allowed) : Math.min(limit, allowed);
        }
        return limit;
    }

    /**
     * The lowest count that the limits allow; above the current one if the budget was overdrawn, and maybe negative.
     */
    int lowest(DirectionRules down) {
        if (down.isDisabled() || down.limits().isEmpty()) {
            return current;
        }
        boolean most = down.select() == SelectPolicy.MAX;
        int limit = most ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (RateLimit rule : down.limits()) {
            int allowed = lowered(countBefore(rule), rule);
            limit = most ? Math.min(limit, allowed) : Math.max(limit, allowed);
        }
        return limit;
    }

    /** The count at the start of the rule's period. */
    private int countBefore(RateLimit rule) {
        long period = Micros.of(rule.period());
        return Saturating.toInt(current - ups.within(period, at) + downs.within(period, at));
    }

    private static int raised(int start, RateLimit rule) {
        return rule.unit() == RateLimit.Unit.REPLICAS
                ? Saturating.toInt((long) start + rule.amount())
                : ReplicaCalculator.ceil(start * (1 + rule.amount() / 100.0));
    }

    private static int lowered(int start, RateLimit rule) {
        return rule.unit() == RateLimit.Unit.REPLICAS
                ? Saturating.toInt((long) start - rule.amount())
                : (int) (start * (1 - rule.amount() / 100.0));
    }
}

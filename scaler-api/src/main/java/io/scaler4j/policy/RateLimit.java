package io.scaler4j.policy;

import java.time.Duration;

/**
 * How fast a target may change in one direction: at most so much within any period. Periods slide; they are not aligned
 * to the clock. Of several limits the {@link SelectPolicy} chooses. Called a policy of {@code behavior.scaleUp} or
 * {@code behavior.scaleDown} in Kubernetes.
 *
 * @param unit what {@code amount} counts
 * @param amount replicas or percent, at least 1; a percentage may exceed 100
 * @param period more than 0 and at most 30 minutes
 */
public record RateLimit(Unit unit, int amount, Duration period) {

    static final Duration LONGEST_PERIOD = Duration.ofMinutes(30);

    /** What an amount counts. */
    public enum Unit {
        /** Replicas ({@code Pods}). */
        REPLICAS,
        /** Percent of the count at the start of the period ({@code Percent}). */
        PERCENT
    }

    /**
     * Checks amount and period.
     *
     * @param unit what {@code amount} counts
     * @param amount at least 1
     * @param period more than 0 and at most 30 minutes
     */
    public RateLimit {
        if (unit == null || period == null) {
            throw new IllegalArgumentException(
                    "rate limit needs a unit and a period, was " + amount + " " + unit + " per " + period);
        }
        boolean badPeriod = period.isNegative() || period.isZero() || period.compareTo(LONGEST_PERIOD) > 0;
        if (amount < 1 || badPeriod) {
            throw new IllegalArgumentException("rate limit must allow at least 1 replica or percent within a period of"
                    + " more than 0 and at most 1800 s, was " + amount + " " + unit + " per " + Texts.of(period));
        }
    }

    /**
     * So many replicas per period.
     *
     * @param amount at least 1
     * @param period more than 0 and at most 30 minutes
     * @return the limit
     */
    public static RateLimit replicas(int amount, Duration period) {
        return new RateLimit(Unit.REPLICAS, amount, period);
    }

    /**
     * So many percent of the count at the period's start.
     *
     * @param amount at least 1
     * @param period more than 0 and at most 30 minutes
     * @return the limit
     */
    public static RateLimit percent(int amount, Duration period) {
        return new RateLimit(Unit.PERCENT, amount, period);
    }

    @Override
    public String toString() {
        return amount + (unit == Unit.PERCENT ? " %" : "") + " per " + Texts.of(period);
    }
}

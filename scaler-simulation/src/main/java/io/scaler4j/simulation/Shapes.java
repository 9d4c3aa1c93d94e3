package io.scaler4j.simulation;

import java.time.Duration;

/** The curves of loads. */
final class Shapes {

    private static final double LOWEST_AT_HOUR = 4;
    private static final int WORKDAYS = 5;
    private static final int DAYS_OF_A_WEEK = 7;

    private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);

    private Shapes() {}

    static <T> T given(String what, T value) {
        if (value == null) {
            throw new IllegalArgumentException("the " + what + " must not be null");
        }
        return value;
    }

    static void check(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }

    static void checkPositive(String what, Duration duration) {
        given(what, duration);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " must be more than 0 s, was " + duration);
        }
    }

    static Duration checkNotNegative(String what, Duration duration) {
        given(what, duration);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " must be at least 0 s, was " + duration);
        }
        return duration;
    }

    static double ratio(Duration part, Duration whole) {
        return (double) part.toNanos() / whole.toNanos();
    }

    static double ramp(double from, double to, double part) {
        return from + (to - from) * Math.min(1, part);
    }

    static double diurnal(double low, double high, double weekend, Duration elapsed) {
        double hours = elapsed.toNanos() / 3.6e12;
        double swing = (1 - Math.cos(2 * Math.PI * (hours - LOWEST_AT_HOUR) / 24)) / 2;
        boolean workday = elapsed.toDays() % DAYS_OF_A_WEEK < WORKDAYS;
        return (low + (high - low) * swing) * (workday ? 1 : weekend);
    }

    /** Below 0 for what is negative; at most what fits, which is 292 years. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return -1;
        }
        return duration.compareTo(MOST) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}

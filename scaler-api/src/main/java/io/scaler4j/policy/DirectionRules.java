package io.scaler4j.policy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One direction's rules with every default filled in, times in microseconds. They also say why a step of theirs ended
 * where it did.
 */
record DirectionRules(long windowMicros, List<RateLimit> limits, SelectPolicy select)
        implements Function<Step, String> {

    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);
    private static final List<RateLimit> DEFAULT_UP =
            List.of(RateLimit.replicas(4, DEFAULT_PERIOD), RateLimit.percent(100, DEFAULT_PERIOD));
    private static final List<RateLimit> DEFAULT_DOWN = List.of(RateLimit.percent(100, DEFAULT_PERIOD));
    private static final Duration DEFAULT_DOWN_WINDOW = Duration.ofSeconds(300);

    static DirectionRules up(ScalingRules rules) {
        return of(rules, Duration.ZERO, DEFAULT_UP);
    }

    static DirectionRules down(ScalingRules rules) {
        return of(rules, DEFAULT_DOWN_WINDOW, DEFAULT_DOWN);
    }

    private static DirectionRules of(ScalingRules rules, Duration defaultWindow, List<RateLimit> defaultLimits) {
        return new DirectionRules(
                Micros.of(rules.stabilizationWindow().orElse(defaultWindow)),
                rules.limits().isEmpty() ? defaultLimits : rules.limits(),
                rules.select());
    }

    boolean isDisabled() {
        return select == SelectPolicy.DISABLED;
    }

    long longestPeriodMicros() {
        long longest = 0;
        for (RateLimit limit : limits) {
            longest = Math.max(longest, Micros.of(limit.period()));
        }
        return longest;
    }

    /** How the window or the limits held a step. */
    @Override
    public String apply(Step step) {
        return step.stage() == Stage.STABILIZE
                ? (step.to() < step.from() ? "lowest" : "highest") + " of the last " + Texts.ofMicros(windowMicros)
                : "allowed: " + describe();
    }

    /** The limits as an operator reads them. */
    String describe() {
        if (isDisabled()) {
            return "none, the direction is disabled";
        }
        String between = select == SelectPolicy.MAX ? " or " : " and ";
        StringBuilder text = new StringBuilder();
        for (RateLimit limit : limits) {
            text.append(text.length() == 0 ? "" : between).append(limit);
        }
        return text.toString();
    }
}

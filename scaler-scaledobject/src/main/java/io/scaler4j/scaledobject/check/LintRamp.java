package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Behavior;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** How long the rate policies of a direction need from one count to another. */
final class LintRamp {

    /** More than any policy of a day needs. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_STEPS = 100_000;

    private LintRamp() {}

    /**
     * The seconds from one count to another, the first step at once. 0 for rules without policies of their own, since
     * the HPA's are fast.
     */
    static long seconds(Behavior.Rules rules, int from, int to) {
        if (rules.selectPolicy().equals("Disabled")) {
            return from == to ? 0 : NEVER;
        }
        List<Behavior.Policy> policies = rules.policies().stream()
                .filter(policy ->
                        policy.value().isPresent() && policy.periodSeconds().isPresent())
                .toList();
        LongBinaryOperator select = rules.selectPolicy().equals("Min") ? Math::max : Math::min;
        return policies.stream()
                .mapToLong(policy -> seconds(policy, from, to))
                .reduce(select)
                .orElse(0);
    }

    private static long seconds(Behavior.Policy policy, int from, int to) {
        double value = policy.value().getAsInt();
        boolean percent = policy.type().equals("Percent");
        double share = 1 + (to > from ? value : -value) / 100;
        long steps = 0;
        double at = from;
        while (to > from ? at < to : at > to) {
            double next = percent ? rounded(at * share, to > from) : at + (to > from ? value : -value);
            if (next == at || ++steps > MOST_STEPS) {
                return NEVER;
            }
            at = next;
        }
        return Math.max(0, steps - 1) * policy.periodSeconds().getAsInt();
    }

    private static double rounded(double count, boolean up) {
        return up ? Math.ceil(count) : Math.floor(count);
    }
}

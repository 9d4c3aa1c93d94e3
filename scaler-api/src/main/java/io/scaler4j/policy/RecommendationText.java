package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.OptionalLong;

/** Clauses that explain a recommendation to people. */
final class RecommendationText {

    private RecommendationText() {}

    /** Why it asks for its count: {@code lag 740 of 50 per replica}. */
    static String because(Recommendation one) {
        if (one.isFailed()) {
            return failed(one);
        }
        if (one.reason() == Reason.COMPOSITE) {
            return one.trigger() + " " + measured(one) + ", replaced by the composite";
        }
        String text = one.trigger() + " " + measured(one) + " of " + one.target() + inputs(one);
        return switch (one.reason()) {
            case WITHIN_TOLERANCE -> text + ", within the tolerance";
            case REPLICA_LIMITS -> text + ", where " + limits(one) + " replicas are useful";
            default -> text;
        };
    }

    private static String failed(Recommendation one) {
        if (one.detail() instanceof Detail.Covered) {
            return failedTimes(one)
                    + (one.isUsable() ? "; its fallback" + asksFor(one) : "; its fallback counts in the composite");
        }
        Recommendation input = one.detail() instanceof Composition composition ? composition.fallback() : null;
        return input == null
                ? one.trigger() + " failed: " + one.failure()
                : one.trigger() + ": " + one.failure() + "; the fallback of " + input.trigger() + asksFor(one);
    }

    /** How often a trigger with an engaged fallback failed: {@code lag failed 4 times: UNAVAILABLE broker is down}. */
    static String failedTimes(Recommendation covered) {
        int failures = covered.detail() instanceof Detail.Covered detail ? detail.failures() : 0;
        return covered.trigger() + " failed " + failures + (failures == 1 ? " time: " : " times: ") + covered.failure();
    }

    private static String asksFor(Recommendation one) {
        OptionalLong served = one.fallbackMilli();
        return " asks for " + one.count()
                + (served.isPresent() ? ", as a value of " + MilliUnits.toText(served.getAsLong()) + " would" : "");
    }

    /** Why it is active: {@code lag 7 is above 5}. */
    static String activity(Recommendation one) {
        return one.isCovered()
                ? because(one)
                : one.trigger() + " " + activationValue(one) + " is above "
                        + MilliUnits.toText(MilliUnits.of(one.measurement().activationThreshold()));
    }

    private static String activationValue(Recommendation one) {
        if (one.reading() instanceof Reading.Value read) {
            return MilliUnits.toText(MilliUnits.of(read.activationValue()));
        }
        return one.detail() instanceof Detail.Sampled sampled
                ? MilliUnits.toText(sampled.averageMilli())
                : one.reading().toString();
    }

    private static String measured(Recommendation one) {
        if (one.reading() instanceof Reading.Value value) {
            String negative = value.milli() < 0 && one.reason() != Reason.COMPOSITE ? " (acts as 0)" : "";
            return (value.isLowerBound() ? "at least " : "") + MilliUnits.toText(value.milli()) + negative;
        }
        if (!(one.detail() instanceof Detail.Sampled sampled)) {
            return one.reading().toString();
        }
        return one.target() instanceof MetricTarget.Utilization
                ? sampled.measured() + " %"
                : MilliUnits.toText(sampled.measured());
    }

    private static String inputs(Recommendation one) {
        return one.detail() instanceof Composition composition ? " (" + composition.inputsText() + ")" : "";
    }

    private static String limits(Recommendation one) {
        return one.reading() instanceof Reading.Value value ? value.limits().toString() : "any number of";
    }
}

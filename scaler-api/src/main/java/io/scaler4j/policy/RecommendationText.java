package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Clauses that explain a recommendation to people.
 *
 * @param measurement what was read, and what is wanted of it
 * @param reason of the count
 * @param count what is recommended; below 0 if nothing is
 * @param failure the sentence of a failure, else empty
 * @param detail what is known beside the count
 */
record RecommendationText(
        Measurement measurement,
        Reason reason,
        int count,
        String failure,
        @Nullable Detail detail) {

    /** Why it asks for its count: {@code lag 740 of 50 per replica}. */
    String because() {
        if (!failure.isEmpty()) {
            return failed();
        }
        String trigger = measurement.trigger();
        if (reason == Reason.COMPOSITE) {
            return trigger + " " + measured() + ", replaced by the composite";
        }
        String text = trigger + " " + measured() + " of " + measurement.target() + inputs();
        return switch (reason) {
            case WITHIN_TOLERANCE -> text + ", within the tolerance";
            case REPLICA_LIMITS -> text + ", where " + limits() + " replicas are useful";
            default -> text;
        };
    }

    private String failed() {
        if (detail instanceof Detail.Covered) {
            return failedTimes()
                    + (count < 0 ? "; its fallback counts in the composite" : "; its fallback" + asksFor());
        }
        String input = detail == null ? "" : detail.fallbackTrigger();
        return input.isEmpty()
                ? measurement.trigger() + " failed: " + failure
                : measurement.trigger() + ": " + failure + "; the fallback of " + input + asksFor();
    }

    /** How often a trigger with an engaged fallback failed: {@code lag failed 4 times: UNAVAILABLE broker is down}. */
    String failedTimes() {
        int failures = detail instanceof Detail.Covered covered ? covered.failures() : 0;
        return measurement.trigger() + " failed " + failures + (failures == 1 ? " time: " : " times: ") + failure;
    }

    private String asksFor() {
        OptionalLong served = detail == null ? OptionalLong.empty() : detail.servedMilli(measurement.target(), count);
        return " asks for " + count
                + (served.isPresent() ? ", as a value of " + MilliUnits.toText(served.getAsLong()) + " would" : "");
    }

    /** Why it is active: {@code lag 7 is above 5}. */
    String activity() {
        return reason == Reason.FALLBACK
                ? because()
                : measurement.trigger() + " " + activationValue() + " is above "
                        + MilliUnits.toText(MilliUnits.of(measurement.activationThreshold()));
    }

    private String activationValue() {
        if (measurement.reading() instanceof Reading.Value read) {
            return MilliUnits.toText(MilliUnits.of(read.activationValue()));
        }
        return detail instanceof Detail.Sampled sampled
                ? MilliUnits.toText(sampled.averageMilli())
                : measurement.reading().toString();
    }

    private String measured() {
        if (measurement.reading() instanceof Reading.Value value) {
            String negative = value.milli() < 0 && reason != Reason.COMPOSITE ? " (acts as 0)" : "";
            return (value.isLowerBound() ? "at least " : "") + MilliUnits.toText(value.milli()) + negative;
        }
        if (!(detail instanceof Detail.Sampled sampled)) {
            return measurement.reading().toString();
        }
        return measurement.target() instanceof MetricTarget.Utilization
                ? sampled.measured() + " %"
                : MilliUnits.toText(sampled.measured());
    }

    private String inputs() {
        String text = detail == null ? "" : detail.inputsText();
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private String limits() {
        return measurement.reading() instanceof Reading.Value value
                ? value.limits().toString()
                : "any number of";
    }
}

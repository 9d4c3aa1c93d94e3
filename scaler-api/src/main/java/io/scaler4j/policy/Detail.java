package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import java.util.OptionalLong;

/** What is known of a {@link Recommendation} beside its count. */
interface Detail {

    /**
     * What KEDA would serve to an HPA in place of a failed value.
     *
     * @param target what is wanted
     * @param count what is recommended; below 0 if nothing is
     */
    default OptionalLong servedMilli(MetricTarget target, int count) {
        return OptionalLong.empty();
    }

    /** Whether an input of a composite is missing or partial, so that the count must not shrink. */
    default boolean isUnsure() {
        return false;
    }

    /** The inputs of a composite as text: {@code a=3, b=nil}; else empty. */
    default String inputsText() {
        return "";
    }

    /** The input of a composite whose fallback asks for the count; empty if there is none. */
    default String fallbackTrigger() {
        return "";
    }

    /**
     * What samples came to.
     *
     * @param measured as the target says it: in percent of the requests for a utilization, else the average in
     *     thousandths
     * @param averageMilli the average of a replica, which activation looks at
     */
    record Sampled(long measured, long averageMilli) implements Detail {}

    /** An engaged fallback: after how many failures, and for how many ready replicas. */
    record Covered(int failures, int ready) implements Detail {

        @Override
        public OptionalLong servedMilli(MetricTarget target, int count) {
            return count < 0 ? OptionalLong.empty() : Fallback.servedMilli(target, count, ready);
        }
    }
}

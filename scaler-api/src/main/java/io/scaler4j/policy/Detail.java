package io.scaler4j.policy;

import java.util.OptionalLong;

/** What is known of a {@link Recommendation} beside its count. */
sealed interface Detail permits Detail.Sampled, Detail.Covered, Composition {

    /** What KEDA would serve to an HPA in place of a failed value. */
    default OptionalLong servedMilli(Recommendation recommendation) {
        return OptionalLong.empty();
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
        public OptionalLong servedMilli(Recommendation recommendation) {
            return recommendation.isUsable()
                    ? Fallback.servedMilli(recommendation.target(), recommendation.count(), ready)
                    : OptionalLong.empty();
        }
    }
}

package io.scaler4j.kafka;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;

/**
 * What KEDA's {@code kafka} scaler would publish for a reading of {@link KafkaLagScaler}: the lag, already cut to what
 * the partitions can keep busy. Use it to compare numbers with a cluster where KEDA runs; a decision needs no such
 * number, since it applies the limits after the ratio.
 *
 * <p>Two things are better than there: the cut is exact, where KEDA may let one replica too many through, and the lag
 * is never negative. Pure functions.
 */
public final class KedaMetric {

    private KedaMetric() {}

    /**
     * The external metric.
     *
     * @param reading of a {@link KafkaLagScaler}
     * @param lagThreshold the lag wanted per replica, at least 1
     * @return the number that a HorizontalPodAutoscaler would divide by the threshold
     */
    public static long value(Reading.Value reading, long lagThreshold) {
        return value(Math.max(0, reading.milli() / 1000), reading.limits(), lagThreshold);
    }

    static long value(long lag, ReplicaLimits limits, long lagThreshold) {
        if (limits.allowedCounts().length > 0) {
            return times(evenReplicas(lag, limits.allowedCounts(), lagThreshold), lagThreshold);
        }
        return limits.equals(ReplicaLimits.none()) ? lag : Math.min(lag, times(limits.usefulMaximum(), lagThreshold));
    }

    /**
     * The first of the counts that brings the lag down to the threshold, or the last. Without lag KEDA wants one, too.
     */
    static int evenReplicas(long lag, int[] counts, long lagThreshold) {
        for (int count : counts) {
            if (times(count, lagThreshold) >= lag) {
                return count;
            }
        }
        return counts.length == 0 ? 0 : counts[counts.length - 1];
    }

    private static long times(int replicas, long lagThreshold) {
        return replicas == 0 || lagThreshold <= Long.MAX_VALUE / replicas ? replicas * lagThreshold : Long.MAX_VALUE;
    }
}

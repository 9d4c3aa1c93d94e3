package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KedaMetricTest {

    @ParameterizedTest(name = "lag {0} on 10 partitions at a threshold of 10: {1}, evenly {2}")
    @CsvSource({"0, 0, 10", "1, 1, 10", "11, 11, 20", "21, 21, 50", "99, 99, 100", "104, 100, 100", "5000, 100, 100"})
    void isCutToWhatThePartitionsCanKeepBusy(long lag, long metric, long evenly) {
        assertThat(KedaMetric.value(
                        Reading.value((double) lag)
                                .limits(ReplicaLimits.atMost(10))
                                .build(),
                        10))
                .isEqualTo(metric);
        assertThat(KedaMetric.value(
                        Reading.value((double) lag)
                                .limits(ReplicaLimits.only(1, 2, 5, 10))
                                .build(),
                        10))
                .isEqualTo(evenly);
        assertThat(KedaMetric.value(Reading.value((double) lag).build(), 10)).isEqualTo(lag);
    }

    @Test
    void leadsToTheSameReplicasAsTheLagWithItsLimits() {
        var random = new SplittableRandom(4711);
        for (int turn = 0; turn < 10_000; turn++) {
            long lag = random.nextLong(0, 5_000);
            int partitions = random.nextInt(1, 60);
            long threshold = random.nextLong(1, 200);
            var limits = random.nextBoolean()
                    ? ReplicaLimits.atMost(partitions)
                    : ReplicaLimits.only(EvenDistribution.exact().counts(partitions));

            int ours = limits.apply(replicas(lag, threshold));
            int kedas = replicas(KedaMetric.value(lag, limits, threshold), threshold);

            if (lag > 0) { // without lag, an even distribution makes KEDA want one replica
                assertThat(ours)
                        .as("lag %d, %s, threshold %d", lag, limits, threshold)
                        .isEqualTo(kedas);
            }
        }
    }

    @Test
    void saturates() {
        assertThat(KedaMetric.value(Long.MAX_VALUE, ReplicaLimits.atMost(3), Long.MAX_VALUE / 2))
                .isEqualTo(Long.MAX_VALUE);
    }

    private static int replicas(long value, long threshold) {
        return ScalingPolicy.desiredReplicas(
                (double) value, MetricTarget.averageValue((double) threshold), Replicas.of(0), 0, Integer.MAX_VALUE);
    }
}

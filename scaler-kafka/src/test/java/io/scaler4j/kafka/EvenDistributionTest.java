package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.ReplicaLimits;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvenDistributionTest {

    @ParameterizedTest(name = "{0} partitions: exactly {1}, nearly {2}")
    @CsvSource({
        "0,  '',          ''",
        "1,  '1',         '1'",
        "10, '1 2 5 10',  '1 2 3 4 5 10'",
        "12, '1 2 3 4 6 12', '1 2 3 4 6 12'",
        "13, '1 13',      '1 2 3 4 5 7 13'",
    })
    void allowsNumbersOfReplicas(int partitions, String exactly, String nearly) {
        assertThat(EvenDistribution.exact().counts(partitions)).isEqualTo(numbers(exactly));
        assertThat(EvenDistribution.near().counts(partitions)).isEqualTo(numbers(nearly));
    }

    @Test
    void sharesGroupsOfPartitionsAmongReplicasOfSeveralThreads() {
        assertThat(EvenDistribution.exact().withPartitionsPerReplica(4).counts(24))
                .containsExactly(1, 2, 3, 6);
        assertThat(EvenDistribution.exact().withPartitionsPerReplica(4).counts(22))
                .containsExactly(1, 2, 3, 6);
    }

    @Test
    void nearlyEvenMeansThatEachFurtherReplicaLightensTheBusiest() {
        for (int partitions = 1; partitions <= 200; partitions++) {
            int[] counts = EvenDistribution.near().counts(partitions);
            int most = partitions;
            for (int count : counts) {
                int load = (partitions + count - 1) / count;
                assertThat(load).as("%d of %d", count, partitions).isLessThan(count == 1 ? most + 1 : most);
                most = load;
            }
            assertThat(most).as("%d partitions", partitions).isEqualTo(1);
            assertThat(counts).contains(EvenDistribution.exact().counts(partitions));
        }
    }

    @Test
    void becomesTheLimitsOfAReading() {
        var rule = new ReplicaRule(ReplicaRule.Most.UNLIMITED, Optional.of(EvenDistribution.exact()));

        assertThat(rule.limits(10, 1)).isEqualTo(ReplicaLimits.only(1, 2, 5, 10));
        assertThat(rule.limits(0, 0)).isEqualTo(ReplicaLimits.atMost(0));
    }

    @Test
    void refusesReplicasWithoutPartitions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvenDistribution.near().withPartitionsPerReplica(0))
                .withMessageContaining("at least 1, was 0");
    }

    private static int[] numbers(String text) {
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}

package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaLimitsTest {

    private static int[] counts(SplittableRandom random) {
        return random.ints(1 + random.nextInt(8), 1, 40).toArray();
    }

    private static ReplicaLimits any(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> ReplicaLimits.none();
            case 1 -> ReplicaLimits.atMost(random.nextInt(30));
            default -> ReplicaLimits.only(counts(random));
        };
    }

    @Test
    void allowedCountsAreTheOnlyOnesWantedAndTheNextHigherOneIsTaken() {
        Seeds.each((random, replay) -> {
            int[] counts = counts(random);
            int largest = Arrays.stream(counts).max().orElseThrow();
            int wanted = 1 + random.nextInt(50);
            int expected =
                    Arrays.stream(counts).filter(count -> count >= wanted).min().orElse(largest);
            assertThat(ReplicaLimits.only(counts).apply(wanted)).as(replay).isEqualTo(expected);
        });
    }

    @Test
    void applyingTwiceChangesNothingMoreAndMoreWantedIsNeverLess() {
        Seeds.each((random, replay) -> {
            ReplicaLimits limits = any(random);
            int wanted = random.nextInt(60);
            int given = limits.apply(wanted);
            assertThat(limits.apply(given)).as(replay).isEqualTo(given);
            assertThat(limits.apply(wanted + 1)).as(replay).isGreaterThanOrEqualTo(given);
            assertThat(given).as(replay).isLessThanOrEqualTo(limits.usefulMaximum());
            assertThat(limits.apply(0)).as(replay).isZero();
        });
    }

    @Test
    void theOrderOfAllowedCountsAndTheirRepetitionMeanNothing() {
        Seeds.each((random, replay) -> {
            int[] counts = counts(random);
            int[] twiceAndBackwards = IntStream.range(0, 2 * counts.length)
                    .map(i -> counts[(2 * counts.length - 1 - i) % counts.length])
                    .toArray();
            assertThat(ReplicaLimits.only(twiceAndBackwards))
                    .as(replay)
                    .isEqualTo(ReplicaLimits.only(counts))
                    .hasSameHashCodeAs(ReplicaLimits.only(counts));
        });
    }

    @Test
    void allowedCountsAreAscendingWithoutRepetition() {
        assertThat(ReplicaLimits.only(6, 2, 3, 2, 1).allowedCounts()).containsExactly(1, 2, 3, 6);
        assertThat(ReplicaLimits.only(6, 2, 3).usefulMaximum()).isEqualTo(6);
        assertThat(ReplicaLimits.atMost(7).allowedCounts()).isEmpty();
        assertThat(ReplicaLimits.none().allowedCounts()).isEmpty();
        assertThat(ReplicaLimits.none().usefulMaximum()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void arraysGivenAndReturnedMayBeChangedWithoutHarm() {
        int[] given = {2, 4};
        ReplicaLimits limits = ReplicaLimits.only(given);
        given[0] = 1;
        limits.allowedCounts()[1] = 99;
        assertThat(limits.allowedCounts()).containsExactly(2, 4);
        assertThat(limits.apply(1)).isEqualTo(2);
    }

    @Test
    void aMaximumOfZeroLeavesNothing() {
        assertThat(ReplicaLimits.atMost(0).apply(5)).isZero();
        assertThat(ReplicaLimits.atMost(0).usefulMaximum()).isZero();
    }

    @Test
    void aMaximumIsNotTheSameAsOnlyThatCount() {
        assertThat(ReplicaLimits.atMost(4))
                .isNotEqualTo(ReplicaLimits.only(4))
                .isNotEqualTo(ReplicaLimits.atMost(5))
                .isNotEqualTo(ReplicaLimits.none())
                .isEqualTo(ReplicaLimits.atMost(4))
                .hasSameHashCodeAs(ReplicaLimits.atMost(4));
        assertThat(ReplicaLimits.atMost(Integer.MAX_VALUE)).isEqualTo(ReplicaLimits.none());
    }

    @Test
    void theTextSaysWhichLimitItIs() {
        assertThat(ReplicaLimits.none()).hasToString("unlimited");
        assertThat(ReplicaLimits.atMost(0)).hasToString("at most 0");
        assertThat(ReplicaLimits.only(3)).hasToString("3");
    }

    @Test
    void whatCannotBeALimitIsRefusedWithItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaLimits.atMost(-3))
                .withMessage("useful maximum must be at least 0 replicas, was -3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaLimits.only(4, -2, 0))
                .withMessage("allowed counts must be one or more numbers of at least 1, were [4, -2, 0]");
    }
}

package io.scaler4j.kafka;

import java.util.stream.IntStream;

/**
 * Which numbers of replicas share the partitions well. A scaler with such a rule proposes only those: each
 * recommendation is raised to the next of them, or lowered to the largest where there is no next one.
 *
 * <p>For 10 partitions {@link #exact()} allows 1, 2, 5 and 10 replicas, {@link #near()} also 3 and 4.
 *
 * @param mode how even
 * @param partitionsPerReplica partitions that one replica works on at the same time, at least 1
 */
public record EvenDistribution(Mode mode, int partitionsPerReplica) {

    /** How even. */
    public enum Mode {
        /** Every replica has the same number of partitions, as KEDA has it. A prime number allows 1 and all. */
        EXACT,
        /** Every further replica lightens the one that has most: 6 replicas for 10 partitions would not, 5 do. */
        NEAR
    }

    /**
     * Checks the number.
     *
     * @param mode how even
     * @param partitionsPerReplica at least 1
     */
    public EvenDistribution {
        if (partitionsPerReplica < 1) {
            throw new IllegalArgumentException(
                    "partitions per replica must be at least 1, was " + partitionsPerReplica);
        }
    }

    /**
     * Every replica has the same number of partitions.
     *
     * @return KEDA's {@code ensureEvenDistributionOfPartitions}
     */
    public static EvenDistribution exact() {
        return new EvenDistribution(Mode.EXACT, 1);
    }

    /**
     * No replica is there in vain.
     *
     * @return allows more numbers than {@link #exact()}
     */
    public static EvenDistribution near() {
        return new EvenDistribution(Mode.NEAR, 1);
    }

    /**
     * The same rule for replicas that have several consumers each.
     *
     * @param partitions that one replica works on at the same time: its consumer threads; at least 1
     * @return a rule on groups of so many partitions, of which the last may be smaller
     */
    public EvenDistribution withPartitionsPerReplica(int partitions) {
        return new EvenDistribution(mode, partitions);
    }

    /** The numbers of replicas allowed, ascending; none without partitions. */
    int[] counts(int partitions) {
        int shares = roundedUp(partitions, partitionsPerReplica);
        return IntStream.rangeClosed(1, shares)
                .filter(replicas -> mode == Mode.EXACT ? shares % replicas == 0 : lightens(shares, replicas))
                .toArray();
    }

    private static boolean lightens(int shares, int replicas) {
        return replicas == 1 || roundedUp(shares, replicas) < roundedUp(shares, replicas - 1);
    }

    private static int roundedUp(int dividend, int divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}

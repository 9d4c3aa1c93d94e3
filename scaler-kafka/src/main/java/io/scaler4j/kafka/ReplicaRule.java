package io.scaler4j.kafka;

import io.scaler4j.metric.ReplicaLimits;
import java.util.Optional;

/**
 * How many replicas have something to do.
 *
 * @param most how far replicas help
 * @param even which numbers share the partitions well, if that matters
 */
record ReplicaRule(Most most, Optional<EvenDistribution> even) {

    static final ReplicaRule PARTITIONS = new ReplicaRule(Most.PARTITIONS, Optional.empty());

    /** Up to where a further replica helps. */
    enum Most {
        /** Consumers beyond the partitions may idle. */
        UNLIMITED,
        /** One for each partition. */
        PARTITIONS,
        /** One for each partition that has lag, or may have. */
        PARTITIONS_WITH_LAG
    }

    /** Limits for so many partitions, of which so many have lag. */
    ReplicaLimits limits(int partitions, int withLag) {
        if (even.isPresent()) {
            int[] counts = even.get().counts(partitions);
            return counts.length == 0 ? ReplicaLimits.atMost(0) : ReplicaLimits.only(counts);
        }
        return switch (most) {
            case UNLIMITED -> ReplicaLimits.none();
            case PARTITIONS -> ReplicaLimits.atMost(partitions);
            case PARTITIONS_WITH_LAG -> ReplicaLimits.atMost(withLag);
        };
    }
}

package io.scaler4j.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known about a partition that may be stuck.
 *
 * @param unchanged how long its position has been the same, if it is remembered
 * @param now the time of the read
 * @param members of the group, if known
 */
record PartitionProgress(Optional<UnchangedPosition> unchanged, Instant now, OptionalInt members) {

    static final PartitionProgress UNKNOWN =
            new PartitionProgress(Optional.empty(), Instant.EPOCH, OptionalInt.empty());

    boolean isStuck(PersistentLag rule) {
        return unchanged.filter(still -> rule.isStuck(still, now, members)).isPresent();
    }

    boolean isSettled(long lag, LagRules.SettledLag rule) {
        return unchanged.filter(still -> rule.isSettled(lag, still)).isPresent();
    }
}

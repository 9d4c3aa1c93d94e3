package io.scaler4j.kafka;

import java.util.Set;

/**
 * Who reads.
 *
 * @param members how many
 * @param rebalancing whether partitions are being shared out among them right now
 * @param topics those of the partitions that they have
 */
record GroupState(int members, boolean rebalancing, Set<String> topics) {

    static final GroupState NOBODY = new GroupState(0, false, Set.of());
}

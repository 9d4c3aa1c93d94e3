package io.scaler4j.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers said about a group's position. A partition that is missing in a map is unknown, which is neither "no
 * commit" nor 0. The maps may hold partitions of others, too.
 *
 * @param number later snapshots of a connection have larger numbers, from 1 on
 * @param at when the brokers were asked
 * @param partitions those asked for
 * @param positions where the group stands
 * @param ends the offset that the next record will get, read after {@code positions}
 * @param due the offset up to which records count: the end, or by age that of the first record that is not old enough
 * @param misdated the offset of a record that is stamped in the future and hides the age of those behind it
 * @param starts the offset of the first record, read only where it matters
 * @param policy where the group begins, if its brokers tell
 * @param state of the group, if asked for and answered
 * @param leftOut topics of the group that are in none of the maps
 * @param groupIsMissing whether there is no such group, as far as was asked
 */
record OffsetSnapshot(
        long number,
        Instant at,
        List<TopicPartition> partitions,
        Map<TopicPartition, Position> positions,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, Long> due,
        Map<TopicPartition, Long> misdated,
        Map<TopicPartition, Long> starts,
        Optional<OffsetResetPolicy> policy,
        Optional<GroupState> state,
        LeftOut leftOut,
        boolean groupIsMissing) {

    LogRange log(TopicPartition partition) {
        return new LogRange(starts.get(partition), ends.get(partition), due.get(partition), misdated.get(partition));
    }
}

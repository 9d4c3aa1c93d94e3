package io.scaler4j.kafka;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers said about a group's position. A partition that is missing in a map is unknown, which is neither "no
 * commit" nor 0.
 *
 * @param partitions those asked for
 * @param committed the group's offset, or empty where it has committed none
 * @param ends the offset that the next record will get, read after {@code committed}
 * @param starts the offset of the first record, read only where {@code committed} is empty and it matters
 */
record OffsetSnapshot(
        List<TopicPartition> partitions,
        Map<TopicPartition, OptionalLong> committed,
        Map<TopicPartition, Long> ends,
        Map<TopicPartition, Long> starts) {}

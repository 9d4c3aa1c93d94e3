package io.scaler4j.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts or ends of logs, as far as the brokers told them.
 *
 * @param known the offset of each partition that is known; negative where the log has no such offset
 * @param failures why others are not known
 */
record LogOffsets(Map<TopicPartition, Long> known, Map<TopicPartition, Throwable> failures) {

    static final LogOffsets NONE = new LogOffsets(Map.of(), Map.of());

    /** Takes what each answer holds; all must be there, good or bad. */
    static LogOffsets of(Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers) {
        Map<TopicPartition, Long> known = new HashMap<>();
        Map<TopicPartition, Throwable> failures = new HashMap<>();
        answers.forEach((partition, answer) -> answer.whenComplete((info, thrown) -> {
            if (thrown == null) {
                known.put(partition, info.offset());
            } else {
                failures.put(partition, thrown);
            }
        }));
        return new LogOffsets(known, failures);
    }

    /** The first offsets that are not old enough, and the ends of the logs where every record is. */
    LogOffsets orElse(LogOffsets ends) {
        Map<TopicPartition, Long> all = new HashMap<>();
        known.forEach((partition, offset) -> {
            Long end = ends.known().get(partition);
            if (offset >= 0) {
                all.put(partition, offset);
            } else if (end != null) {
                all.put(partition, end);
            }
        });
        return new LogOffsets(all, union(ends.failures(), failures));
    }

    /** Those of other partitions, too. */
    LogOffsets and(LogOffsets others) {
        return new LogOffsets(union(known, others.known), union(failures, others.failures));
    }

    private static <V> Map<TopicPartition, V> union(Map<TopicPartition, V> some, Map<TopicPartition, V> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        Map<TopicPartition, V> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }
}

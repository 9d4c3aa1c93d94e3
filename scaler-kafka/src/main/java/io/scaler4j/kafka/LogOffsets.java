package io.scaler4j.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Starts or ends of logs, as far as the brokers told them.
 *
 * @param known the offset of each partition that is known; negative where the log has no such offset
 * @param failures why others are not known
 * @param misdated the offsets of records that were found since they are stamped in the future
 */
record LogOffsets(
        Map<TopicPartition, Long> known, Map<TopicPartition, Throwable> failures, Map<TopicPartition, Long> misdated) {

    static final LogOffsets NONE = new LogOffsets(Map.of(), Map.of());

    LogOffsets(Map<TopicPartition, Long> known, Map<TopicPartition, Throwable> failures) {
        this(known, failures, Map.of());
    }

    /** Takes what each answer holds; all must be there, good or bad. A later timestamp than the latest is wrong. */
    static LogOffsets of(Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers, long latestMillis) {
        Map<TopicPartition, Long> known = new HashMap<>();
        Map<TopicPartition, Throwable> failures = new HashMap<>();
        Map<TopicPartition, Long> misdated = new HashMap<>();
        answers.forEach((partition, answer) -> answer.whenComplete((info, thrown) -> {
            if (thrown != null) {
                failures.put(partition, thrown);
            } else if (info.timestamp() > latestMillis) {
                misdated.put(partition, info.offset());
            } else {
                known.put(partition, info.offset());
            }
        }));
        return new LogOffsets(known, failures, misdated.isEmpty() ? Map.of() : misdated);
    }

    /**
     * The first offsets that are not old enough, and the ends of the logs where every record is, or where a record that
     * is stamped in the future hides which are.
     */
    LogOffsets orElse(LogOffsets ends) {
        Map<TopicPartition, Long> all = new HashMap<>();
        known.forEach((partition, offset) -> putOr(ends, partition, offset < 0 ? null : offset, all));
        misdated.keySet().forEach(partition -> putOr(ends, partition, null, all));
        return new LogOffsets(all, union(ends.failures(), failures), misdated);
    }

    private static void putOr(
            LogOffsets ends, TopicPartition partition, @Nullable Long offset, Map<TopicPartition, Long> all) {
        Long end = offset == null ? ends.known().get(partition) : offset;
        if (end != null) {
            all.put(partition, end);
        }
    }

    /** Those of other partitions, too. */
    LogOffsets and(LogOffsets others) {
        return new LogOffsets(
                union(known, others.known), union(failures, others.failures), union(misdated, others.misdated));
    }

    /** These offsets in the place of those there were; a failure takes away what was known. */
    LogOffsets replacedBy(LogOffsets others) {
        if (others.known().isEmpty() && others.failures().isEmpty()) {
            return this;
        }
        Map<TopicPartition, Long> all = union(known, others.known);
        if (!others.failures().isEmpty()) {
            all = new HashMap<>(all);
            all.keySet().removeAll(others.failures().keySet());
        }
        return new LogOffsets(all, union(failures, others.failures), misdated);
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

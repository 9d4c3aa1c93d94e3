package io.scaler4j.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts or ends of logs, as far as the brokers told them.
 *
 * @param known the offset of each partition that is known
 * @param failure why one of the others is not
 */
record LogOffsets(Map<TopicPartition, Long> known, Optional<Throwable> failure) {

    static final LogOffsets NONE = new LogOffsets(Map.of(), Optional.empty());

    /** Takes what each answer holds; all must be there, good or bad. */
    static LogOffsets of(Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers) {
        Map<TopicPartition, Long> known = new HashMap<>();
        Optional<Throwable> failure = Optional.empty();
        for (var answer : answers.entrySet()) {
            if (answer.getValue().isCompletedExceptionally()) {
                failure = failure.or(() -> failureOf(answer.getValue()));
            } else {
                keep(known, answer.getKey(), answer.getValue().join().offset());
            }
        }
        return new LogOffsets(known, failure);
    }

    private static Optional<Throwable> failureOf(CompletableFuture<?> answer) {
        return answer.handle((value, thrown) -> Optional.ofNullable(thrown)).join();
    }

    /** Brokers say -1 where they do not know. */
    private static void keep(Map<TopicPartition, Long> known, TopicPartition partition, long offset) {
        if (offset >= 0) {
            known.put(partition, offset);
        }
    }
}

package io.scaler4j.kafka;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads offsets through one client, for any number of queries at once; it holds no thread of its own. Committed offsets
 * come first and ends of logs afterwards: what happens in between makes the lag a little too large, and never negative.
 * Thread-safe.
 */
final class OffsetReader {

    private final Admin admin;
    private final TopicMetadata topics;

    OffsetReader(Admin admin) {
        this.admin = admin;
        topics = new TopicMetadata(admin);
    }

    /** What was found out within the limit; fails if that is nothing at all. */
    CompletionStage<OffsetSnapshot> read(LagQuery query, TimeLimit limit) {
        return topics.partitions(query.topic(), limit)
                .thenCompose(partitions -> committed(query.group(), partitions, limit)
                        .thenCompose(committed -> withLogs(query, partitions, committed, limit)));
    }

    private CompletionStage<Map<TopicPartition, OptionalLong>> committed(
            String group, List<TopicPartition> partitions, TimeLimit limit) {
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        var options = new ListConsumerGroupOffsetsOptions().timeoutMs(limit.remainingMillis());
        return admin.listConsumerGroupOffsets(Map.of(group, spec), options)
                .partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .thenApply(OffsetReader::offsetsOf);
    }

    /** Null: nothing committed. Absent: the broker answered with an error, which the client only logged. */
    private static Map<TopicPartition, OptionalLong> offsetsOf(Map<TopicPartition, OffsetAndMetadata> answer) {
        Map<TopicPartition, OptionalLong> committed = new HashMap<>();
        answer.forEach((partition, offset) ->
                committed.put(partition, offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset())));
        return committed;
    }

    private CompletionStage<OffsetSnapshot> withLogs(
            LagQuery query,
            List<TopicPartition> partitions,
            Map<TopicPartition, OptionalLong> committed,
            TimeLimit limit) {
        if (committed.isEmpty()) {
            return CompletableFuture.failedFuture(new NoOffsetsException());
        }
        var ends = logOffsets(committed.keySet(), OffsetSpec.latest(), limit);
        var starts = logOffsets(startsWanted(query, committed), OffsetSpec.earliest(), limit);
        return ends.thenCombine(starts, (end, start) -> snapshot(partitions, committed, end, start));
    }

    private static List<TopicPartition> startsWanted(LagQuery query, Map<TopicPartition, OptionalLong> committed) {
        if (query.policy() != OffsetResetPolicy.EARLIEST) {
            return List.of();
        }
        return committed.entrySet().stream()
                .filter(offset -> offset.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private CompletionStage<LogOffsets> logOffsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, TimeLimit limit) {
        if (partitions.isEmpty()) {
            return CompletableFuture.completedFuture(LogOffsets.NONE);
        }
        var options = new ListOffsetsOptions().timeoutMs(limit.remainingMillis());
        var result = admin.listOffsets(partitions.stream().collect(toMap(identity(), partition -> spec)), options);
        var answers = partitions.stream()
                .collect(toMap(
                        identity(),
                        partition -> result.partitionResult(partition)
                                .toCompletionStage()
                                .toCompletableFuture()));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .handle((all, failed) -> LogOffsets.of(answers));
    }

    private static OffsetSnapshot snapshot(
            List<TopicPartition> partitions,
            Map<TopicPartition, OptionalLong> committed,
            LogOffsets ends,
            LogOffsets starts) {
        if (ends.known().isEmpty()) {
            throw NoOffsetsException.because(ends.failure());
        }
        return new OffsetSnapshot(partitions, committed, ends.known(), starts.known());
    }
}

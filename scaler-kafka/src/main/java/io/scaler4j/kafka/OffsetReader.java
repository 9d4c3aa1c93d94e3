package io.scaler4j.kafka;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.scaler4j.kafka.LagQuery.GroupKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the client, for many groups and partitions at once. Each failure stays with the group or partition that
 * it is about. Holds no thread. Thread-safe.
 */
final class OffsetReader {

    /**
     * Groups in one request, and offsets: a broker answers a thousand groups in milliseconds, and a request without
     * bounds has brought brokers down that had tens of thousands.
     */
    private static final int GROUPS_AT_ONCE = 1_000;

    private static final int OFFSETS_AT_ONCE = 100_000;
    /** A guess at how many offsets a group has for which all are asked. */
    private static final int OFFSETS_OF_A_GROUP = 100;

    /** How far the clocks of producers may differ from ours. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(10);

    private final Admin admin;

    OffsetReader(Admin admin) {
        this.admin = admin;
    }

    /** What to ask about a group: these partitions, or all that it has committed. */
    record Wanted(Collection<TopicPartition> partitions, boolean all) {

        static final Wanted ALL = new Wanted(Set.of(), true);

        int size() {
            return all ? OFFSETS_OF_A_GROUP : partitions.size();
        }
    }

    /**
     * Where the groups stand. A partition that is missing in an answer is unknown, or not committed if all were asked.
     */
    Map<String, CompletableFuture<Map<TopicPartition, Position>>> positions(
            GroupKind kind, Map<String, Wanted> groups, int timeoutMillis) {
        Map<String, CompletableFuture<Map<TopicPartition, Position>>> answers = new HashMap<>();
        for (Map<String, Wanted> chunk : chunks(groups)) {
            answers.putAll(
                    kind == GroupKind.SHARE
                            ? sharePositions(chunk, timeoutMillis)
                            : consumerPositions(chunk, timeoutMillis));
        }
        return answers;
    }

    /**
     * Starts, ends, or the first records after an instant, by topic; one call for all partitions.
     *
     * @param now records that are stamped later are told apart, where timestamps matter
     */
    Map<String, CompletableFuture<LogOffsets>> logOffsets(
            WantedLogs logs, OffsetSpec spec, IsolationLevel isolation, Instant now, int timeoutMillis) {
        if (logs.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        logs.byTopic().values().forEach(some -> some.forEach(partition -> specs.put(partition, spec)));
        var result = admin.listOffsets(specs, new ListOffsetsOptions(isolation).timeoutMs(timeoutMillis));
        long latestMillis = now.plus(CLOCK_DIFFERENCE).toEpochMilli();
        Map<String, CompletableFuture<LogOffsets>> byTopic = new HashMap<>();
        logs.byTopic().forEach((topic, some) -> {
            Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
            some.forEach(partition -> answers.put(partition, future(result.partitionResult(partition))));
            byTopic.put(topic, logOffsets(answers, latestMillis));
        });
        return byTopic;
    }

    private static CompletableFuture<LogOffsets> logOffsets(
            Map<TopicPartition, CompletableFuture<ListOffsetsResultInfo>> answers, long latestMillis) {
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .handle((all, failed) -> LogOffsets.of(answers, latestMillis));
    }

    static OffsetSpec after(Instant instant) {
        return OffsetSpec.forTimestamp(Math.max(0, instant.toEpochMilli()));
    }

    static <T> CompletableFuture<T> future(KafkaFuture<T> answer) {
        return answer.toCompletionStage().toCompletableFuture();
    }

    private Map<String, CompletableFuture<Map<TopicPartition, Position>>> consumerPositions(
            Map<String, Wanted> groups, int timeoutMillis) {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        groups.forEach((group, wanted) -> specs.put(
                group,
                wanted.all()
                        ? new ListConsumerGroupOffsetsSpec()
                        : new ListConsumerGroupOffsetsSpec().topicPartitions(wanted.partitions())));
        var options = new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMillis);
        var result = admin.listConsumerGroupOffsets(specs, options);
        return groups.keySet().stream()
                .collect(toMap(
                        identity(),
                        group -> future(result.partitionsToOffsetAndMetadata(group))
                                .thenApply(answer -> consumerPositions(answer, groups.get(group)))));
    }

    /**
     * Null: nothing committed. Absent: the broker answered with an error, which the client only logged.
     *
     * @param wanted its partitions become the keys, not those of the answer: later look-ups need no comparing then
     */
    private static Map<TopicPartition, Position> consumerPositions(
            Map<TopicPartition, OffsetAndMetadata> answer, @Nullable Wanted wanted) {
        Map<TopicPartition, Position> positions = new HashMap<>(answer.size() * 4 / 3 + 1); // room for all, no more
        for (TopicPartition partition : wanted == null || wanted.all() ? answer.keySet() : wanted.partitions()) {
            OffsetAndMetadata offset = answer.get(partition);
            if (offset != null) {
                positions.put(partition, Position.committed(offset.offset()));
            } else if (answer.containsKey(partition)) {
                positions.put(partition, Position.UNCOMMITTED);
            }
        }
        return positions;
    }

    private Map<String, CompletableFuture<Map<TopicPartition, Position>>> sharePositions(
            Map<String, Wanted> groups, int timeoutMillis) {
        Map<String, ListShareGroupOffsetsSpec> specs = new HashMap<>();
        groups.forEach((group, wanted) -> specs.put(
                group,
                wanted.all()
                        ? new ListShareGroupOffsetsSpec()
                        : new ListShareGroupOffsetsSpec().topicPartitions(wanted.partitions())));
        var result = admin.listShareGroupOffsets(specs, new ListShareGroupOffsetsOptions().timeoutMs(timeoutMillis));
        return groups.keySet().stream()
                .collect(toMap(
                        identity(),
                        group -> future(result.partitionsToOffsetInfo(group)).thenApply(OffsetReader::sharePositions)));
    }

    /** Null: nobody has acknowledged anything yet. */
    private static Map<TopicPartition, Position> sharePositions(Map<TopicPartition, SharePartitionOffsetInfo> answer) {
        Map<TopicPartition, Position> positions = new HashMap<>();
        answer.forEach((partition, info) -> positions.put(
                partition,
                info == null
                        ? Position.UNCOMMITTED
                        : new Position.Behind(
                                info.startOffset(),
                                info.lag().stream().mapToLong(Long::longValue).findFirst())));
        return positions;
    }

    private static List<Map<String, Wanted>> chunks(Map<String, Wanted> groups) {
        List<Map<String, Wanted>> chunks = new ArrayList<>();
        Map<String, Wanted> chunk = new LinkedHashMap<>();
        long offsets = 0;
        for (var group : groups.entrySet()) {
            int size = group.getValue().size();
            if (!chunk.isEmpty() && (chunk.size() == GROUPS_AT_ONCE || offsets + size > OFFSETS_AT_ONCE)) {
                chunks.add(chunk);
                chunk = new LinkedHashMap<>();
                offsets = 0;
            }
            chunk.put(group.getKey(), group.getValue());
            offsets += size;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}

package io.scaler4j.kafka;

import static java.util.stream.Collectors.toSet;

import io.scaler4j.kafka.TopicMetadata.Described;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** One query within a round, and what has been found out for it so far. Used by one thread at a time. */
final class LagInquiry {

    private final LagQuery query;
    private final CompletableFuture<OffsetSnapshot> answer = new CompletableFuture<>();
    private final Map<String, Instant> described = new HashMap<>();
    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Position> positions = Map.of();
    private Optional<GroupState> state = Optional.empty();
    private @Nullable Throwable stateFailure;
    private int missingTopics;

    LagInquiry(LagQuery query) {
        this.query = query;
    }

    LagQuery query() {
        return query;
    }

    CompletableFuture<OffsetSnapshot> answer() {
        return answer;
    }

    boolean isOpen() {
        return !answer.isDone();
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** Those named, or those of the group: where it has committed, and where it has members. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>(query.topics());
        if (query.discovers()) {
            positions.keySet().forEach(partition -> topics.add(partition.topic()));
            state.ifPresent(known -> topics.addAll(known.topics()));
        }
        return topics;
    }

    /** Takes the partitions of its topics. A topic that only the group's commits remember is left out. */
    void scope(Map<String, CompletableFuture<Described>> answers) {
        Map<String, List<TopicPartition>> all = new LinkedHashMap<>();
        for (String topic : topics()) {
            CompletableFuture<Described> about = answers.get(topic);
            if (about == null) {
                fail(new NoOffsetsException());
                return;
            }
            Throwable failure = failureOf(about);
            if (failure == null) {
                described.put(topic, about.join().at());
                all.put(topic, about.join().partitions());
            } else if (query.discovers() && failure instanceof UnknownTopicOrPartitionException) {
                missingTopics++;
            } else {
                fail(new TopicException(topic, failure));
                return;
            }
        }
        keepInScope(all);
    }

    /** Takes where the group stands. */
    void positions(CompletableFuture<Map<TopicPartition, Position>> found) {
        Throwable failure = failureOf(found);
        if (failure == null) {
            positions = found.join();
        } else {
            fail(failure);
        }
    }

    /** Takes who is in the group. Where topics are named, a failure only means that this is not known. */
    void state(CompletableFuture<GroupState> found) {
        stateFailure = failureOf(found);
        state = stateFailure == null ? Optional.of(found.join()) : Optional.empty();
    }

    /** The partitions whose end has to be known. */
    Stream<TopicPartition> wantedEnds() {
        return partitions.stream().filter(partition -> {
            Position position = positionOf(partition);
            return position != null && !(position instanceof Position.Behind);
        });
    }

    /** The partitions whose start has to be known. */
    Stream<TopicPartition> wantedStarts() {
        return query.starts()
                ? partitions.stream().filter(partition -> positionOf(partition) == Position.UNCOMMITTED)
                : Stream.empty();
    }

    /** What is known about all of its topics, once that is there. */
    CompletableFuture<LogOffsets> ofItsTopics(Map<String, CompletableFuture<LogOffsets>> byTopic) {
        CompletableFuture<LogOffsets> all = CompletableFuture.completedFuture(LogOffsets.NONE);
        for (String topic : described.keySet()) {
            CompletableFuture<LogOffsets> one = byTopic.get(topic);
            if (one != null) {
                all = described.size() == 1 ? one : all.thenCombine(one, LogOffsets::and);
            }
        }
        return all;
    }

    /**
     * Topics with a partition that has failed, or of which the group's position was not told, if they were described in
     * an earlier round: they may be no more as they were, or this client may see them no more.
     */
    Set<String> outdatedTopics(LogOffsets due, Instant now) {
        return partitions.stream()
                .filter(partition -> due.failures().containsKey(partition) || positionOf(partition) == null)
                .map(TopicPartition::topic)
                .filter(topic -> described.containsKey(topic) && !now.equals(described.get(topic)))
                .collect(toSet());
    }

    /** Tells what is known, or why nothing is. */
    boolean answer(long number, Instant now, LogOffsets ends, LogOffsets due, LogOffsets starts) {
        Map<TopicPartition, Position> found = new HashMap<>();
        boolean known = false;
        for (TopicPartition partition : partitions) {
            Position position = positionOf(partition);
            if (position != null) {
                found.put(partition, position);
                known |= position instanceof Position.Behind || due.known().containsKey(partition);
            }
        }
        Throwable hidden = query.discovers() ? stateFailure : null;
        if (partitions.isEmpty() && hidden != null) {
            return fail(hidden);
        }
        if (known || partitions.isEmpty()) {
            return answer.complete(new OffsetSnapshot(
                    number,
                    now,
                    partitions,
                    found,
                    ends.known(),
                    due.known(),
                    starts.known(),
                    state,
                    missingTopics,
                    hidden != null));
        }
        if (query.kind() == LagQuery.GroupKind.SHARE && found.isEmpty()) {
            return fail(NoOffsetsException.ofShareGroup());
        }
        return fail(NoOffsetsException.because(partitions.stream()
                .flatMap(partition -> Stream.ofNullable(due.failures().get(partition)))
                .findFirst()));
    }

    void answerLike(CompletionStage<OffsetSnapshot> other) {
        other.whenComplete((snapshot, thrown) -> {
            if (thrown == null) {
                answer.complete(snapshot);
            } else {
                fail(thrown);
            }
        });
    }

    boolean fail(Throwable reason) {
        return answer.completeExceptionally(reason);
    }

    private void keepInScope(Map<String, List<TopicPartition>> all) {
        try {
            List<List<TopicPartition>> kept = new ArrayList<>();
            all.forEach((topic, described) -> kept.add(query.inScope(topic, described)));
            // That of one topic may be the list that all queries on it share.
            partitions = kept.size() == 1
                    ? kept.get(0)
                    : kept.stream().flatMap(List::stream).toList();
        } catch (NoPartitionsException e) {
            fail(e);
        }
    }

    /** Where all commits were asked for, what is missing has none. */
    private @Nullable Position positionOf(TopicPartition partition) {
        Position position = positions.get(partition);
        return position == null && query.discovers() ? Position.UNCOMMITTED : position;
    }

    private static @Nullable Throwable failureOf(CompletableFuture<?> done) {
        return done.handle((value, thrown) -> thrown == null ? null : ReadFailures.unwrap(thrown))
                .join();
    }
}

package io.scaler4j.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.scaler4j.connect.FailureTable;
import io.scaler4j.kafka.TopicMetadata.Described;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** One query within a round, and what has been found out for it so far. Used by one thread at a time. */
final class LagQueryRun {

    private final LagQuery query;
    private final CompletableFuture<OffsetSnapshot> answer = new CompletableFuture<>();
    private TopicScope scope = TopicScope.NONE;
    private Map<TopicPartition, Position> positions = Map.of();
    private Optional<OffsetResetPolicy> policy = Optional.empty();
    private Optional<GroupState> state = Optional.empty();
    private @Nullable Throwable stateFailure;
    private @Nullable Throwable hidden;
    private @Nullable Throwable refusal;
    private boolean groupIsMissing;
    private LogOffsets ends = LogOffsets.NONE;
    private LogOffsets due = LogOffsets.NONE;
    /** Whether the brokers told where the group stands in each partition; false as long as nobody looked. */
    private boolean knowsAllPositions;

    private List<TopicPartition> wantedStarts = List.of();
    private List<TopicPartition> wantedWrittenEnds = List.of();

    LagQueryRun(LagQuery query) {
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
        return scope.partitions();
    }

    /** Those named, or those of the group: where it has committed and has not left, and where it has members. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>(query.topics());
        if (query.discovers()) {
            positions.keySet().forEach(partition -> topics.add(partition.topic()));
            state.ifPresent(known -> {
                topics.removeIf(known::hasLeft);
                topics.addAll(known.topics());
            });
        }
        return topics;
    }

    /** Takes the partitions of its topics, or fails. */
    void scope(Map<String, CompletableFuture<Described>> answers) {
        try {
            scope = TopicScope.of(query, topics(), answers);
        } catch (TopicException | NoOffsetsException | NoPartitionsException e) {
            fail(e);
        }
    }

    /**
     * Whether the group may have commits for topics that are not known: none of its members tells all that it reads.
     */
    boolean mayHaveHiddenTopics() {
        return query.discovers()
                && !groupIsMissing
                && !state.filter(GroupState::tellsTopics).isPresent();
    }

    /** Takes why there may be such topics. */
    void hiddenTopics(Optional<Throwable> reason) {
        reason.filter(each -> stateFailure == null).ifPresent(each -> hidden = each);
    }

    /** Takes where the group stands. */
    void positions(CompletableFuture<Map<TopicPartition, Position>> found) {
        Throwable failure = failureOf(found);
        if (failure == null) {
            positions = found.join();
        } else if (failure instanceof GroupIdNotFoundException) {
            refusal = failure;
        } else {
            fail(failure);
        }
    }

    /** Whether nothing tells yet that there is a group, and that it is of the kind that is measured. */
    boolean wantsKind() {
        return refusal != null
                || (!query.members()
                        && positions.values().stream().allMatch(position -> position == Position.UNCOMMITTED));
    }

    /** Takes of which kind the group is. */
    void kind(CompletableFuture<GroupState> found) {
        Throwable failure = failureOf(found);
        if (failure instanceof OtherGroupKindException) {
            fail(failure);
        } else if (failure == null) {
            groupIsMissing = found.join().isAbsent();
        }
    }

    /** Fails if the brokers refused to tell where the group stands. */
    void failIfRefused() {
        if (refusal != null) {
            fail(refusal);
        }
    }

    /** Takes the members of the group. Where topics are named, a failure only means that this is not known. */
    void state(CompletableFuture<GroupState> found) {
        kind(found);
        stateFailure = failureOf(found);
        state = stateFailure == null ? Optional.of(found.join()) : Optional.empty();
    }

    /** The partitions whose end has to be known. Often the list that all queries on a topic share. */
    List<TopicPartition> wantedEnds() {
        knowsAllPositions = positions.keySet().containsAll(partitions());
        return knowsAllPositions
                ? partitions()
                : partitions().stream()
                        .filter(partition -> positionOf(partition) != null)
                        .toList();
    }

    /** Whether it matters where the group begins, and its brokers may know. */
    boolean wantsPolicy() {
        return query.kind() == LagQuery.GroupKind.SHARE
                && positions.values().stream().anyMatch(position -> position == Position.UNCOMMITTED);
    }

    /** Takes where the group begins. */
    void policy(Optional<OffsetResetPolicy> told) {
        policy = told;
    }

    /** Takes the ends of the logs. */
    void logs(LogOffsets ends, LogOffsets due) {
        this.ends = ends;
        this.due = due;
        boolean fromTheStart =
                query.starts() && policy.orElse(OffsetResetPolicy.EARLIEST) == OffsetResetPolicy.EARLIEST;
        boolean committedOnly = query.isolation() != IsolationLevel.READ_UNCOMMITTED;
        List<TopicPartition> starts = new ArrayList<>();
        List<TopicPartition> written = new ArrayList<>();
        for (TopicPartition partition : partitions()) {
            LogNeeds needs = needs(partition);
            if (needs.start(fromTheStart)) {
                starts.add(partition);
            }
            if (committedOnly && needs.writtenEnd()) {
                written.add(partition);
            }
        }
        wantedStarts = starts.size() == partitions().size() ? partitions() : starts;
        wantedWrittenEnds = written;
    }

    /** Whether the ends of the logs leave anything open. */
    boolean wantsMore() {
        return !wantedStarts.isEmpty() || !wantedWrittenEnds.isEmpty();
    }

    /** The partitions whose start has to be known. */
    List<TopicPartition> wantedStarts() {
        return wantedStarts;
    }

    /** The partitions of which it has to be known how far they are written. */
    List<TopicPartition> wantedWrittenEnds() {
        return wantedWrittenEnds;
    }

    private LogNeeds needs(TopicPartition partition) {
        var log = new LogRange(
                null,
                ends.known().get(partition),
                due.known().get(partition),
                due.misdated().get(partition));
        return new LogNeeds(positionOf(partition), log);
    }

    /** What is known about all of its topics, once that is there. */
    CompletableFuture<LogOffsets> ofItsTopics(Map<String, CompletableFuture<LogOffsets>> byTopic) {
        CompletableFuture<LogOffsets> all = CompletableFuture.completedFuture(LogOffsets.NONE);
        for (String topic : scope.described().keySet()) {
            CompletableFuture<LogOffsets> one = byTopic.get(topic);
            if (one != null) {
                all = scope.described().size() == 1 ? one : all.thenCombine(one, LogOffsets::and);
            }
        }
        return all;
    }

    /**
     * Topics with a partition that has failed, or of which the group's position was not told, if they were described in
     * an earlier round: they may be no more as they were, or this client may see them no more.
     */
    Set<String> outdatedTopics(Instant now) {
        if (due.failures().isEmpty() && knowsAllPositions) {
            return Set.of();
        }
        return partitions().stream()
                .filter(partition -> due.failures().containsKey(partition) || positionOf(partition) == null)
                .map(TopicPartition::topic)
                .filter(topic -> !now.equals(scope.described().getOrDefault(topic, now)))
                .collect(toSet());
    }

    /**
     * Tells what is known, or why nothing is.
     *
     * @param starts of those {@linkplain #wantedStarts wanted}
     * @param written of those {@linkplain #wantedWrittenEnds wanted}
     */
    boolean answer(long number, Instant now, LogOffsets starts, LogOffsets written) {
        Map<TopicPartition, Position> found = knowsAllPositions ? positions : positionsFound();
        boolean known = partitions().stream()
                .anyMatch(partition -> found.get(partition) instanceof Position.Behind
                        || (found.containsKey(partition) && due.known().containsKey(partition)));
        if (query.discovers() && stateFailure != null) {
            hidden = stateFailure;
        }
        if (partitions().isEmpty() && hidden != null) {
            return fail(hidden);
        }
        if (known || partitions().isEmpty()) {
            return answer.complete(new OffsetSnapshot(
                    number,
                    now,
                    partitions(),
                    found,
                    ends.replacedBy(written).known(),
                    due.known(),
                    due.misdated(),
                    starts.known(),
                    policy,
                    state,
                    new LeftOut(scope.missing(), leftTopics(), scope.denied(), Optional.ofNullable(hidden)),
                    groupIsMissing && positions.values().stream().allMatch(each -> each == Position.UNCOMMITTED)));
        }
        if (query.kind() == LagQuery.GroupKind.SHARE && found.isEmpty()) {
            return fail(NoOffsetsException.ofShareGroup());
        }
        return fail(NoOffsetsException.because(partitions().stream()
                .flatMap(partition -> Stream.ofNullable(due.failures().get(partition)))
                .findFirst()));
    }

    private Map<TopicPartition, Position> positionsFound() {
        Map<TopicPartition, Position> found = new HashMap<>();
        wantedEnds().forEach(partition -> found.put(partition, requireNonNull(positionOf(partition))));
        return found;
    }

    private int leftTopics() {
        return !query.discovers() || state.isEmpty()
                ? 0
                : (int) positions.keySet().stream()
                        .map(TopicPartition::topic)
                        .distinct()
                        .filter(state.get()::hasLeft)
                        .count();
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

    /** Where all commits were asked for, what is missing has none. */
    private @Nullable Position positionOf(TopicPartition partition) {
        Position position = positions.get(partition);
        return position == null && query.discovers() ? Position.UNCOMMITTED : position;
    }

    /** Why a call failed; null if it did not. Waits for nothing, so the call must be over. */
    static @Nullable Throwable failureOf(CompletableFuture<?> done) {
        return done.handle((value, thrown) -> thrown == null ? null : FailureTable.unwrap(thrown))
                .join();
    }
}

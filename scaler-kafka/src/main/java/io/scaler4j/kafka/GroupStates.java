package io.scaler4j.kafka;

import static io.scaler4j.kafka.KafkaCalls.answerOf;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.scaler4j.connect.FailureTable;
import io.scaler4j.kafka.LagQuery.GroupKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.DescribeStreamsGroupsOptions;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * The members of groups, and whether they share their partitions out right now. A group that is not of the kind that
 * was asked for is looked for among the other kinds, since brokers say "not found" then. Thread-safe.
 */
final class GroupStates {

    /** For so long a group is taken for what it was. */
    static final Duration KEPT = Duration.ofSeconds(60);

    /** No member reads then, or not yet, or the members that read are not known. */
    private static final Set<org.apache.kafka.common.GroupState> REBALANCING = Set.of(
            org.apache.kafka.common.GroupState.PREPARING_REBALANCE,
            org.apache.kafka.common.GroupState.COMPLETING_REBALANCE,
            org.apache.kafka.common.GroupState.ASSIGNING,
            org.apache.kafka.common.GroupState.RECONCILING,
            org.apache.kafka.common.GroupState.NOT_READY,
            org.apache.kafka.common.GroupState.UNKNOWN);

    private final Admin admin;
    private final GroupMemory memory = new GroupMemory();
    private final Map<Name, Instant> checked = new ConcurrentHashMap<>();

    private record Name(GroupKind kind, String group) {}

    GroupStates(Admin admin) {
        this.admin = admin;
    }

    /**
     * Each fails for itself, one of another kind with an {@link OtherGroupKindException}. A group that does not exist
     * is {@link GroupState#NOBODY}.
     */
    Map<String, CompletableFuture<GroupState>> of(
            GroupKind kind, Collection<String> groups, Instant now, int timeoutMillis) {
        checked.values().removeIf(at -> !isFresh(at, now));
        var described = kind == GroupKind.SHARE ? shares(groups, timeoutMillis) : consumers(groups, timeoutMillis);
        var elsewhere = allEnded(described.values())
                .thenApply(ended -> elsewhere(kind, notFound(kind, described, now), timeoutMillis));
        Map<String, CompletableFuture<GroupState>> states = new HashMap<>();
        described.forEach((group, answer) -> {
            var name = new Name(kind, group);
            states.put(
                    group,
                    answer.handle((state, thrown) -> isNotFound(thrown)
                                    ? elsewhere.thenCompose(found -> absent(name, found.get(group), now))
                                    : answer.thenApply(own -> checked(name, own, now)))
                            .thenCompose(Function.identity())
                            .thenApply(state -> memory.seen(name, state, now)));
        });
        return states;
    }

    /** Those of which it was not found out lately that they are of this kind, or not there. */
    Set<String> unchecked(GroupKind kind, Collection<String> groups, Instant now) {
        return groups.stream()
                .filter(group -> {
                    Instant at = checked.get(new Name(kind, group));
                    return at == null || !isFresh(at, now);
                })
                .collect(toSet());
    }

    private CompletableFuture<GroupState> absent(
            Name name, @Nullable CompletableFuture<GroupState> elsewhere, Instant now) {
        return elsewhere == null
                ? CompletableFuture.completedFuture(GroupState.NOBODY)
                : elsewhere.thenApply(state -> state.isAbsent() ? checked(name, state, now) : state);
    }

    private GroupState checked(Name name, GroupState state, Instant now) {
        checked.put(name, now);
        return state;
    }

    private static boolean isFresh(Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(KEPT) < 0;
    }

    // ---- groups of other kinds

    private List<String> notFound(GroupKind kind, Map<String, CompletableFuture<GroupState>> described, Instant now) {
        return described.entrySet().stream()
                .filter(answer -> answer.getValue()
                        .handle((state, thrown) -> isNotFound(thrown))
                        .join())
                .map(Map.Entry::getKey)
                .filter(unchecked(kind, described.keySet(), now)::contains)
                .toList();
    }

    /** A consumer group that is a streams group is measured alike; the others are failures. */
    private Map<String, CompletableFuture<GroupState>> elsewhere(
            GroupKind kind, Collection<String> groups, int timeoutMillis) {
        if (groups.isEmpty()) {
            return Map.of();
        }
        boolean share = kind == GroupKind.SHARE;
        var others = share ? consumers(groups, timeoutMillis) : shares(groups, timeoutMillis);
        var streams = streams(groups, timeoutMillis);
        Map<String, CompletableFuture<GroupState>> states = new HashMap<>();
        for (String group : groups) {
            var other = nobodyOr(
                    answerOf(group, others),
                    share ? OtherGroupKindException::consumer : OtherGroupKindException::share);
            var streaming = share
                    ? nobodyOr(answerOf(group, streams), OtherGroupKindException::streams)
                    : orNobody(answerOf(group, streams));
            states.put(group, other.thenCombine(streaming, (nobody, found) -> found));
        }
        return states;
    }

    private static CompletableFuture<GroupState> nobodyOr(
            CompletableFuture<GroupState> described, Supplier<OtherGroupKindException> found) {
        return orNobody(described.thenApply(state -> {
            throw found.get();
        }));
    }

    /** Brokers that do not know a kind have no group of it. */
    static CompletableFuture<GroupState> orNobody(CompletableFuture<GroupState> state) {
        return state.exceptionally(thrown -> {
            if (isNotFound(thrown) || FailureTable.unwrap(thrown) instanceof UnsupportedVersionException) {
                return GroupState.NOBODY;
            }
            throw new CompletionException(FailureTable.unwrap(thrown));
        });
    }

    private static boolean isNotFound(@Nullable Throwable thrown) {
        return thrown != null && FailureTable.unwrap(thrown) instanceof GroupIdNotFoundException;
    }

    private static CompletableFuture<Void> allEnded(Collection<CompletableFuture<GroupState>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .exceptionally(thrown -> null);
    }

    // ---- calls

    private Map<String, CompletableFuture<GroupState>> consumers(Collection<String> groups, int timeoutMillis) {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(timeoutMillis);
        return states(admin.describeConsumerGroups(groups, options).describedGroups(), GroupStates::of);
    }

    private Map<String, CompletableFuture<GroupState>> shares(Collection<String> groups, int timeoutMillis) {
        var options = new DescribeShareGroupsOptions().timeoutMs(timeoutMillis);
        return states(admin.describeShareGroups(groups, options).describedGroups(), GroupStates::of);
    }

    private Map<String, CompletableFuture<GroupState>> streams(Collection<String> groups, int timeoutMillis) {
        var options = new DescribeStreamsGroupsOptions().timeoutMs(timeoutMillis);
        return states(admin.describeStreamsGroups(groups, options).describedGroups(), GroupStates::of);
    }

    private static <D> Map<String, CompletableFuture<GroupState>> states(
            Map<String, KafkaFuture<D>> described, Function<D, GroupState> state) {
        return described.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        answer -> OffsetReader.future(answer.getValue())
                                .thenApply(state)
                                .exceptionally(GroupStates::understood)));
    }

    /** The client itself says so of classic groups whose members are no consumers. */
    static GroupState understood(Throwable thrown) {
        Throwable reason = FailureTable.unwrap(thrown);
        throw reason instanceof IllegalArgumentException
                ? OtherGroupKindException.notOfConsumers(String.valueOf(reason.getMessage()))
                : new CompletionException(reason);
    }

    private static GroupState of(ConsumerGroupDescription group) {
        if (group.groupState() == org.apache.kafka.common.GroupState.DEAD) {
            throw new GroupIdNotFoundException("the group is dead, as older brokers say");
        }
        return state(
                group.members().size(),
                group.groupState(),
                group.members().stream().flatMap(member -> member.assignment().topicPartitions().stream()));
    }

    private static GroupState of(ShareGroupDescription group) {
        return state(
                group.members().size(),
                group.groupState(),
                group.members().stream().flatMap(member -> member.assignment().topicPartitions().stream()));
    }

    /** Members have tasks, each a partition of all topics that one part of the topology reads. */
    private static GroupState of(StreamsGroupDescription group) {
        Map<String, Set<String>> topics = group.subtopologies().stream()
                .collect(toMap(StreamsGroupSubtopologyDescription::subtopologyId, GroupStates::sources));
        return new GroupState(
                group.members().size(),
                REBALANCING.contains(group.groupState()),
                group.members().stream()
                        .flatMap(member -> member.assignment().activeTasks().stream())
                        .flatMap(task -> topics.getOrDefault(task.subtopologyId(), Set.of()).stream())
                        .collect(toSet()));
    }

    private static Set<String> sources(StreamsGroupSubtopologyDescription subtopology) {
        Set<String> topics = new HashSet<>(subtopology.sourceTopics());
        topics.addAll(subtopology.repartitionSourceTopics().keySet());
        return topics;
    }

    private static GroupState state(
            int members, org.apache.kafka.common.GroupState state, Stream<TopicPartition> assigned) {
        return new GroupState(
                members,
                REBALANCING.contains(state),
                assigned.map(TopicPartition::topic).collect(toSet()));
    }
}

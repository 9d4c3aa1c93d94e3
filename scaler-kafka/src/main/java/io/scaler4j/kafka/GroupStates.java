package io.scaler4j.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.scaler4j.kafka.LagQuery.GroupKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Who is in groups, and whether they share their partitions out right now. Thread-safe. */
final class GroupStates {

    private static final Set<org.apache.kafka.common.GroupState> REBALANCING = Set.of(
            org.apache.kafka.common.GroupState.PREPARING_REBALANCE,
            org.apache.kafka.common.GroupState.COMPLETING_REBALANCE,
            org.apache.kafka.common.GroupState.ASSIGNING,
            org.apache.kafka.common.GroupState.RECONCILING);

    private final Admin admin;

    GroupStates(Admin admin) {
        this.admin = admin;
    }

    /** Empty where the brokers do not tell. A group that does not exist has nobody in it. */
    Map<String, CompletableFuture<Optional<GroupState>>> of(
            GroupKind kind, Collection<String> groups, int timeoutMillis) {
        return kind == GroupKind.SHARE ? ofShareGroups(groups, timeoutMillis) : ofConsumerGroups(groups, timeoutMillis);
    }

    private Map<String, CompletableFuture<Optional<GroupState>>> ofConsumerGroups(
            Collection<String> groups, int timeoutMillis) {
        var answers = admin.describeConsumerGroups(groups, new DescribeConsumerGroupsOptions().timeoutMs(timeoutMillis))
                .describedGroups();
        return answers.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        answer ->
                                orUnknown(OffsetReader.future(answer.getValue()).thenApply(GroupStates::of))));
    }

    private Map<String, CompletableFuture<Optional<GroupState>>> ofShareGroups(
            Collection<String> groups, int timeoutMillis) {
        var answers = admin.describeShareGroups(groups, new DescribeShareGroupsOptions().timeoutMs(timeoutMillis))
                .describedGroups();
        return answers.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        answer ->
                                orUnknown(OffsetReader.future(answer.getValue()).thenApply(GroupStates::of))));
    }

    private static CompletableFuture<Optional<GroupState>> orUnknown(CompletableFuture<GroupState> state) {
        return state.handle((known, thrown) -> thrown == null
                ? Optional.of(known)
                : ReadFailures.unwrap(thrown) instanceof GroupIdNotFoundException
                        ? Optional.of(GroupState.NOBODY)
                        : Optional.empty());
    }

    private static GroupState of(ConsumerGroupDescription group) {
        return new GroupState(
                group.members().size(),
                REBALANCING.contains(group.groupState()),
                topics(group.members().stream().flatMap(member -> member.assignment().topicPartitions().stream())));
    }

    private static GroupState of(ShareGroupDescription group) {
        return new GroupState(
                group.members().size(),
                REBALANCING.contains(group.groupState()),
                topics(group.members().stream().flatMap(member -> member.assignment().topicPartitions().stream())));
    }

    private static Set<String> topics(Stream<TopicPartition> partitions) {
        return partitions.map(TopicPartition::topic).collect(toSet());
    }
}

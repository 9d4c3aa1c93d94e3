package io.scaler4j.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.scaler4j.kafka.LagQuery.GroupKind;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.common.KafkaFuture;
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

    /** Each fails for itself. A group that does not exist has nobody in it. */
    Map<String, CompletableFuture<GroupState>> of(GroupKind kind, Collection<String> groups, int timeoutMillis) {
        return kind == GroupKind.SHARE ? ofShareGroups(groups, timeoutMillis) : ofConsumerGroups(groups, timeoutMillis);
    }

    private Map<String, CompletableFuture<GroupState>> ofConsumerGroups(Collection<String> groups, int timeoutMillis) {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(timeoutMillis);
        return states(admin.describeConsumerGroups(groups, options).describedGroups(), GroupStates::of);
    }

    private Map<String, CompletableFuture<GroupState>> ofShareGroups(Collection<String> groups, int timeoutMillis) {
        var options = new DescribeShareGroupsOptions().timeoutMs(timeoutMillis);
        return states(admin.describeShareGroups(groups, options).describedGroups(), GroupStates::of);
    }

    private static <D> Map<String, CompletableFuture<GroupState>> states(
            Map<String, KafkaFuture<D>> described, Function<D, GroupState> state) {
        return described.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        answer ->
                                orNobody(OffsetReader.future(answer.getValue()).thenApply(state))));
    }

    static CompletableFuture<GroupState> orNobody(CompletableFuture<GroupState> state) {
        return state.exceptionally(thrown -> {
            if (ReadFailures.unwrap(thrown) instanceof GroupIdNotFoundException) {
                return GroupState.NOBODY;
            }
            throw new CompletionException(ReadFailures.unwrap(thrown));
        });
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

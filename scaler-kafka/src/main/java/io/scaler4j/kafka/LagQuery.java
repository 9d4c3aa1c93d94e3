package io.scaler4j.kafka;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * What a scaler wants to know from the brokers. Equal queries have equal answers, so that one answer serves several
 * scalers.
 *
 * @param kind of the group
 * @param topics empty: those of the group
 * @param partitions those to look at, of each topic
 * @param isolation which end of the log counts
 * @param olderThan 0: every record counts
 * @param starts whether the start of the log may matter where the group has committed nothing
 * @param members whether to ask for the members of the group and its state
 */
record LagQuery(
        String group,
        GroupKind kind,
        List<String> topics,
        PartitionLimitation partitions,
        IsolationLevel isolation,
        Duration olderThan,
        boolean starts,
        boolean members) {

    /** The two ways in which Kafka shares records among the members of a group. */
    enum GroupKind {
        /** Each partition has one reader, which commits offsets: classic and KIP-848 groups, and simple consumers. */
        CONSUMER,
        /** A partition has any number of readers, which acknowledge records (KIP-932). */
        SHARE
    }

    LagQuery {
        topics = List.copyOf(topics);
    }

    /** Whether the topics have to be found out. */
    boolean discovers() {
        return topics.isEmpty();
    }

    /** Those partitions of a topic that count, or a {@link NoPartitionsException}. */
    List<TopicPartition> inScope(String topic, List<TopicPartition> all) {
        List<TopicPartition> allowed = partitions.isAll()
                ? all
                : all.stream()
                        .filter(partition -> partitions.allows(partition.partition()))
                        .toList();
        if (allowed.isEmpty()) {
            throw new NoPartitionsException(topic, all.size(), partitions);
        }
        return allowed;
    }

    /** As in {@code topic "orders"}. */
    String subject() {
        return switch (topics.size()) {
            case 0 -> "all its topics";
            case 1 -> "topic " + quoted(topics.get(0));
            default -> "topics " + topics.stream().map(LagQuery::quoted).collect(joining(", "));
        };
    }

    @Override
    public String toString() {
        return "lag of " + (kind == GroupKind.SHARE ? "share group " : "group ") + quoted(group) + " on " + subject();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}

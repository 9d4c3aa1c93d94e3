package io.scaler4j.kafka;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.IsolationLevel;

/** What to measure and how to count, while it is being put together and before it is checked. Not thread-safe. */
final class LagOptions {

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    String group = "";
    LagQuery.GroupKind kind = LagQuery.GroupKind.CONSUMER;
    List<String> topics = List.of();
    PartitionLimitation partitions = PartitionLimitation.ALL;
    OffsetResetPolicy policy = OffsetResetPolicy.LATEST;
    boolean ignoreUncommitted;
    boolean allowIdleConsumers;
    boolean limitToPartitionsWithLag;
    Optional<EvenDistribution> evenDistribution = Optional.empty();
    Optional<PersistentLag> persistentLag = Optional.empty();
    LagRules.SettledLag settledLag = LagRules.SettledLag.NONE;
    IsolationLevel isolation = IsolationLevel.READ_UNCOMMITTED;
    Duration olderThan = Duration.ZERO;
    boolean holdWhileRebalancing;

    LagQuery query() {
        return new LagQuery(
                group,
                kind,
                topics,
                topics.isEmpty() ? PartitionLimitation.ALL : partitions,
                isolation,
                olderThan,
                kind == LagQuery.GroupKind.SHARE ? !ignoreUncommitted : rules().needStarts(),
                topics.isEmpty() || rules().needMembers());
    }

    LagRules rules() {
        return new LagRules(
                policy,
                ignoreUncommitted,
                persistentLag,
                settledLag,
                new ReplicaRule(most(), evenDistribution),
                holdWhileRebalancing);
    }

    /** Finds names that are missing, and topics that Kafka cannot have. */
    void checkNames(Problems problems) {
        for (String topic : topics) {
            problems.check(
                    TOPIC.matcher(topic).matches(),
                    "topic must be 1 to 249 letters, digits, dots, underscores or hyphens, was "
                            + Masking.quote(topic));
        }
        problems.check(!group.isBlank(), "consumerGroup is missing; give the group.id of the consumers");
    }

    /** Finds what does not go together. */
    void check(Problems problems) {
        problems.check(
                !limitToPartitionsWithLag || !allowIdleConsumers,
                "limitToPartitionsWithLag allows fewer replicas than partitions and allowIdleConsumers more; choose one");
        problems.check(
                !limitToPartitionsWithLag || evenDistribution.isEmpty(),
                "limitToPartitionsWithLag and an even distribution of the partitions exclude each other; choose one");
        problems.check(
                !limitToPartitionsWithLag || !topics.isEmpty(),
                "limitToPartitionsWithLag needs a topic, and there is none; name the topic");
        problems.check(
                evenDistribution.isEmpty() || !topics.isEmpty(),
                "an even distribution of the partitions needs a topic, and there is none; name the topic");
        problems.check(
                topics.stream().distinct().count() == topics.size(),
                "a topic is named twice in " + topics + ", and would count twice; name it once");
        problems.check(
                !olderThan.isNegative(), "the age from which on lag counts must be at least 0, was " + olderThan);
        problems.check(
                settledLag.upTo() >= 0 && settledLag.reads() >= 1,
                "settled lag needs a number of records of at least 0 and at least 1 read, had " + settledLag.upTo()
                        + " and " + settledLag.reads());
        if (kind == LagQuery.GroupKind.SHARE) {
            checkShareGroup(problems);
        }
    }

    private void checkShareGroup(Problems problems) {
        String reason =
                " is about partitions that have one reader each, which those of a share group have not; leave it"
                        + " out, or measure a consumer group";
        problems.check(!limitToPartitionsWithLag, "limitToPartitionsWithLag" + reason);
        problems.check(evenDistribution.isEmpty(), "an even distribution" + reason);
        problems.check(persistentLag.isEmpty(), "persistent lag" + reason);
        problems.check(settledLag.upTo() == 0, "settled lag" + reason);
        problems.check(olderThan.isZero(), "lag by age" + reason);
    }

    private ReplicaRule.Most most() {
        if (limitToPartitionsWithLag) {
            return ReplicaRule.Most.PARTITIONS_WITH_LAG;
        }
        boolean unlimited = allowIdleConsumers || kind == LagQuery.GroupKind.SHARE;
        return unlimited ? ReplicaRule.Most.UNLIMITED : ReplicaRule.Most.PARTITIONS;
    }
}

package io.scaler4j.kafka;

import static io.scaler4j.kafka.KafkaCalls.answerOf;

import io.scaler4j.connect.FailureTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions topics have. An answer is kept for a minute, so partitions that are added are seen within that time;
 * one that turns out to be wrong is {@linkplain #forget forgotten}. Thread-safe.
 */
final class TopicMetadata {

    static final Duration KEPT = Duration.ofSeconds(60);

    /** So many are described together at most, beside those that are asked for. */
    private static final int MOST_AT_ONCE = 1_000;

    private final Admin admin;
    private final Map<String, Described> topics = new ConcurrentHashMap<>();
    /** Topics of scalers that were made and have not asked yet. */
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Permission permission;

    /** Why this client may not look at all topics, or that it may. */
    private record Permission(Instant at, Optional<Throwable> denial) {}

    TopicMetadata(Admin admin) {
        this.admin = admin;
    }

    /** A topic as the brokers described it at an instant. */
    record Described(List<TopicPartition> partitions, Instant at) {

        private boolean isFresh(Instant now) {
            return Duration.between(at, now).abs().compareTo(KEPT) < 0;
        }
    }

    /**
     * Has these topics described along with the next that are not known: one call for many, instead of one for each.
     */
    void expect(Collection<String> names) {
        expected.addAll(names);
    }

    /** The partitions of each topic, or why they are not known; asks the brokers for those that are not kept. */
    Map<String, CompletableFuture<Described>> describe(Collection<String> names, Instant now, int timeoutMillis) {
        Map<String, CompletableFuture<Described>> answers = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            Described kept = topics.get(name);
            if (kept != null && kept.isFresh(now)) {
                answers.put(name, CompletableFuture.completedFuture(kept));
            } else {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            answers.putAll(ask(withExpected(unknown, now), now, timeoutMillis));
        }
        return answers;
    }

    private Set<String> withExpected(List<String> unknown, Instant now) {
        Set<String> names = new LinkedHashSet<>(unknown);
        for (String name : List.copyOf(expected)) {
            Described kept = topics.get(name);
            if (names.size() < MOST_AT_ONCE && (kept == null || !kept.isFresh(now))) {
                names.add(name);
            }
            expected.remove(name);
        }
        return names;
    }

    /**
     * Why there may be topics that this client may not look at; empty if it may look at every one. Brokers tell nothing
     * of a topic that a client may not describe, not even that there are commits for it. They tell whether a client may
     * describe a topic that does not exist, though: one that is named in no rule. What they say is kept for a minute.
     */
    CompletableFuture<Optional<Throwable>> hiddenTopics(Instant now, int timeoutMillis) {
        Permission kept = permission;
        if (kept != null && Duration.between(kept.at(), now).abs().compareTo(KEPT) < 0) {
            return CompletableFuture.completedFuture(kept.denial());
        }
        String name = "scaler4j-no-such-topic-" + UUID.randomUUID();
        var described = admin.describeTopics(List.of(name), new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues();
        return OffsetReader.future(answerOf(name, described)).handle((topic, thrown) -> denial(thrown, now));
    }

    private Optional<Throwable> denial(@Nullable Throwable thrown, Instant now) {
        Optional<Throwable> reason = Optional.ofNullable(thrown)
                .map(FailureTable::unwrap)
                .filter(each -> !(each instanceof UnknownTopicOrPartitionException));
        if (reason.isEmpty() || reason.get() instanceof TopicAuthorizationException) {
            permission = new Permission(now, reason);
        }
        return reason;
    }

    void forget(String topic) {
        topics.remove(topic);
    }

    private Map<String, CompletableFuture<Described>> ask(Set<String> names, Instant now, int timeoutMillis) {
        topics.values().removeIf(kept -> !kept.isFresh(now));
        Map<String, CompletableFuture<Described>> answers = new HashMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues()
                .forEach((name, answer) ->
                        answers.put(name, OffsetReader.future(answer).thenApply(topic -> keep(name, topic, now))));
        return answers;
    }

    private Described keep(String name, TopicDescription topic, Instant now) {
        var described = new Described(
                topic.partitions().stream()
                        .map(partition -> new TopicPartition(name, partition.partition()))
                        .toList(),
                now);
        topics.put(name, described);
        return described;
    }
}

package io.scaler4j.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions topics have. An answer is kept for a minute, so partitions that are added are seen within that time;
 * one that turns out to be wrong is {@linkplain #forget forgotten}. Thread-safe.
 */
final class TopicMetadata {

    static final Duration KEPT = Duration.ofSeconds(60);

    private final Admin admin;
    private final Map<String, Described> topics = new ConcurrentHashMap<>();

    TopicMetadata(Admin admin) {
        this.admin = admin;
    }

    /** A topic as the brokers described it at an instant. */
    record Described(List<TopicPartition> partitions, Instant at) {

        private boolean isFresh(Instant now) {
            return Duration.between(at, now).abs().compareTo(KEPT) < 0;
        }
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
            answers.putAll(ask(unknown, now, timeoutMillis));
        }
        return answers;
    }

    void forget(String topic) {
        topics.remove(topic);
    }

    private Map<String, CompletableFuture<Described>> ask(List<String> names, Instant now, int timeoutMillis) {
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

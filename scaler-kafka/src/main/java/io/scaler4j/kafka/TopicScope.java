package io.scaler4j.kafka;

import io.scaler4j.kafka.TopicMetadata.Described;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The partitions that a query is about, and the topics that were left out.
 *
 * @param partitions of all its topics that are known
 * @param described when each topic was described
 * @param missing how many topics do not exist
 * @param denied topics that this client may not look at
 */
record TopicScope(List<TopicPartition> partitions, Map<String, Instant> described, int missing, Set<String> denied) {

    static final TopicScope NONE = new TopicScope(List.of(), Map.of(), 0, Set.of());

    /**
     * Finds the partitions of these topics. Where topics are not named, one that only the group's commits remember is
     * left out, and so is one that this client may not look at, while there are others.
     *
     * @throws TopicException if a topic that counts was not described
     * @throws NoOffsetsException if there is no answer about a topic
     * @throws NoPartitionsException if a topic has no partition that counts
     */
    static TopicScope of(LagQuery query, Set<String> topics, Map<String, CompletableFuture<Described>> answers) {
        Map<String, Described> told = new LinkedHashMap<>();
        Map<String, Throwable> denied = new LinkedHashMap<>();
        int missing = 0;
        for (String topic : topics) {
            CompletableFuture<Described> about = answers.get(topic);
            if (about == null) {
                throw new NoOffsetsException();
            }
            Throwable failure = LagQueryRun.failureOf(about);
            if (failure == null) {
                told.put(topic, about.join());
            } else if (query.discovers() && failure instanceof UnknownTopicOrPartitionException) {
                missing++;
            } else if (query.discovers() && failure instanceof TopicAuthorizationException) {
                denied.put(topic, failure);
            } else {
                throw new TopicException(topic, failure);
            }
        }
        if (told.isEmpty()) {
            denied.forEach((topic, failure) -> {
                throw new TopicException(topic, failure); // the first tells for all
            });
        }
        return new TopicScope(inScope(query, told), times(told), missing, Set.copyOf(denied.keySet()));
    }

    private static List<TopicPartition> inScope(LagQuery query, Map<String, Described> told) {
        List<List<TopicPartition>> kept = new ArrayList<>();
        told.forEach((topic, described) -> kept.add(query.inScope(topic, described.partitions())));
        // That of one topic may be the list that all queries on it share.
        return kept.size() == 1
                ? kept.get(0)
                : kept.stream().flatMap(List::stream).toList();
    }

    private static Map<String, Instant> times(Map<String, Described> told) {
        Map<String, Instant> times = new HashMap<>();
        told.forEach((topic, described) -> times.put(topic, described.at()));
        return times;
    }
}

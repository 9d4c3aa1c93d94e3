package io.scaler4j.kafka;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions whose logs a round asks for, each once. Most queries are about all partitions of a topic and share one
 * list of them, which is added once; and topics are kept apart, because partitions of topics with similar names have
 * the same hash code, and a large set of them is slow. Not thread-safe.
 */
final class WantedLogs {

    private final Map<String, Collection<TopicPartition>> byTopic = new HashMap<>();
    private final Set<List<TopicPartition>> added = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Adds partitions, some of which may be there already. */
    void add(List<TopicPartition> partitions) {
        if (!partitions.isEmpty() && added.add(partitions)) {
            partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), topic -> new LinkedHashSet<>())
                    .add(partition));
        }
    }

    boolean isEmpty() {
        return byTopic.isEmpty();
    }

    Map<String, Collection<TopicPartition>> byTopic() {
        return byTopic;
    }
}

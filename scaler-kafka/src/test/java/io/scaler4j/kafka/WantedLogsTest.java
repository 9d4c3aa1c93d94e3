package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That each partition is asked for once, whoever wants it. */
class WantedLogsTest {

    private final WantedLogs logs = new WantedLogs();

    @Test
    void nothingIsWantedUntilAQueryWantsIt() {
        assertThat(logs.isEmpty()).isTrue();
        logs.add(List.of());
        assertThat(logs.isEmpty()).isTrue();
        assertThat(logs.byTopic()).isEmpty();
    }

    @Test
    void aListThatManyQueriesShareCountsOnce() {
        List<TopicPartition> shared = topic("orders", 3);
        logs.add(shared);
        logs.add(shared);
        assertThat(logs.byTopic().get("orders")).containsExactlyElementsOf(shared);
    }

    @Test
    void listsThatOverlapAreBroughtTogether() {
        logs.add(topic("orders", 2));
        logs.add(topic("orders", 4));
        logs.add(List.of(new TopicPartition("orders", 7), new TopicPartition("parcels", 0)));
        assertThat(logs.byTopic().get("orders"))
                .extracting(TopicPartition::partition)
                .containsExactly(0, 1, 2, 3, 7);
        assertThat(logs.byTopic().get("parcels")).containsExactly(new TopicPartition("parcels", 0));
    }

    /** Equal to what a plain set of all partitions holds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsAddedIsThereOnceUnderItsTopic(long seed) {
        var random = new SplittableRandom(seed);
        List<List<TopicPartition>> shared = List.of(topic("a", 5), topic("b", 1), topic("topic-11", 9));
        Set<TopicPartition> all = new HashSet<>();
        for (int query = 0; query < 200; query++) {
            List<TopicPartition> some = random.nextBoolean()
                    ? shared.get(random.nextInt(shared.size()))
                    : List.of(new TopicPartition("topic-" + random.nextInt(20), random.nextInt(10)));
            logs.add(some);
            all.addAll(some);
        }
        Map<String, Set<TopicPartition>> expected = new HashMap<>();
        all.forEach(partition -> expected.computeIfAbsent(partition.topic(), topic -> new HashSet<>())
                .add(partition));
        assertThat(logs.byTopic().keySet()).isEqualTo(expected.keySet());
        logs.byTopic()
                .forEach((topic, some) -> assertThat(new ArrayList<>(some))
                        .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(topic, Set.of())));
    }

    private static List<TopicPartition> topic(String name, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }
}

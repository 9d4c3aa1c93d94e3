package io.scaler4j.scaledobject.check;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What a caller knows beyond the objects, for the rules that can use it. Immutable. */
public final class LintFacts {

    private static final LintFacts NONE = new LintFacts(Map.of(), Map.of());

    private final Map<String, Integer> partitions;
    private final Map<String, String> texts;

    private LintFacts(Map<String, Integer> partitions, Map<String, String> texts) {
        this.partitions = partitions;
        this.texts = texts;
    }

    /** {@return no facts} */
    public static LintFacts none() {
        return NONE;
    }

    /**
     * Returns a copy that knows the partitions of a Kafka topic.
     *
     * @param topic the topic's name
     * @param count at least 1
     * @return a copy
     * @throws IllegalArgumentException if the count is less than 1
     */
    public LintFacts partitions(String topic, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a topic has at least 1 partition, was " + count);
        }
        return new LintFacts(with(partitions, topic, count), texts);
    }

    /**
     * Returns a copy that knows the text of a file, so that its comments can ignore rules.
     *
     * @param file its name, as in the positions of its nodes
     * @param text the whole text
     * @return a copy
     */
    public LintFacts text(String file, String text) {
        return new LintFacts(partitions, with(texts, file, text));
    }

    OptionalInt partitions(String topic) {
        Integer count = partitions.get(topic);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    Map<String, String> texts() {
        return texts;
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        var copy = new TreeMap<>(map);
        copy.put(key, value);
        return copy;
    }
}

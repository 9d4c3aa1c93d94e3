package io.scaler4j.redis;

/**
 * The name under which KEDA would publish a reading, for those who compare. The group of a stream is no part of it, and
 * different keys may have one name.
 */
public final class KedaMetric {

    private KedaMetric() {}

    /**
     * The name for the length of a key.
     *
     * @param triggerIndex the trigger's place among those of its target, from 0 on
     * @param key the key
     * @return as in {@code s0-redis-mails}
     */
    public static String ofLength(int triggerIndex, String key) {
        return name(triggerIndex, "redis-" + key);
    }

    /**
     * The name for what there is in a stream.
     *
     * @param triggerIndex the trigger's place among those of its target, from 0 on
     * @param stream its key
     * @return as in {@code s0-redis-streams-orders}
     */
    public static String ofStream(int triggerIndex, String stream) {
        return name(triggerIndex, "redis-streams-" + stream);
    }

    private static String name(int triggerIndex, String name) {
        return "s" + triggerIndex + "-" + name.replaceAll("[/.:%()]", "-");
    }
}

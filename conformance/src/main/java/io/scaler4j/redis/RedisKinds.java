package io.scaler4j.redis;

import io.scaler4j.conformance.Kinds;

/** The kinds that the Redis source answers. They live in its package to reach its query runs; class path only. */
public final class RedisKinds {

    private RedisKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        RedisOptionKinds.register(kinds);
        RedisMeasureKinds.register(kinds);
    }
}

package io.scaler4j.redis;

/** What a server said to a query. Immutable. */
sealed interface RedisAnswer permits Length, Lengths, StreamCounts {}

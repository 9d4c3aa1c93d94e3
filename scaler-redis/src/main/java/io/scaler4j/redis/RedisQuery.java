package io.scaler4j.redis;

/** What a scaler wants to know. Equal queries have equal answers. */
sealed interface RedisQuery permits LengthQuery, LengthsQuery, StreamQuery {

    /** Begins to find the answer. */
    QueryRun<? extends RedisAnswer> begin(ServerMemory memory);

    /** What the server must allow. */
    String permissions();
}

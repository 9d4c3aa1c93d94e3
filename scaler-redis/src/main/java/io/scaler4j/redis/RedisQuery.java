package io.scaler4j.redis;

/** What a scaler wants to know. Equal queries have equal answers. */
sealed interface RedisQuery permits LengthQuery, LengthsQuery, StreamQuery {

    /** An inquiry that has not begun. */
    Inquiry<? extends RedisAnswer> inquire(ServerMemory memory);

    /** What the server must allow. */
    String permissions();
}

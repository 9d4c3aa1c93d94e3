package io.scaler4j.redis;

/** What the addresses of a connection are. */
enum Topology {
    /** One server. */
    SINGLE,
    /** Some nodes of a cluster. */
    CLUSTER,
    /** The sentinels of a primary. */
    SENTINEL
}

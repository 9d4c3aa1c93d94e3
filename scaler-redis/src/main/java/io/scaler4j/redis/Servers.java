package io.scaler4j.redis;

/** What is behind a connection: one server, a cluster, or a primary and its sentinels. Thread-safe. */
interface Servers extends AutoCloseable {

    /** How many commands travel together. */
    int PIPELINE = 1_000;

    /**
     * Sends what a round asks, which only reads, in pipelines, and gives it all replies: what came back or what went
     * wrong. Connects first where that is needed.
     */
    void ask(Round round, Deadline deadline);

    /** How often another server has taken over as the primary, where that can be told. */
    default int takeovers() {
        return 0;
    }

    /** Does not wait for what is under way: it fails. */
    @Override
    void close();
}

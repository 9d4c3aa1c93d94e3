package io.scaler4j.redis;

import java.util.List;

/** What is behind a connection: one server, a cluster, or a primary and its sentinels. Thread-safe. */
interface Servers extends AutoCloseable {

    /** How many commands travel together. */
    int PIPELINE = 1_000;

    /**
     * Sends commands that read, a pipeline at a time, and waits for the replies. Connects first where that is needed.
     *
     * @return for each command, in order, what came back or what went wrong
     */
    List<Reply> ask(List<Command> commands, Deadline deadline);

    /** How often another server has taken over as the primary, where that can be told. */
    default int takeovers() {
        return 0;
    }

    /** Does not wait for what is under way: it fails. */
    @Override
    void close();
}

package io.scaler4j.redis;

import java.util.function.Consumer;

/**
 * A command of a query run, and what takes its reply.
 *
 * @param command what is asked
 * @param then given the reply; throws if it is of no use
 */
record Step(Command command, Consumer<Reply> then) {}

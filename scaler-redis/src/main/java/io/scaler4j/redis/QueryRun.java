package io.scaler4j.redis;

import java.util.List;

/**
 * Finds an answer in rounds of commands, which travel together with those of other queries. It asks and takes the
 * replies, until it is done. Used by one thread at a time.
 *
 * @param <A> the answer
 */
interface QueryRun<A> {

    /** Adds the commands of the next round, at least one. */
    void ask(List<Command> commands);

    /**
     * Takes the replies to what was asked, in its order.
     *
     * @param replies those of others, too
     * @param from where its own begin
     */
    void take(List<Reply> replies, int from);

    /** Whether there is nothing more to ask. */
    boolean isDone();

    /** The answer, once it is done; or what went wrong, thrown. */
    A answer();
}

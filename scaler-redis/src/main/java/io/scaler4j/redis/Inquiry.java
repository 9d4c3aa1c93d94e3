package io.scaler4j.redis;

import java.util.List;

/**
 * A question to a server, in as many rounds of commands as it takes. It knows no connection: commands go out, replies
 * come in. Used by one thread at a time.
 *
 * @param <A> the answer
 */
interface Inquiry<A> {

    /** The commands of the first round, at least one. */
    List<Command> begin();

    /**
     * The commands of the next round, none if there is an answer.
     *
     * @param replies those of the round before, in its order
     */
    List<Command> then(List<Reply> replies);

    /** The answer, once there are no more commands; or what went wrong, thrown. */
    A answer();
}

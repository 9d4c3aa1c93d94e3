package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A query in a batch, and the place for its answer. The first answer or failure counts; later ones are ignored.
 * Thread-safe.
 *
 * @param <Q> the query
 * @param <A> the answer
 */
public final class PendingQuery<Q, A> {

    private final Q query;
    private final CompletableFuture<A> answer;
    private final QueryBatch<Q, A> batch;
    private final AskedQuery<Q, A> asked;

    PendingQuery(Q query, CompletableFuture<A> answer, QueryBatch<Q, A> batch, AskedQuery<Q, A> asked) {
        this.query = query;
        this.answer = answer;
        this.batch = batch;
        this.asked = asked;
    }

    /** {@return the answer that all callers wait for} */
    CompletableFuture<A> future() {
        return answer;
    }

    /** {@return the query} */
    public Q query() {
        return query;
    }

    /**
     * Answers the query. The callers that wait continue on this thread.
     *
     * @param answer the answer for all callers
     */
    public void answer(A answer) {
        if (this.answer.complete(answer)) {
            asked.settled(false);
            batch.settled();
        }
    }

    /**
     * Fails this query, and no other.
     *
     * @param thrown what went wrong
     */
    public void fail(Throwable thrown) {
        if (answer.completeExceptionally(thrown)) {
            asked.settled(true);
            batch.settled();
        }
    }

    /**
     * Answers or fails the query when the stage completes.
     *
     * @param stage completes with the answer
     */
    public void answerWith(CompletionStage<? extends A> stage) {
        stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                answer(value);
            } else {
                fail(thrown);
            }
        });
    }

    @Override
    public String toString() {
        return query.toString();
    }
}

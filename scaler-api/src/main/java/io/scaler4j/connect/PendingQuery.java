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

    PendingQuery(Q query, CompletableFuture<A> answer, QueryBatch<Q, A> batch) {
        this.query = query;
        this.answer = answer;
        this.batch = batch;
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
            batch.settled();
        }
    }

    /**
     * Fails this query, and no other.
     *
     * @param thrown what went wrong
     */
    public void fail(Throwable thrown) {
        batch.mayFail();
        if (answer.completeExceptionally(thrown)) {
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

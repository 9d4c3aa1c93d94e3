package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A query on its way to a source, and the place for its answer. The first answer counts, or the first failure; what
 * comes later is ignored. Thread-safe.
 *
 * @param <Q> the query
 * @param <A> the answer
 */
public final class Question<Q, A> {

    private final Q query;
    private final CompletableFuture<A> answer;
    private final QueryBatch<Q, A> batch;

    Question(Q query, CompletableFuture<A> answer, QueryBatch<Q, A> batch) {
        this.query = query;
        this.answer = answer;
        this.batch = batch;
    }

    /** What all who ask wait for. */
    CompletableFuture<A> future() {
        return answer;
    }

    /**
     * What is asked.
     *
     * @return the query
     */
    public Q query() {
        return query;
    }

    /**
     * Answers. Those who wait go on, on this thread.
     *
     * @param answer for all who ask
     */
    public void answer(A answer) {
        if (this.answer.complete(answer)) {
            batch.settled();
        }
    }

    /**
     * Fails this question, and no other.
     *
     * @param thrown what went wrong
     */
    public void fail(Throwable thrown) {
        if (answer.completeExceptionally(thrown)) {
            batch.settled();
        }
    }

    /**
     * Answers or fails as the stage does, when it does.
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

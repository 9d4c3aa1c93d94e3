package io.scaler4j.spi;

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
    private final Runnable settled;

    /** @param settled called once, after those who wait have their answer */
    Question(Q query, CompletableFuture<A> answer, Runnable settled) {
        this.query = query;
        this.answer = answer;
        this.settled = settled;
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
            settled.run();
        }
    }

    /**
     * Fails this question, and no other.
     *
     * @param thrown what went wrong
     */
    public void fail(Throwable thrown) {
        if (answer.completeExceptionally(thrown)) {
            settled.run();
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

package io.scaler4j.spi;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link QueryBatcher} knows about a query: who waits for it, its last answer, and when it is expected again.
 * Guarded by the batcher's lock. Times are microseconds of the epoch: ten thousand of these are walked through for
 * every batch, and an object for each time would be most of the way.
 */
final class AskedQuery<Q, A> {

    /** Sent along so often without being asked for, a query is no longer expected. */
    private static final int VAIN_RIDES = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private final Q query;
    private long last;
    /** From when on it is sent along: a little before it is due. */
    private long expectedFrom = NEVER;
    /** Of those who wait for the next batch. */
    private @Nullable CompletableFuture<A> waiting;

    private @Nullable CompletableFuture<A> answer;
    private long answerAt;
    private long answerBy;
    private int vainRides;

    AskedQuery(Q query, long now) {
        this.query = query;
        last = now;
    }

    /**
     * Several askers of one poll are one. A clock that was set back begins anew. Where no answer is served again, none
     * is fetched in advance.
     */
    void again(long now, long freshness) {
        vainRides = 0;
        long gap = now - last;
        if (Math.abs(gap) >= freshness) {
            expectedFrom = gap < 0 || freshness == 0 ? NEVER : now + gap - freshness;
            last = now;
        }
    }

    /** The answer that is served again to one who waits until the deadline, if there is one. */
    @Nullable
    CompletableFuture<A> served(long now, long deadline, long freshness) {
        return isFresh(now, freshness) && isGoodEnough(deadline, freshness) ? answer : null;
    }

    /** What is there is, and what is not has as much time as he who asks would give it. */
    private boolean isGoodEnough(long deadline, long freshness) {
        CompletableFuture<A> known = answer;
        return known != null
                && ((known.isDone() && !known.isCompletedExceptionally()) || deadline - answerBy < freshness);
    }

    private boolean isFresh(long now, long freshness) {
        return answer != null && Math.abs(now - answerAt) < freshness;
    }

    private boolean isUnderWay() {
        return answer != null && !answer.isDone();
    }

    /** Waits for the next batch, together with all who do. */
    CompletableFuture<A> await() {
        CompletableFuture<A> known = waiting;
        if (known == null) {
            known = new CompletableFuture<>();
            waiting = known;
        }
        return known;
    }

    /** Whether somebody waits, or it is expected to be asked while an answer of this moment is still fresh. */
    boolean isDue(long now, long freshness) {
        return waiting != null
                || (expectedFrom <= now && vainRides < VAIN_RIDES && !isUnderWay() && !isFresh(now, freshness));
    }

    /** Goes into a batch. */
    Question<Q, A> sent(long now, long deadline, Runnable settled) {
        if (waiting == null) {
            vainRides++;
        }
        CompletableFuture<A> sent = await();
        waiting = null;
        answer = sent;
        answerAt = now;
        answerBy = deadline;
        return new Question<>(query, sent, settled);
    }

    boolean wasLastAskedBefore(long time) {
        return last < time && !isUnderWay();
    }
}

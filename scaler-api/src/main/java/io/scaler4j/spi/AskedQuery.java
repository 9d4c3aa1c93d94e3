package io.scaler4j.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link QueryBatcher} knows about a query: who waits for it, its last answer, and when it is expected again.
 * Guarded by the batcher's lock.
 */
final class AskedQuery<Q, A> {

    /** Sent along so often without being asked for, a query is no longer expected. */
    private static final int VAIN_RIDES = 2;

    private final Q query;
    private final Duration freshness;
    private Instant last;
    /** From when on it is sent along: a little before it is due. */
    private @Nullable Instant expectedFrom;
    /** Of those who wait for the next batch. */
    private @Nullable CompletableFuture<A> waiting;

    private @Nullable CompletableFuture<A> answer;
    private Instant answerAt = Instant.MIN;
    private Instant answerBy = Instant.MIN;
    private int vainRides;

    AskedQuery(Q query, Instant now, Duration freshness) {
        this.query = query;
        this.freshness = freshness;
        last = now;
    }

    /**
     * Several askers of one poll are one. A clock that was set back begins anew. Where no answer is served again, none
     * is fetched in advance.
     */
    void again(Instant now) {
        vainRides = 0;
        Duration gap = Duration.between(last, now);
        if (gap.abs().compareTo(freshness) >= 0) {
            expectedFrom = gap.isNegative() || freshness.isZero()
                    ? null
                    : now.plus(gap).minus(freshness);
            last = now;
        }
    }

    /** The answer that is served again, if there is one. */
    @Nullable
    CompletableFuture<A> served(Instant now, Instant deadline) {
        return isFresh(now) && isGoodEnough(deadline) ? answer : null;
    }

    /** What is there is, and what is not has as much time as he who asks would give it. */
    private boolean isGoodEnough(Instant deadline) {
        CompletableFuture<A> known = answer;
        return known != null
                && ((known.isDone() && !known.isCompletedExceptionally())
                        || answerBy.plus(freshness).isAfter(deadline));
    }

    private boolean isFresh(Instant now) {
        return answer != null && Duration.between(answerAt, now).abs().compareTo(freshness) < 0;
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
    boolean isDue(Instant now) {
        return waiting != null
                || (expectedFrom != null
                        && !expectedFrom.isAfter(now)
                        && vainRides < VAIN_RIDES
                        && !isUnderWay()
                        && !isFresh(now));
    }

    /** Goes into a batch. */
    Question<Q, A> sent(Instant now, Instant deadline, Runnable settled) {
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

    boolean wasLastAskedBefore(Instant instant) {
        return last.isBefore(instant) && !isUnderWay();
    }
}

package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link QueryBatcher} knows about a query: who waits for it, where its last answer is, and when it is expected
 * again. Guarded by the batcher's lock. The answer is told by the numbers of a batch and of a place in it: ten thousand
 * references from lasting objects to new ones, made anew for every batch, keep the garbage collector busy for half as
 * long as it takes to ask.
 */
final class AskedQuery<Q, A> {

    /** Sent along so often without being asked for, a query is no longer expected. */
    private static final int VAIN_RIDES = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private final Q query;
    private long last;
    /** From when on it is sent along: a little before it is due. */
    private long expectedFrom = NEVER;

    private int vainRides;
    /** Of those who wait for the next batch. */
    private @Nullable CompletableFuture<A> waiting;
    /** The number of the last that it was in; 0 for none. */
    private long batch;

    private int place;

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
    CompletableFuture<A> served(RecentBatches<Q, A> recent, long now, long deadline) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && sent.serves(place, now, deadline) ? sent.answer(place) : null;
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
    boolean isDue(RecentBatches<Q, A> recent, long now) {
        return waiting != null || (expectedFrom <= now && vainRides < VAIN_RIDES && !isKnown(recent, now));
    }

    private boolean isKnown(RecentBatches<Q, A> recent, long now) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && (sent.isFresh(now) || sent.isUnderWay(place));
    }

    /** Goes into a batch. */
    void joins(QueryBatch<Q, A> next, long number) {
        CompletableFuture<A> answer = waiting;
        if (answer == null) {
            vainRides++;
            answer = new CompletableFuture<>();
        } else {
            waiting = null;
        }
        batch = number;
        place = next.add(query, answer);
    }

    boolean wasLastAskedBefore(RecentBatches<Q, A> recent, long time) {
        return last < time && !isUnderWay(recent);
    }

    private boolean isUnderWay(RecentBatches<Q, A> recent) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && sent.isUnderWay(place);
    }
}

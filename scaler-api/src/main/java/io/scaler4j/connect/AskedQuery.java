package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link QueryBatcher} knows about a query: the callers that wait for it, where its last answer is, and when it
 * is due again. Guarded by the batcher's lock. It refers to the answer by the number of a batch and a place in it, not
 * by a reference: ten thousand new references from old objects to new ones in every batch keep the garbage collector
 * busy for half as long as the asking takes.
 */
final class AskedQuery<Q, A> {

    /** After this many batches that carried the query without a caller, it is no longer due. */
    private static final int MOST_UNASKED_BATCHES = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private final Q query;
    private long last;
    /** The time from which on the query is sent along: a little before a caller is expected. */
    private long expectedFrom = NEVER;

    private int unaskedBatches;
    /** The answer for the callers that wait for the next batch. */
    private @Nullable CompletableFuture<A> waiting;
    /** The number of the last batch with this query; 0 for none. */
    private long batch;

    private int place;

    AskedQuery(Q query, long now) {
        this.query = query;
        last = now;
    }

    /**
     * Notes that a caller asks. Several callers within the freshness count as one. After a clock was set back, the
     * interval is learned again. If no answer is served again, none is fetched in advance.
     */
    void again(long now, long freshness) {
        unaskedBatches = 0;
        long gap = now - last;
        if (Math.abs(gap) >= freshness) {
            expectedFrom = gap < 0 || freshness == 0 ? NEVER : now + gap - freshness;
            last = now;
        }
    }

    /** Returns the answer that is served again to a caller with this deadline, or null. */
    @Nullable
    CompletableFuture<A> served(RecentBatches<Q, A> recent, long now, long deadline) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && sent.serves(place, now, deadline) ? sent.answer(place) : null;
    }

    /** Returns the answer of the next batch, for all callers that wait for it. */
    CompletableFuture<A> await() {
        CompletableFuture<A> known = waiting;
        if (known == null) {
            known = new CompletableFuture<>();
            waiting = known;
        }
        return known;
    }

    /** Whether a caller waits, or a caller is expected while an answer of this moment is still fresh. */
    boolean isDue(RecentBatches<Q, A> recent, long now) {
        return waiting != null
                || (expectedFrom <= now && unaskedBatches < MOST_UNASKED_BATCHES && !isKnown(recent, now));
    }

    private boolean isKnown(RecentBatches<Q, A> recent, long now) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && (sent.isFresh(now) || sent.isUnderWay(place));
    }

    /** Adds this query to a batch. */
    void joins(QueryBatch<Q, A> next, long number) {
        CompletableFuture<A> answer = waiting;
        if (answer == null) {
            unaskedBatches++;
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

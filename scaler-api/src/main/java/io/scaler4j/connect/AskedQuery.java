package io.scaler4j.connect;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
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

    static final long NEVER = Long.MAX_VALUE;

    /**
     * A new gap moves a known interval by this part only: callers are late by some milliseconds, now and then. The
     * first gap of a caller that starts at any moment and then keeps to a clock is no such interval, however close it
     * is.
     */
    private static final int SMOOTHING = 4;

    private final Q query;
    private long last;
    /** The time between the last two callers; 0 if it is not known. */
    private long interval;
    /** Whether the last two intervals were the same. */
    private boolean regular;

    private int unaskedBatches;
    /** The answer for the callers that wait for the next batch. */
    private @Nullable CompletableFuture<A> waiting;
    /** The number of the last batch with this query; 0 for none. */
    private long batch;

    private int place;
    /** Whether the last answer was a failure, as far as that was noted. */
    private boolean failed;

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
            boolean same = interval > 0 && gap > 0 && Math.abs(gap - interval) < freshness;
            interval = same && regular ? interval + (gap - interval) / SMOOTHING : Math.max(0, gap);
            regular = same;
            last = now;
        }
    }

    /** Returns the answer that is served again to a caller with this deadline, or null. */
    @Nullable
    CompletableFuture<A> served(RecentBatches<Q, A> recent, long now, long deadline, LongSupplier nanoTime) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && sent.serves(place, now, deadline, nanoTime) ? sent.answer(place) : null;
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

    /**
     * Notes whether the last answer was a failure. The thread that answers does not say so here: it would fetch ten
     * thousand objects from the cache of another processor.
     *
     * @return whether it was
     */
    boolean noteFailure(RecentBatches<Q, A> recent) {
        QueryBatch<Q, A> sent = recent.find(batch);
        if (sent != null && sent.isSettled(place)) {
            failed = sent.isFailed(place);
        }
        return failed;
    }

    /**
     * Whether a caller waits, or a caller is expected while an answer of this moment is still fresh.
     *
     * @param ofARound whether the batch begins a round: it is there for callers that have asked before. A query whose
     *     interval is not known yet is expected in every round
     */
    boolean isDue(RecentBatches<Q, A> recent, long now, long freshness, boolean ofARound) {
        return waiting != null
                || (unaskedBatches < MOST_UNASKED_BATCHES
                        && freshness > 0
                        && (regular ? last + interval - freshness <= now : ofARound)
                        && !isKnown(recent, now));
    }

    private boolean isKnown(RecentBatches<Q, A> recent, long now) {
        QueryBatch<Q, A> sent = recent.find(batch);
        return sent != null && (sent.isFresh(now) || sent.isUnderWay(place));
    }

    /** Whether this query alone is a reason to send a batch before the caller comes that is expected. */
    boolean isWorthABatch(RecentBatches<Q, A> recent, long now, long freshness) {
        return isSentAhead(freshness)
                && unaskedBatches == 0
                && Math.abs(last + interval - now) < freshness
                && !isKnown(recent, now);
    }

    /** Only what is asked for regularly, and was answered. What fails waits for a caller, who may change the matter. */
    private boolean isSentAhead(long freshness) {
        return regular && !failed && interval >= 2 * freshness;
    }

    /** When the caller comes for whom a later batch may be sent; {@link #NEVER} if that is not known. */
    long expected(long now, long freshness) {
        if (!isSentAhead(freshness) || unaskedBatches > 1) {
            return NEVER;
        }
        long next = last + interval;
        return next - freshness > now ? next : next + interval;
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

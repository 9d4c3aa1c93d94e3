package io.scaler4j.connect;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All queries that were asked within a quarter of an hour. Guarded by the batcher's lock. */
final class AskedQueries<Q, A> {

    /** A query that was not asked for this long is forgotten. */
    private static final long FORGOTTEN_AFTER = Micros.of(Duration.ofMinutes(15));

    private final long freshness;
    /**
     * In the order in which they were first asked: objects made together lie together and are quick to walk through.
     */
    private final Map<Q, AskedQuery<Q, A>> asked = new LinkedHashMap<>();

    private final RecentBatches<Q, A> recent = new RecentBatches<>();

    /** Whether the last answer of any query was a failure. */
    private boolean anyFailed;

    /** @param freshness in microseconds */
    AskedQueries(long freshness) {
        this.freshness = freshness;
    }

    @Nullable
    AskedQuery<Q, A> find(Q query) {
        return asked.get(query);
    }

    AskedQuery<Q, A> add(Q query, long now) {
        var known = new AskedQuery<Q, A>(query, now);
        asked.put(query, known);
        return known;
    }

    RecentBatches<Q, A> recent() {
        return recent;
    }

    /** Whether callers are expected now for whom a batch is worth sending before they come. */
    boolean isAnyExpected(long now) {
        noteFailures();
        return asked.values().stream().anyMatch(known -> known.isWorthABatch(recent, now, freshness));
    }

    /**
     * Puts the queries that wait, and those that are due, into a batch.
     *
     * @param round whether it is there for callers that have asked before
     * @return when callers are expected for whom a later batch may be sent ahead; {@link AskedQuery#NEVER} for none
     */
    long fill(QueryBatch<Q, A> batch, boolean round) {
        long now = batch.now();
        noteFailures();
        recent.forgetUseless(now);
        long number = recent.add(batch);
        long expected = AskedQuery.NEVER;
        for (Iterator<AskedQuery<Q, A>> each = asked.values().iterator(); each.hasNext(); ) {
            AskedQuery<Q, A> known = each.next();
            if (known.isDue(recent, now, freshness, round)) {
                known.joins(batch, number);
            } else if (known.wasLastAskedBefore(recent, now - FORGOTTEN_AFTER)) {
                each.remove();
            }
            expected = Math.min(expected, known.expected(now, freshness));
        }
        return expected;
    }

    /** Before a batch is forgotten. Failures are rare, so mostly nothing is to be done. */
    private void noteFailures() {
        if (!anyFailed && !recent.mayHaveFailures()) {
            return;
        }
        anyFailed = false;
        for (AskedQuery<Q, A> known : asked.values()) {
            anyFailed |= known.noteFailure(recent);
        }
    }

    int size() {
        return asked.size();
    }
}

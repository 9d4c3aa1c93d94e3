package io.scaler4j.connect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches whose answers may still be served, by their numbers from 1. Guarded by the batcher's lock. */
final class RecentBatches<Q, A> {

    private final List<QueryBatch<Q, A>> batches = new ArrayList<>();
    private long forgotten;

    /** Adds a batch and returns its number. */
    long add(QueryBatch<Q, A> batch) {
        batches.add(batch);
        return lastNumber();
    }

    long lastNumber() {
        return forgotten + batches.size();
    }

    @Nullable
    QueryBatch<Q, A> find(long number) {
        return number <= forgotten ? null : batches.get((int) (number - forgotten - 1));
    }

    boolean mayHaveFailures() {
        return batches.stream().anyMatch(QueryBatch::mayHaveFailures);
    }

    /** Forgets the oldest batches, up to the first that may still serve a caller. */
    void forgetUseless(long nowMicros) {
        int useless = 0;
        while (useless < batches.size() && batches.get(useless).isUseless(nowMicros)) {
            useless++;
        }
        batches.subList(0, useless).clear();
        forgotten += useless;
    }
}

package io.scaler4j.connect;

import io.scaler4j.ReadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Queries that are sent together. The batch is over when all of them are settled and {@code Source.send} has returned.
 * It is filled under the batcher's lock before it begins.
 */
final class QueryBatch<Q, A> {

    private final List<PendingQuery<Q, A>> pendingQueries = new ArrayList<>();
    private final ReadRequest request;
    private final long now;
    private final long deadline;
    private final long freshness;
    private final Runnable end;
    /** Whether it was sent before anybody asked, and until when its answers are served then, whatever clocks say. */
    private final boolean ahead;

    private final long freshUntilNanos;
    private final AtomicInteger open = new AtomicInteger(1);
    private volatile boolean anyMayHaveFailed;

    /** @param end runs when the batch is over */
    QueryBatch(ReadRequest request, long freshness, Runnable end) {
        this(request, freshness, end, false, 0);
    }

    private QueryBatch(ReadRequest request, long freshness, Runnable end, boolean ahead, long nanos) {
        this.request = request;
        this.freshness = freshness;
        this.end = end;
        this.ahead = ahead;
        freshUntilNanos = nanos + TimeUnit.MICROSECONDS.toNanos(freshness);
        now = Micros.of(request.now());
        deadline = now + Micros.of(request.timeout());
    }

    /** One that is sent before anybody asks, at this moment of the JVM's own clock. */
    static <Q, A> QueryBatch<Q, A> ahead(ReadRequest request, long freshness, Runnable end, long nanos) {
        return new QueryBatch<>(request, freshness, end, true, nanos);
    }

    long now() {
        return now;
    }

    boolean isEmpty() {
        return pendingQueries.isEmpty();
    }

    /** Adds a query and returns its place. */
    int add(Q query, CompletableFuture<A> answer) {
        pendingQueries.add(new PendingQuery<>(query, answer, this));
        return pendingQueries.size() - 1;
    }

    void begin(QueryBatcher.Source<Q, A> source) {
        open.addAndGet(pendingQueries.size());
        try {
            source.send(pendingQueries, request);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            pendingQueries.forEach(pendingQuery -> pendingQuery.fail(e));
        }
        settled();
    }

    /** Notes that one more query is settled, or that {@code Source.send} has returned. */
    void settled() {
        if (open.decrementAndGet() == 0) {
            end.run();
        }
    }

    /** Notes that a query is about to fail, unless it is answered already. */
    void mayFail() {
        anyMayHaveFailed = true;
    }

    boolean mayHaveFailures() {
        return anyMayHaveFailed;
    }

    boolean isSettled(int place) {
        return isOver() || answer(place).isDone();
    }

    boolean isFailed(int place) {
        return anyMayHaveFailed && answer(place).isCompletedExceptionally();
    }

    private boolean isOver() {
        return open.get() == 0;
    }

    /** Whether it serves no caller any more. A batch long after its deadline counts: its source has forgotten it. */
    boolean isUseless(long atMicros) {
        return !isFresh(atMicros) && (isOver() || atMicros - deadline >= freshness);
    }

    CompletableFuture<A> answer(int place) {
        return pendingQueries.get(place).future();
    }

    boolean isUnderWay(int place) {
        return !isOver() && !answer(place).isDone();
    }

    boolean isFresh(long atMicros) {
        return Math.abs(atMicros - now) < freshness;
    }

    /**
     * Whether an answer is served to a caller with this deadline. An answer that is there is served. A pending answer
     * is served if its batch has as much time as the caller would give it.
     *
     * <p>Of a batch that was sent ahead, a failure is not served: the caller can do what the batch could not, such as
     * look for new secrets. Nor is an answer that is old by the JVM's own clock: the clock of the callers may stand
     * still, as in a test.
     *
     * @param nanoTime the JVM's own clock; only looked at if the batch was sent ahead
     */
    boolean serves(int place, long atMicros, long deadlineMicros, LongSupplier nanoTime) {
        if (ahead
                && (nanoTime.getAsLong() - freshUntilNanos >= 0 || answer(place).isCompletedExceptionally())) {
            return false;
        }
        return isFresh(atMicros) && (deadlineMicros - deadline < freshness || isAnswered(place));
    }

    private boolean isAnswered(int place) {
        CompletableFuture<A> answer = answer(place);
        return answer.isDone() && !answer.isCompletedExceptionally();
    }
}

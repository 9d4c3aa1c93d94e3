package io.scaler4j.connect;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the queries of many scalers into few requests to their server, as a database commits many transactions with one
 * write:
 *
 * <ul>
 *   <li>queries that come while a batch is pending form the next batch, and equal queries are sent once;
 *   <li>an answer that is younger than the <em>freshness</em> is served again, and so is a pending answer;
 *   <li>a query that is asked at regular intervals is sent along a little before it is due, so the batch of the first
 *       autoscaler that begins its turn serves all of them;
 *   <li>a batch that takes longer than a second does not hold up the next one;
 *   <li>each query fails alone, and a failure is an answer; but a caller does not share a failure, or a pending answer,
 *       of a batch whose deadline is earlier than the caller's by the freshness or more.
 * </ul>
 *
 * <p>Freshness and intervals go by the time of the requests. Only the time that queries wait for a batch is measured:
 * the second, and what is left of their time limit after it. The JDK's timer waits for the second, as in
 * {@link CompletableFuture#delayedExecutor}, and only if queries wait. The batcher has no thread.
 *
 * <p>Nothing happens at the deadline of a query. The source keeps the deadline of the batch, which is the latest of all
 * its callers, so an answer may come later than one of them waits. Callers watch their own deadline, as an
 * {@link io.scaler4j.Autoscaler} does. Thread-safe.
 *
 * @param <Q> the query, with {@code equals}: equal queries have equal answers
 * @param <A> the answer
 */
public final class QueryBatcher<Q, A> {

    /**
     * Sends batches to a server.
     *
     * @param <Q> the query
     * @param <A> the answer
     */
    @FunctionalInterface
    public interface Source<Q, A> {

        /**
         * Begins a batch, without waiting for its answers. Called on the thread of the first caller, on the thread that
         * ended the batch before, or, if that takes too long, on a thread of the JDK's common pool. If this method
         * throws, the queries without an answer fail with what it throws.
         *
         * @param pendingQueries at least one, with different queries, in the order in which they were first asked; each
         *     must be answered or failed on any thread, by the deadline at the latest
         * @param request the time of the batch, and the latest deadline of the callers, less the time that they have
         *     already waited
         */
        void send(List<PendingQuery<Q, A>> pendingQueries, ReadRequest request);
    }

    /** A batch that takes longer than this does not hold up the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Longer time limits count as this one. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** A query that was not asked for this long is forgotten. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final Source<Q, A> source;
    private final long freshness;
    private final boolean servesFailures;
    private final Object lock = new Object();
    /**
     * In the order in which they were first asked: objects made together lie together and are quick to walk through.
     */
    private final Map<Q, AskedQuery<Q, A>> asked = new LinkedHashMap<>();

    private final RecentBatches<Q, A> recent = new RecentBatches<>();
    private final LongSupplier nanoTime;
    private final Executor afterPatience;
    private final Executor anyThread;
    /** The request for the next batch; null if no caller waits. */
    private @Nullable ReadRequest latestRequest;

    private long latestDeadlineNanos;
    private int underWay;

    /**
     * Makes a batcher.
     *
     * @param source sends the batches
     * @param freshness how long an answer is served again; 0 for never
     */
    public QueryBatcher(Source<Q, A> source, Duration freshness) {
        this(source, freshness, true);
    }

    private QueryBatcher(Source<Q, A> source, Duration freshness, boolean servesFailures) {
        this(
                source,
                freshness,
                servesFailures,
                System::nanoTime,
                CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run),
                CompletableFuture::runAsync);
    }

    /**
     * Returns a batcher that gives a failure to the callers that waited for it, and asks again for later callers.
     *
     * @param source sends the batches
     * @param freshness for how long an answer is served again; 0 for never
     * @param <Q> the query
     * @param <A> the answer
     * @return a batcher that nobody has asked yet
     */
    public static <Q, A> QueryBatcher<Q, A> withoutFailures(Source<Q, A> source, Duration freshness) {
        return new QueryBatcher<>(source, freshness, false);
    }

    /** For tests, in which no time passes by itself. */
    QueryBatcher(Source<Q, A> source, Duration freshness, LongSupplier nanoTime, Executor afterPatience) {
        this(source, freshness, true, nanoTime, afterPatience, Runnable::run);
    }

    /**
     * @param afterPatience the JDK's timer, which only looks whether there is anything to do: its own way to do it
     *     makes a thread for each task where there are few processors
     */
    private QueryBatcher(
            Source<Q, A> source,
            Duration freshness,
            boolean servesFailures,
            LongSupplier nanoTime,
            Executor afterPatience,
            Executor anyThread) {
        this.source = source;
        this.freshness = Micros.of(freshness);
        this.servesFailures = servesFailures;
        this.nanoTime = nanoTime;
        this.afterPatience = afterPatience;
        this.anyThread = anyThread;
    }

    /**
     * Asks a query.
     *
     * @param query the query
     * @param request the time now, and how long the caller waits for the answer
     * @return the answer, or the failure of this query; completes on any thread
     */
    public CompletableFuture<A> ask(Q query, ReadRequest request) {
        return answer(query, request).copy();
    }

    /**
     * Asks a query and converts the answer.
     *
     * @param query the query
     * @param request the time now, and how long the caller waits for the answer
     * @param then takes the answer, or null and the failure of this query; runs on the thread that asks or answers, so
     *     it must be quick
     * @param <R> the result of the conversion
     * @return the result; completes on any thread
     */
    public <R> CompletableFuture<R> ask(
            Q query, ReadRequest request, BiFunction<? super @Nullable A, @Nullable Throwable, R> then) {
        return answer(query, request).handle(then);
    }

    /** Returns the answer, which other callers share. */
    private CompletableFuture<A> answer(Q query, ReadRequest request) {
        long now = Micros.of(request.now());
        CompletableFuture<A> answer;
        QueryBatch<Q, A> next;
        synchronized (lock) {
            AskedQuery<Q, A> known = known(query, now);
            known.again(now, freshness);
            CompletableFuture<A> served = known.served(recent, now, Micros.of(request.deadline()));
            if (served != null && (servesFailures || !served.isCompletedExceptionally())) {
                return served;
            }
            answer = known.await();
            boolean first = latestRequest == null;
            note(request);
            next = underWay == 0 ? take() : null;
            if (next == null && first) {
                long before = recent.lastNumber();
                afterPatience.execute(() -> beginUnlessBegunSince(before));
            }
        }
        begin(next);
        return answer;
    }

    private AskedQuery<Q, A> known(Q query, long now) {
        AskedQuery<Q, A> known = asked.get(query);
        if (known == null) {
            known = new AskedQuery<>(query, now);
            asked.put(query, known);
        }
        return known;
    }

    /** Adds a request to the next batch: the later deadline counts, and the later time. */
    private void note(ReadRequest request) {
        long deadline =
                nanoTime.getAsLong() + shorter(request.timeout(), LONGEST).toNanos();
        ReadRequest before = latestRequest;
        if (before == null) {
            latestRequest = request;
            latestDeadlineNanos = deadline;
            return;
        }
        latestRequest = before.now().isAfter(request.now()) ? before : request;
        latestDeadlineNanos = deadline - latestDeadlineNanos > 0 ? deadline : latestDeadlineNanos;
    }

    private void beginUnlessBegunSince(long batch) {
        if (!hasBegunSince(batch)) {
            anyThread.execute(() -> begin(takeUnlessBegunSince(batch)));
        }
    }

    private boolean hasBegunSince(long batch) {
        synchronized (lock) {
            return recent.lastNumber() != batch;
        }
    }

    private @Nullable QueryBatch<Q, A> takeUnlessBegunSince(long batch) {
        synchronized (lock) {
            return hasBegunSince(batch) ? null : take();
        }
    }

    /** Returns what is left of the callers' time, and at least a little, so that the source says what is wrong. */
    private ReadRequest remaining(ReadRequest request) {
        Duration left = Duration.ofNanos(latestDeadlineNanos - nanoTime.getAsLong());
        return ReadRequest.of(request.now(), left.compareTo(SHORTEST) > 0 ? left : SHORTEST);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Takes the queries that wait, and those that are due soon. */
    private @Nullable QueryBatch<Q, A> take() {
        if (latestRequest == null) {
            return null;
        }
        var batch = new QueryBatch<Q, A>(remaining(latestRequest), freshness, this::end);
        latestRequest = null;
        recent.forgetUseless(batch.now());
        long number = recent.add(batch);
        long longAgo = batch.now() - Micros.of(FORGOTTEN_AFTER);
        for (Iterator<AskedQuery<Q, A>> each = asked.values().iterator(); each.hasNext(); ) {
            AskedQuery<Q, A> known = each.next();
            if (known.isDue(recent, batch.now())) {
                known.joins(batch, number);
            } else if (known.wasLastAskedBefore(recent, longAgo)) {
                each.remove();
            }
        }
        underWay++;
        return batch;
    }

    private void begin(@Nullable QueryBatch<Q, A> batch) {
        if (batch != null) {
            batch.begin(source);
        }
    }

    private void end() {
        QueryBatch<Q, A> next;
        synchronized (lock) {
            underWay--;
            next = underWay == 0 ? take() : null;
        }
        begin(next);
    }

    /** For tests of what is forgotten. */
    int remembered() {
        synchronized (lock) {
            return asked.size();
        }
    }
}

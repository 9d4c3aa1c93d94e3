package io.scaler4j.connect;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
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
 *   <li>if the batcher {@linkplain #sendingAhead sends ahead}, the batch for them is sent just before they come, so
 *       they find their answers there;
 *   <li>queries that nobody has asked before {@linkplain #askWithOthers may wait} for others;
 *   <li>a batch that takes longer than a second does not hold up the next one;
 *   <li>each query fails alone, and a failure is an answer; but a caller does not share a failure, or a pending answer,
 *       of a batch whose deadline is earlier than the caller's by the freshness or more.
 * </ul>
 *
 * <p>Freshness and intervals go by the time of the requests. What passes between requests is measured: how long queries
 * wait for a batch, and when the next batch is to be sent ahead. The JDK's timer waits, as in
 * {@link CompletableFuture#completeOnTimeout}. The batcher has no thread: what is due then is sent on a thread of the
 * JDK's common pool.
 *
 * <p>Nothing happens at the deadline of a query. The source keeps the deadline of the batch, which is the latest of all
 * its callers, so an answer may come later than one of them waits. Callers watch their own deadline, as an
 * {@link io.scaler4j.Autoscaler} does. Thread-safe.
 *
 * @param <Q> the query, with {@code equals}: equal queries have equal answers
 * @param <A> the answer
 */
public final class QueryBatcher<Q, A> implements AutoCloseable {

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
         * ended the batch before, or, if that takes too long or a batch is sent ahead, on a thread of the JDK's common
         * pool. If this method throws, the queries without an answer fail with what it throws.
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

    private enum Kind {
        SERVING_FAILURES,
        ASKING_AFTER_FAILURES,
        SENDING_AHEAD
    }

    private final Source<Q, A> source;
    private final long freshness;
    private final Kind kind;
    private final Object lock = new Object();
    private final AskedQueries<Q, A> asked;
    private final NextBatch next = new NextBatch();
    private final Rhythm rhythm;
    private final LongSupplier nanoTime;
    private final Alarm alarm;
    private Runnable gatheringAlarm = () -> {};
    private Runnable aheadAlarm = () -> {};
    private int underWay;
    private boolean closed;

    /**
     * Makes a batcher.
     *
     * @param source sends the batches
     * @param freshness how long an answer is served again; 0 for never
     */
    public QueryBatcher(Source<Q, A> source, Duration freshness) {
        this(source, freshness, Kind.SERVING_FAILURES);
    }

    private QueryBatcher(Source<Q, A> source, Duration freshness, Kind kind) {
        this(source, freshness, kind, System::nanoTime, Alarm.ofJdk());
    }

    /** For tests, in which no time passes by itself. */
    QueryBatcher(Source<Q, A> source, Duration freshness, LongSupplier nanoTime, Alarm alarm) {
        this(source, freshness, Kind.SENDING_AHEAD, nanoTime, alarm);
    }

    private QueryBatcher(Source<Q, A> source, Duration freshness, Kind kind, LongSupplier nanoTime, Alarm alarm) {
        this.source = source;
        this.freshness = Micros.of(freshness);
        this.kind = kind;
        this.nanoTime = nanoTime;
        this.alarm = alarm;
        asked = new AskedQueries<>(this.freshness);
        rhythm = new Rhythm(this.freshness);
    }

    /**
     * {@return a batcher that gives a failure to the callers that waited for it, and asks again for later callers}
     *
     * @param source sends the batches
     * @param freshness for how long an answer is served again; 0 for never
     * @param <Q> the query
     * @param <A> the answer
     */
    public static <Q, A> QueryBatcher<Q, A> withoutFailures(Source<Q, A> source, Duration freshness) {
        return new QueryBatcher<>(source, freshness, Kind.ASKING_AFTER_FAILURES);
    }

    /**
     * {@return a batcher that sends the batch for regular callers before they come: by twice the time that their last
     * batches took, and by half of the freshness at most} Callers that are in time find their answers there, and the
     * number of batches is the same. A query whose last answer was a failure waits for its caller, and a failure of a
     * batch that was sent ahead is not served to callers that come after it. After callers have gone, at most one batch
     * is sent in vain. {@linkplain #close Close} it.
     *
     * @param source sends the batches
     * @param freshness for how long an answer is served again; 0 for never, and then nothing is sent ahead
     * @param <Q> the query
     * @param <A> the answer
     */
    public static <Q, A> QueryBatcher<Q, A> sendingAhead(Source<Q, A> source, Duration freshness) {
        return new QueryBatcher<>(source, freshness, Kind.SENDING_AHEAD);
    }

    /**
     * Asks a query.
     *
     * @param query the query
     * @param request the time now, and how long the caller waits for the answer
     * @return the answer, or the failure of this query; completes on any thread
     */
    public CompletableFuture<A> ask(Q query, ReadRequest request) {
        return answer(query, request, true).copy();
    }

    /**
     * Asks a query that may wait for others if nobody has asked it before. The first such query is sent at once. The
     * more batches of several follow each other, the longer the next one gathers: 0.1 s at first, and up to 5 s or half
     * of the caller's time limit. 256 of them wait no longer, and with a batch for other callers they go along. Queries
     * that come one by one, each after the answer to the one before, soon do not wait.
     *
     * @param query the query
     * @param request the time now, and how long the caller waits for the answer
     * @return the answer, or the failure of this query; completes on any thread
     */
    public CompletableFuture<A> askWithOthers(Q query, ReadRequest request) {
        return answer(query, request, false).copy();
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
        return answer(query, request, true).handle(then);
    }

    /** Returns the answer, which other callers share. */
    private CompletableFuture<A> answer(Q query, ReadRequest request, boolean hurries) {
        long now = Micros.of(request.now());
        CompletableFuture<A> answer;
        QueryBatch<Q, A> batch;
        synchronized (lock) {
            AskedQuery<Q, A> before = asked.find(query);
            AskedQuery<Q, A> known = before == null ? asked.add(query, now) : before;
            known.again(now, freshness);
            CompletableFuture<A> served =
                    known.served(asked.recent(), now, now + Micros.of(request.timeout()), nanoTime);
            if (served != null && (kind != Kind.ASKING_AFTER_FAILURES || !served.isCompletedExceptionally())) {
                rhythm.heardAfterBatch(request, nanoTime);
                return served;
            }
            long nanos = nanoTime.getAsLong();
            rhythm.heard(request, nanos);
            answer = known.await();
            boolean first = !next.isWanted();
            next.add(request, before == null, hurries, nanos);
            batch = takeIfFree(nanos);
            if (batch == null && first) {
                beginAfterPatience();
            }
        }
        begin(batch);
        return answer;
    }

    // ---- when a batch begins

    private @Nullable QueryBatch<Q, A> takeIfFree(long nanos) {
        return underWay > 0 ? null : takeOrGather(nanos, this::takeGathered);
    }

    private @Nullable QueryBatch<Q, A> takeOrGather(long nanos, LongFunction<@Nullable QueryBatch<Q, A>> gathered) {
        if (!next.isWanted() || next.mayGo(nanos)) {
            return take(nanos, next.isRound());
        }
        gatheringAlarm.run();
        gatheringAlarm = later(next.untilItMayGo(nanos), gathered);
        return null;
    }

    private @Nullable QueryBatch<Q, A> takeGathered(long nanos) {
        if (underWay > 0 && next.isWanted()) {
            beginAfterPatience();
        }
        return takeIfFree(nanos);
    }

    private void beginAfterPatience() {
        long last = asked.recent().lastNumber();
        later(PATIENCE.toNanos(), nanos -> takeUnlessBegunSince(last, nanos));
    }

    private @Nullable QueryBatch<Q, A> takeUnlessBegunSince(long batch, long nanos) {
        return asked.recent().lastNumber() == batch
                ? takeOrGather(nanos, later -> takeUnlessBegunSince(batch, later))
                : null;
    }

    private Runnable later(long nanos, LongFunction<@Nullable QueryBatch<Q, A>> taking) {
        return alarm.after(nanos, () -> begin(locked(taking)));
    }

    private @Nullable QueryBatch<Q, A> locked(LongFunction<@Nullable QueryBatch<Q, A>> taking) {
        synchronized (lock) {
            return taking.apply(nanoTime.getAsLong());
        }
    }

    /** Takes the queries that wait, and those that are due soon. */
    private @Nullable QueryBatch<Q, A> take(long nanos, boolean round) {
        ReadRequest request = next.take(nanos);
        return request == null
                ? null
                : fill(new QueryBatch<>(request, freshness, () -> end(nanos, round)), round, nanos);
    }

    /** Takes the queries whose callers are expected, unless others wait already: those go together. */
    private @Nullable QueryBatch<Q, A> takeAhead(long nanos) {
        ReadRequest request = rhythm.request(nanos);
        if (closed || request == null || !asked.isAnyExpected(Micros.of(request.now()))) {
            return null;
        }
        if (next.isWanted()) {
            return underWay > 0 ? null : take(nanos, true);
        }
        return fill(QueryBatch.ahead(request, freshness, () -> end(nanos, true), nanos), true, nanos);
    }

    private QueryBatch<Q, A> fill(QueryBatch<Q, A> batch, boolean round, long nanos) {
        long expected = asked.fill(batch, round);
        rhythm.sent();
        underWay++;
        aheadAlarm.run();
        if (kind == Kind.SENDING_AHEAD && expected != AskedQuery.NEVER && !closed) {
            long left = rhythm.untilBatchFor(expected, nanos);
            aheadAlarm = left < 0 ? aheadAlarm : later(left, this::takeAhead);
        }
        return batch;
    }

    private void begin(@Nullable QueryBatch<Q, A> batch) {
        if (batch != null) {
            batch.begin(source);
        }
    }

    private void end(long begunNanos, boolean round) {
        begin(locked(nanos -> {
            underWay--;
            if (round) {
                rhythm.took(nanos - begunNanos);
            }
            return takeIfFree(nanos);
        }));
    }

    /** Sends nothing more ahead. Callers that wait are answered, later ones served as before. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            aheadAlarm.run();
        }
    }

    /** For tests of what is forgotten. */
    int remembered() {
        synchronized (lock) {
            return asked.size();
        }
    }
}

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
 * Turns the queries of many scalers into few requests to the server that they share, as a database commits many
 * transactions with one write:
 *
 * <ul>
 *   <li>queries that come while a batch is under way form the next one, and equal queries are sent once;
 *   <li>an answer that is younger than the <em>freshness</em> is served again, and so is one that is under way;
 *   <li>a query that is asked at regular intervals is sent along a little before it is due, so that autoscalers which
 *       wake one after the other are all served by the batch of the first;
 *   <li>a batch that takes longer than a second does not hold up the next one;
 *   <li>each query fails for itself, and a failure is an answer; but nobody is given the failure, or the wait, of a
 *       batch whose deadline lies further before his own than the freshness.
 * </ul>
 *
 * <p>Freshness and intervals go by the time that the requests tell. Only how long queries have waited for a batch is
 * measured: that second, and what is left of their time limit then. The second is waited for by the JDK's own timer, as
 * in {@link CompletableFuture#delayedExecutor}, and only where queries wait; there is no thread of the batcher's own.
 *
 * <p>Nothing happens at the deadline of a query: the source keeps that of the batch, which is the latest of those who
 * ask, so an answer may come later than one of them waits. Callers watch their own deadline, as an
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
         * Begins a batch, without waiting for its answers. Called by the thread that asks first, by the one that ended
         * the batch before, or, if that takes too long, by one of the JDK's common pool. If it throws, the questions
         * that have no answer yet fail with that.
         *
         * @param questions at least one, of queries that are not equal, in the order in which they were first asked;
         *     each must be answered or failed, by the deadline at the latest, on any thread
         * @param request the time of the batch, and the latest deadline of those who ask, less the time that they have
         *     waited already
         */
        void send(List<Question<Q, A>> questions, ReadRequest request);
    }

    /** A batch that takes longer holds up no other. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Time limits beyond it are none. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** A query that has not been asked for so long is forgotten. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final Source<Q, A> source;
    private final long freshness;
    private final boolean servesFailures;
    private final Object lock = new Object();
    /** In the order of the first asking: what was made together lies together, and is quick to walk through. */
    private final Map<Q, AskedQuery<Q, A>> asked = new LinkedHashMap<>();

    private final RecentBatches<Q, A> recent = new RecentBatches<>();
    private final LongSupplier nanoTime;
    private final Executor afterPatience;
    private final Executor anyThread;
    /** Of those who wait for the next batch; null if nobody does. */
    private @Nullable ReadRequest latestRequest;

    private long latestDeadlineNanos;
    private int underWay;

    /**
     * A batcher that nobody has asked yet.
     *
     * @param source sends the batches
     * @param freshness for how long an answer is served again; 0 for never
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
     * Returns a batcher that gives a failure to those who waited for it, and asks again for all who come later.
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
     * Asks.
     *
     * @param query what to know
     * @param request the time now, and how long the answer is waited for
     * @return the answer, or the failure of this query; completes on any thread
     */
    public CompletableFuture<A> ask(Q query, ReadRequest request) {
        return answer(query, request).copy();
    }

    /**
     * Asks, and makes something of the answer.
     *
     * @param query what to know
     * @param request the time now, and how long the answer is waited for
     * @param then given the answer, or null and the failure of this query; called on the thread that asks or answers,
     *     so it must be quick
     * @param <R> what is made of it
     * @return what came of it; completes on any thread
     */
    public <R> CompletableFuture<R> ask(
            Q query, ReadRequest request, BiFunction<? super @Nullable A, @Nullable Throwable, R> then) {
        return answer(query, request).handle(then);
    }

    /** Shared with others who ask. */
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

    /** The later deadline counts for a batch, and the later time. */
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

    /** What is left of the time of those who wait; a little at least, so that the source says what is wrong. */
    private ReadRequest remaining(ReadRequest request) {
        Duration left = Duration.ofNanos(latestDeadlineNanos - nanoTime.getAsLong());
        return ReadRequest.of(request.now(), left.compareTo(SHORTEST) > 0 ? left : SHORTEST);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Those that wait, and those that will be asked for soon. */
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

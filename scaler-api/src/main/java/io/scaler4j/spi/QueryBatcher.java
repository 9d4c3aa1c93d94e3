package io.scaler4j.spi;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
 * measured: that second, and what is left of their time limit then. The second is waited for by the JDK's own
 * {@link CompletableFuture#delayedExecutor delayed executor}, and only where queries wait; there is no thread of the
 * batcher's own.
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
         * the batch before, or, if that takes too long, by one of the JDK's common pool.
         *
         * @param queries at least one, no two equal
         * @param request the time of the batch, and the latest deadline of those who ask, less the time that they have
         *     waited already
         * @return an answer for each query, which fails for itself, and by the deadline at the latest
         */
        Map<Q, ? extends CompletionStage<A>> send(Set<Q> queries, ReadRequest request);
    }

    /** Sent along so often without being asked for, a query is no longer expected. */
    private static final int VAIN_RIDES = 2;

    /** A batch that takes longer holds up no other. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Time limits beyond it are none. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** A query that has not been asked for so long is forgotten. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final Source<Q, A> source;
    private final Duration freshness;
    private final Object lock = new Object();
    /** In the order of the first asking: what was made together lies together, and is quick to walk through. */
    private final Map<Q, Asked<A>> asked = new LinkedHashMap<>();

    private final Map<Q, CompletableFuture<A>> waiting = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private final Executor afterPatience;
    private @Nullable ReadRequest latestRequest;
    private long latestDeadlineNanos;
    private int underWay;
    private long begun;

    /**
     * A batcher that nobody has asked yet.
     *
     * @param source sends the batches
     * @param freshness for how long an answer is served again; 0 for never
     */
    public QueryBatcher(Source<Q, A> source, Duration freshness) {
        this(
                source,
                freshness,
                System::nanoTime,
                CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** For tests, in which no time passes by itself. */
    QueryBatcher(Source<Q, A> source, Duration freshness, LongSupplier nanoTime, Executor afterPatience) {
        this.source = source;
        this.freshness = freshness;
        this.nanoTime = nanoTime;
        this.afterPatience = afterPatience;
    }

    /** What is known about a query: its last answer, and when it is expected again. Guarded by the lock. */
    private static final class Asked<A> {
        private Instant last;
        private @Nullable Duration period;
        private @Nullable CompletableFuture<A> answer;
        private Instant answerAt = Instant.MIN;
        private Instant answerBy = Instant.MIN;
        private int vainRides;

        Asked(Instant now) {
            last = now;
        }

        /** Several askers of one poll are one. A clock that was set back begins anew. */
        void again(Instant now, Duration freshness) {
            vainRides = 0;
            Duration gap = Duration.between(last, now);
            if (gap.abs().compareTo(freshness) >= 0) {
                period = gap.isNegative() ? null : gap;
                last = now;
            }
        }

        /** An answer that is there is, one that is not has as much time as he who asks would give it. */
        boolean isGoodEnough(Instant deadline, Duration freshness) {
            CompletableFuture<A> last = answer;
            return last != null
                    && ((last.isDone() && !last.isCompletedExceptionally())
                            || answerBy.plus(freshness).isAfter(deadline));
        }

        boolean isUnderWay() {
            return answer != null && !answer.isDone();
        }

        /** Whether it is expected to be asked while an answer of this moment is still fresh. */
        boolean isExpected(Instant now, Duration freshness) {
            return period != null
                    && !isUnderWay()
                    && vainRides < VAIN_RIDES
                    && !last.plus(period).minus(freshness).isAfter(now);
        }
    }

    private record Batch<Q, A>(Map<Q, CompletableFuture<A>> answers, ReadRequest request) {}

    /**
     * Asks.
     *
     * @param query what to know
     * @param request the time now, and how long the answer is waited for
     * @return the answer, or the failure of this query; it may be shared with others and completes on any thread
     */
    public CompletionStage<A> ask(Q query, ReadRequest request) {
        CompletableFuture<A> answer;
        Batch<Q, A> next;
        synchronized (lock) {
            Asked<A> known = asked.computeIfAbsent(query, first -> new Asked<>(request.now()));
            known.again(request.now(), freshness);
            CompletableFuture<A> last = known.answer;
            if (last != null
                    && isFresh(known.answerAt, request.now())
                    && known.isGoodEnough(request.deadline(), freshness)) {
                return last.copy();
            }
            boolean first = waiting.isEmpty();
            answer = waiting.computeIfAbsent(query, asked -> new CompletableFuture<>());
            note(request);
            next = underWay == 0 ? take() : null;
            if (next == null && first) {
                long before = begun;
                afterPatience.execute(() -> begin(takeUnlessBegunSince(before)));
            }
        }
        begin(next);
        return answer.copy();
    }

    private boolean isFresh(Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(freshness) < 0;
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

    private @Nullable Batch<Q, A> takeUnlessBegunSince(long batch) {
        synchronized (lock) {
            return begun == batch ? take() : null;
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
    private @Nullable Batch<Q, A> take() {
        if (latestRequest == null) {
            return null;
        }
        ReadRequest request = remaining(latestRequest);
        Instant now = request.now();
        asked.values()
                .removeIf(known ->
                        !known.isUnderWay() && Duration.between(known.last, now).compareTo(FORGOTTEN_AFTER) > 0);
        Map<Q, CompletableFuture<A>> answers = new LinkedHashMap<>(waiting);
        asked.forEach((query, known) -> {
            if (!answers.containsKey(query) && !isFresh(known.answerAt, now) && known.isExpected(now, freshness)) {
                known.vainRides++;
                answers.put(query, new CompletableFuture<>());
            }
        });
        waiting.clear();
        latestRequest = null;
        answers.forEach((query, answer) -> remember(query, answer, request));
        underWay++;
        begun++;
        return new Batch<>(answers, request);
    }

    private void remember(Q query, CompletableFuture<A> answer, ReadRequest request) {
        Asked<A> known = asked.computeIfAbsent(query, first -> new Asked<>(request.now()));
        known.answer = answer;
        known.answerAt = request.now();
        known.answerBy = request.deadline();
    }

    private void begin(@Nullable Batch<Q, A> batch) {
        if (batch == null) {
            return;
        }
        var queries = new LinkedHashSet<>(batch.answers().keySet());
        try {
            Map<Q, ? extends CompletionStage<A>> sent = source.send(queries, batch.request());
            batch.answers().forEach((query, answer) -> settle(query, answer, sent.get(query)));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            batch.answers().values().forEach(answer -> answer.completeExceptionally(e));
        }
        CompletableFuture.allOf(batch.answers().values().toArray(CompletableFuture[]::new))
                .whenComplete((done, thrown) -> end());
    }

    private static <A> void settle(Object query, CompletableFuture<A> answer, @Nullable CompletionStage<A> sent) {
        if (sent == null) {
            answer.completeExceptionally(new IllegalStateException("the source has no answer for " + query));
            return;
        }
        sent.whenComplete((value, thrown) -> {
            if (thrown == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(thrown);
            }
        });
    }

    private void end() {
        Batch<Q, A> next;
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

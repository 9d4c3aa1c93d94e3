package io.scaler4j.spi;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 *   <li>each query fails for itself, and a failure is an answer.
 * </ul>
 *
 * <p>Time is what the requests say it is; there is no clock, no timer and no thread. So nothing happens at a deadline:
 * the source keeps that of the batch, which is the latest of its requests, and callers watch their own. Thread-safe.
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
         * Begins a batch, without waiting for its answers. Called by the thread that asks first, or by the one that
         * ended the batch before.
         *
         * @param queries at least one, no two equal
         * @param request the time of the batch, and the latest deadline of those who ask
         * @return an answer for each query, which fails for itself, and by the deadline at the latest
         */
        Map<Q, ? extends CompletionStage<A>> send(Set<Q> queries, ReadRequest request);
    }

    /** Sent along so often without being asked for, a query is no longer expected. */
    private static final int VAIN_RIDES = 2;

    /** A batch that takes longer holds up no other. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A query that has not been asked for so long is forgotten. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final Source<Q, A> source;
    private final Duration freshness;
    private final Object lock = new Object();
    private final Map<Q, Asked<A>> asked = new HashMap<>();
    private final Map<Q, CompletableFuture<A>> waiting = new HashMap<>();
    private @Nullable ReadRequest latestRequest;
    private int underWay;
    private Instant lastBegun = Instant.MIN;

    /**
     * A batcher that nobody has asked yet.
     *
     * @param source sends the batches
     * @param freshness for how long an answer is served again; 0 for never
     */
    public QueryBatcher(Source<Q, A> source, Duration freshness) {
        this.source = source;
        this.freshness = freshness;
    }

    /** What is known about a query: its last answer, and when it is expected again. Guarded by the lock. */
    private static final class Asked<A> {
        private Instant last;
        private @Nullable Duration period;
        private @Nullable CompletableFuture<A> answer;
        private Instant answerAt = Instant.MIN;
        private int vainRides;

        Asked(Instant now) {
            last = now;
        }

        /** Several askers of one poll are one. */
        void again(Instant now, Duration freshness) {
            vainRides = 0;
            Duration gap = Duration.between(last, now);
            if (gap.compareTo(freshness) >= 0) {
                period = gap;
                last = now;
            }
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
            if (known.answer != null && isFresh(known.answerAt, request.now())) {
                return known.answer.copy();
            }
            answer = waiting.computeIfAbsent(query, first -> new CompletableFuture<>());
            latestRequest = later(latestRequest, request);
            next = mayBegin(request.now()) ? take() : null;
        }
        begin(next);
        return answer.copy();
    }

    private boolean isFresh(Instant at, Instant now) {
        return isWithin(freshness, at, now);
    }

    private boolean mayBegin(Instant now) {
        return underWay == 0 || !isWithin(PATIENCE, lastBegun, now);
    }

    private static boolean isWithin(Duration time, Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(time) < 0;
    }

    /** Those that wait, and those that will be asked for soon. */
    private @Nullable Batch<Q, A> take() {
        ReadRequest request = latestRequest;
        if (request == null) {
            return null;
        }
        Instant now = request.now();
        asked.values()
                .removeIf(known ->
                        !known.isUnderWay() && Duration.between(known.last, now).compareTo(FORGOTTEN_AFTER) > 0);
        Map<Q, CompletableFuture<A>> answers = new HashMap<>(waiting);
        asked.forEach((query, known) -> {
            if (!answers.containsKey(query) && !isFresh(known.answerAt, now) && known.isExpected(now, freshness)) {
                known.vainRides++;
                answers.put(query, new CompletableFuture<>());
            }
        });
        waiting.clear();
        latestRequest = null;
        answers.forEach((query, answer) -> remember(query, answer, now));
        underWay++;
        lastBegun = now;
        return new Batch<>(answers, request);
    }

    private void remember(Q query, CompletableFuture<A> answer, Instant now) {
        Asked<A> known = asked.computeIfAbsent(query, first -> new Asked<>(now));
        known.answer = answer;
        known.answerAt = now;
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

    /** The later deadline counts for a batch, and the later time. */
    private static ReadRequest later(@Nullable ReadRequest before, ReadRequest request) {
        if (before == null) {
            return request;
        }
        Instant now = before.now().isAfter(request.now()) ? before.now() : request.now();
        Instant deadline = before.deadline().isAfter(request.deadline()) ? before.deadline() : request.deadline();
        return new ReadRequest(now, deadline);
    }
}

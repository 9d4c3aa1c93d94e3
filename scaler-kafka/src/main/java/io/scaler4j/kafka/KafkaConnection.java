package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import io.scaler4j.connect.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.errors.TimeoutException;

/** One client and the scalers that read through it: what the handles of a {@link KafkaCluster} share. Thread-safe. */
final class KafkaConnection implements AutoCloseable {

    private final KafkaClient client;
    private final KafkaCalls calls;
    private final QueryBatcher<LagQuery, OffsetSnapshot> batches;
    private final String name;
    private volatile boolean closed;

    KafkaConnection(KafkaClient client, String name, Duration freshness) {
        this.client = client;
        this.name = name;
        calls = new KafkaCalls(client.admin());
        batches = QueryBatcher.sendingAhead(this::send, freshness);
    }

    /** Takes note of a query that will be asked. */
    void expect(LagQuery query) {
        calls.topics().expect(query.topics());
    }

    /**
     * What was found out within the limit; fails if that is nothing at all.
     *
     * @param executor needed only where the client has to log in first
     * @param waitsForOthers whether a query that is new may wait a little for others, since a batch costs three
     *     requests, however few groups it is about
     */
    CompletionStage<OffsetSnapshot> read(
            LagQuery query, ReadRequest request, Executor executor, boolean waitsForOthers) {
        long begin = System.nanoTime();
        return client.ready(executor)
                .thenCompose(ready -> ask(query, request, System.nanoTime() - begin, waitsForOthers))
                .handle((offsets, thrown) -> thrown == null ? told(offsets) : fail(thrown, request.now()));
    }

    /** What a login took is gone for the brokers. */
    private CompletionStage<OffsetSnapshot> ask(
            LagQuery query, ReadRequest request, long nanosTaken, boolean waitsForOthers) {
        Duration left = request.timeout().minusNanos(nanosTaken);
        if (left.isNegative() || left.isZero()) {
            return CompletableFuture.failedStage(new TimeoutException("the login took all the time there was"));
        }
        var rest = ReadRequest.of(request.now(), left);
        return waitsForOthers ? batches.askWithOthers(query, rest) : batches.ask(query, rest);
    }

    private void send(List<PendingQuery<LagQuery, OffsetSnapshot>> pendingQueries, ReadRequest request) {
        List<LagQuery> queries =
                pendingQueries.stream().map(PendingQuery::query).toList();
        var answers = new OffsetBatch(calls, queries, request.now(), TimeLimit.within(request.timeout())).begin();
        pendingQueries.forEach(
                pendingQuery -> pendingQuery.answerWith(KafkaCalls.answerOf(pendingQuery.query(), answers)));
    }

    /** What is known about a read that takes too long. */
    Throwable explained(Throwable silence) {
        return client.explained(silence);
    }

    private OffsetSnapshot told(OffsetSnapshot offsets) {
        client.answered();
        return offsets;
    }

    /** A closed client calls it a time-out. */
    private OffsetSnapshot fail(Throwable thrown, Instant now) {
        throw closed
                ? new IllegalStateException(name + " was closed during the read")
                : new CompletionException(client.noted(thrown, now));
    }

    /** Does not wait for calls under way: they fail. */
    @Override
    public void close() {
        closed = true;
        batches.close();
        client.close();
    }

    @Override
    public String toString() {
        return name;
    }
}

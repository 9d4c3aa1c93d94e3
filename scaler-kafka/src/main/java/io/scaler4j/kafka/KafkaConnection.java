package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import io.scaler4j.spi.QueryBatcher;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One client and those who read through it: what the handles of a {@link KafkaCluster} share. Thread-safe. */
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
        batches = new QueryBatcher<>(this::send, freshness);
    }

    /**
     * What was found out within the limit; fails if that is nothing at all. The executor is needed only where the
     * client has to log in first.
     */
    CompletionStage<OffsetSnapshot> read(LagQuery query, ReadRequest request, Executor executor) {
        return client.ready(executor)
                .thenCompose(ready -> batches.ask(query, request))
                .exceptionally(this::fail);
    }

    private Map<LagQuery, CompletionStage<OffsetSnapshot>> send(Set<LagQuery> queries, ReadRequest request) {
        return new OffsetBatch(calls, queries, request.now(), TimeLimit.within(request.timeout())).begin();
    }

    /** A closed client calls it a time-out. */
    private OffsetSnapshot fail(Throwable thrown) {
        throw closed
                ? new IllegalStateException(name + " was closed during the read")
                : new CompletionException(client.noted(thrown));
    }

    /** Does not wait for calls under way: they fail. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One client and those who read through it: what the handles of a {@link KafkaCluster} share. Thread-safe. */
final class KafkaConnection implements AutoCloseable {

    private final KafkaClient client;
    private final KafkaCalls calls;
    private final String name;
    private volatile boolean closed;

    KafkaConnection(KafkaClient client, String name) {
        this.client = client;
        this.name = name;
        calls = new KafkaCalls(client.admin());
    }

    /**
     * What was found out within the limit; fails if that is nothing at all. The executor is needed only where the
     * client has to log in first.
     */
    CompletionStage<OffsetSnapshot> read(LagQuery query, ReadRequest request, Executor executor) {
        var limit = TimeLimit.within(request.timeout());
        return client.ready(executor)
                .thenCompose(ready -> KafkaCalls.answerOf(
                        query, new OffsetBatch(calls, List.of(query), request.now(), limit).begin()))
                .exceptionally(this::fail);
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

package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import io.scaler4j.spi.QueryBatcher;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;

/** One client and those who read through it: what the handles of a {@link KafkaCluster} share. Thread-safe. */
final class KafkaConnection implements AutoCloseable {

    private final Admin admin;
    private final KafkaCalls calls;
    private final QueryBatcher<LagQuery, OffsetSnapshot> batches;
    private final String name;
    private volatile boolean closed;

    KafkaConnection(Admin admin, String name, Duration freshness) {
        this.admin = admin;
        this.name = name;
        calls = new KafkaCalls(admin);
        batches = new QueryBatcher<>(this::send, freshness);
    }

    /** What was found out within the limit; fails if that is nothing at all. */
    CompletionStage<OffsetSnapshot> read(LagQuery query, ReadRequest request) {
        return batches.ask(query, request).exceptionally(this::fail);
    }

    private Map<LagQuery, CompletionStage<OffsetSnapshot>> send(Set<LagQuery> queries, ReadRequest request) {
        return new OffsetBatch(calls, queries, request.now(), TimeLimit.within(request.timeout())).begin();
    }

    /** A closed client calls it a time-out. */
    private OffsetSnapshot fail(Throwable thrown) {
        throw closed
                ? new IllegalStateException(name + " was closed during the read")
                : new CompletionException(thrown);
    }

    /** Does not wait for calls under way: they fail. */
    @Override
    public void close() {
        closed = true;
        admin.close(Duration.ZERO);
    }

    @Override
    public String toString() {
        return name;
    }
}

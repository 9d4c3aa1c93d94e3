package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;

/** One client and those who read through it: what the handles of a {@link KafkaCluster} share. Thread-safe. */
final class KafkaConnection implements AutoCloseable {

    private final Admin admin;
    private final KafkaCalls calls;
    private final String name;
    private volatile boolean closed;

    KafkaConnection(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
        calls = new KafkaCalls(admin);
    }

    /** What was found out within the limit; fails if that is nothing at all. */
    CompletionStage<OffsetSnapshot> read(LagQuery query, ReadRequest request) {
        var batch = new OffsetBatch(calls, List.of(query), request.now(), TimeLimit.within(request.timeout()));
        return KafkaCalls.answerOf(query, batch.begin()).exceptionally(this::fail);
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

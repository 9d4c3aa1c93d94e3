package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.ReadRequest;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.connect.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What samplers share of one API server: what many ask for at a time is asked for once, and the pods of a namespace are
 * followed once. Thread-safe.
 */
final class KubernetesConnection implements AutoCloseable {

    private static final Duration FRESHNESS = Duration.ofSeconds(1);
    /** Shorter than the intervals of turns; the metrics server itself has new numbers every 15 s. */
    private static final Duration FRESHNESS_OF_NAMESPACES = Duration.ofSeconds(10);

    private final Transport transport;
    private final PodLists lists;
    private final QueryBatcher<PodQuery, List<JsonNode>> batches = QueryBatcher.withoutFailures(this::send, FRESHNESS);
    private final QueryBatcher<PodQuery, List<JsonNode>> namespaces =
            QueryBatcher.withoutFailures(this::send, FRESHNESS_OF_NAMESPACES);
    private final SharedConnections followed = new SharedConnections();

    KubernetesConnection(Transport transport) {
        this.transport = transport;
        lists = new PodLists(transport);
    }

    /** That of the service account or of the context; empty if neither says. */
    String namespace() {
        return transport.namespace();
    }

    /**
     * Lists pods. The files of token and certificates are read, and the server's name is looked up, on this thread, or
     * on that which ended the list before.
     *
     * @return the list; fails with a {@link io.scaler4j.cpu.SamplingException} that has a sentence, or with what the
     *     client failed with. Completes on the thread of the HTTP client
     */
    CompletableFuture<List<JsonNode>> list(PodQuery query, ReadRequest request) {
        return (query.isOfWholeNamespace() ? namespaces : batches).ask(query, request);
    }

    private void send(List<PendingQuery<PodQuery, List<JsonNode>>> pendingQueries, ReadRequest request) {
        TimeLimit limit = TimeLimit.within(request.timeout());
        pendingQueries.forEach(pendingQuery -> pendingQuery.answerWith(lists.list(pendingQuery.query(), limit)));
    }

    /** The pods of a namespace, shared by those who ask; closes with the last of them. */
    Lease<FollowedPods> follow(String namespace) {
        return followed.allOrNothing(
                shared -> shared.lease(namespace, FollowedPods.class, () -> FollowedPods.open(transport, namespace)));
    }

    Transport transport() {
        return transport;
    }

    String withoutSecrets(String text) {
        return transport.withoutSecrets(text);
    }

    /** Ends the requests under way. */
    @Override
    public void close() {
        followed.close();
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}

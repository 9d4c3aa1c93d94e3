package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.ReadRequest;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.connect.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one API server: sends requests with the token and the certificates of that moment. What many ask for
 * at a time is asked for once. Thread-safe.
 */
final class KubernetesConnection implements AutoCloseable {

    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final ClusterAccess access;
    private final PodLists lists = new PodLists(this);
    private final QueryBatcher<PodQuery, List<JsonNode>> batches = QueryBatcher.withoutFailures(this::send, FRESHNESS);
    private @Nullable Open open;
    private boolean closed;
    private volatile String lastToken = "";

    /** What the files held when the connection was opened. */
    private record Open(Tls tls, Lease<HttpGetter> http) {}

    KubernetesConnection(ClusterAccess access) {
        this.access = access;
    }

    /** That of the service account or of the context; empty if neither says. */
    String namespace() {
        return access.namespace();
    }

    /**
     * Lists pods. The files of token and certificates are read, and the server's name is looked up, on this thread, or
     * on that which ended the list before.
     *
     * @return the list; fails with a {@link io.scaler4j.cpu.SamplingException} that has a sentence, or with what the
     *     client failed with. Completes on the thread of the HTTP client
     */
    CompletableFuture<List<JsonNode>> list(PodQuery query, ReadRequest request) {
        return batches.ask(query, request);
    }

    private void send(List<PendingQuery<PodQuery, List<JsonNode>>> pendingQueries, ReadRequest request) {
        TimeLimit limit = TimeLimit.within(request.timeout());
        pendingQueries.forEach(pendingQuery -> pendingQuery.answerWith(lists.list(pendingQuery.query(), limit)));
    }

    /**
     * Asks for a path below the server's address. Fails with an {@link IOException} without any secret, or too late.
     */
    CompletableFuture<HttpGetter.Answer> get(String pathAndQuery, TimeLimit limit) {
        try {
            List<Header> headers = headers();
            Lease<HttpGetter> http = http();
            ApiAddress server = access.server();
            return http.get()
                    .get(server.host(), server.path() + pathAndQuery, headers, limit.left())
                    .whenComplete((answer, thrown) -> http.close());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<Header> headers() throws IOException {
        String token = token();
        var headers = new ArrayList<Header>();
        access.identity()
                .impersonation()
                .headers()
                .forEach(header -> headers.add(new BasicHeader(header.getKey(), header.getValue())));
        if (!token.isEmpty()) {
            headers.add(new SecretHeader("Authorization", "Bearer " + token));
        }
        return headers;
    }

    /** Blanks and line breaks would end it, and begin something else. */
    private String token() throws IOException {
        String token = access.identity().token().read();
        if (!token.matches("[!-~]*")) {
            throw new IOException(
                    "the token in " + access.identity().token() + " has blanks or other characters that none has");
        }
        lastToken = token;
        return token;
    }

    /** Callers that use the connection from before the files changed may finish. */
    private synchronized Lease<HttpGetter> http() throws IOException {
        if (closed) {
            throw new IOException("the connection to " + access + " is closed");
        }
        Tls now = access.tls();
        Open before = open;
        if (before != null && before.tls().equals(now)) {
            return before.http().share();
        }
        var fresh = new Open(now, Lease.first(open(now, access.trust().serverName())));
        open = fresh;
        if (before != null) {
            before.http().close();
        }
        return fresh.http().share();
    }

    private static HttpGetter open(Tls tls, String serverName) throws IOException {
        var problems = Problems.of("TLS");
        tls.check(problems);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems.sentences()));
        }
        return new HttpGetter(ServerNameStrategy.of(tls, serverName));
    }

    /** Neither token nor key are to be seen in what a server says. */
    synchronized String withoutSecrets(String text) {
        List<String> secrets = new ArrayList<>(List.of(lastToken));
        if (open != null) {
            secrets.addAll(open.tls().secrets());
        }
        return Secrets.of(secrets).mask(text);
    }

    /** Ends the requests under way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.http().get().close();
            open.http().close();
            open = null;
        }
    }

    @Override
    public String toString() {
        return access.toString();
    }
}

package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.Tls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one API server: sends requests with the token and the certificates of that moment, and keeps the
 * answers of a round of reads. Thread-safe.
 */
final class KubernetesConnection implements AutoCloseable {

    private final ClusterAccess access;
    private final FreshAnswers<PodQuery, List<JsonNode>> listings = new FreshAnswers<>();
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

    /** What several scalers ask for in one round is asked for once. */
    FreshAnswers<PodQuery, List<JsonNode>> listings() {
        return listings;
    }

    /**
     * Asks for a path below the server's address.
     *
     * @param deadlineNanos by {@link System#nanoTime}
     * @throws IOException without any secret in its text
     */
    HttpGetter.Answer get(String pathAndQuery, long deadlineNanos) throws IOException {
        String token = token();
        try (Lease<HttpGetter> http = http()) {
            List<Map.Entry<String, String>> headers =
                    new ArrayList<>(access.identity().impersonation().headers());
            if (!token.isEmpty()) {
                headers.add(Map.entry("Authorization", "Bearer " + token));
            }
            ApiAddress server = access.server();
            return http.get().get(server.host(), server.path() + pathAndQuery, headers, deadlineNanos);
        }
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

    /** Those who use the connection of before the files changed may end what they do. */
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

package io.scaler4j.cpu;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.config.Problems;
import io.scaler4j.spi.Lease;
import io.scaler4j.spi.Tls;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one API server: sends requests with the token and the certificates of that moment, and keeps the
 * answers of a round of reads. Thread-safe.
 */
final class KubernetesConnection implements AutoCloseable {

    private static final int SHORTEST_SECRET = 3;

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
            URI address = URI.create(access.server() + pathAndQuery);
            return http.get().get(address, token.isEmpty() ? "" : "Bearer " + token, deadlineNanos);
        }
    }

    /** Blanks and line breaks would end it, and begin something else. */
    private String token() throws IOException {
        String token = access.token().read();
        if (!token.matches("[!-~]*")) {
            throw new IOException("the token in " + access.token() + " has blanks or other characters that none has");
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
        var fresh = new Open(now, Lease.first(open(now)));
        open = fresh;
        if (before != null) {
            before.http().close();
        }
        return fresh.http().share();
    }

    private static HttpGetter open(Tls tls) throws IOException {
        var problems = Problems.of("TLS");
        tls.check(problems);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems.sentences()));
        }
        return new HttpGetter(
                tls.context(), tls.isUnsafe() ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier());
    }

    /** The token is not to be seen in what a server says. */
    String withoutSecrets(String text) {
        String token = lastToken;
        return token.length() < SHORTEST_SECRET ? text : text.replace(token, "***");
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

package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.connect.Tls;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.WatchStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the server of a kubeconfig file or of a service account, with the token and the certificates of that
 * moment. Thread-safe.
 */
final class AccessTransport implements Transport {

    private final ClusterAccess access;
    private @Nullable Open open;
    private boolean closed;
    private volatile String lastToken = "";

    /** What the files held when the connection was opened. */
    private record Open(Tls tls, Lease<HttpGetter> http) {}

    AccessTransport(ClusterAccess access) {
        this.access = access;
    }

    @Override
    public String namespace() {
        return access.namespace();
    }

    /** Reads the files, and looks up the server's name, on this thread. */
    @Override
    public CompletableFuture<HttpGetter.Answer> get(String pathAndQuery, TimeLimit limit) {
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

    @Override
    public CompletableFuture<JsonNode> get(String path, Duration timeout) {
        String what = "GET " + path;
        return get(path, TimeLimit.within(timeout)).handle((answer, thrown) -> {
            if (answer == null) {
                throw ApiException.noAnswer(what, thrown);
            }
            return ApiException.read(what, answer.status(), answer.body());
        });
    }

    @Override
    public WatchStream watch(String path, Consumer<JsonNode> lines) {
        var stream = new WatchStream("GET " + path, lines);
        try {
            List<Header> headers = headers();
            Lease<HttpGetter> http = http();
            stream.ended().whenComplete((done, thrown) -> http.close());
            ApiAddress server = access.server();
            http.get().stream(server.host(), server.path() + path, headers, stream);
        } catch (IOException e) {
            stream.finished(e);
        }
        return stream;
    }

    /** On a thread of the JDK's common pool, since files may be read then. */
    @Override
    public Runnable later(Runnable task, Duration delay) {
        var wait = new CompletableFuture<Void>();
        wait.completeOnTimeout(null, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS)
                .thenRunAsync(task);
        return () -> wait.cancel(false);
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

    @Override
    public synchronized String withoutSecrets(String text) {
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

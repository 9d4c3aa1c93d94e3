package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An API server, asked in JSON. Each request is sent once: a lost answer is the caller's to deal with, because only the
 * caller knows whether the request may be sent twice. The deadline covers all of it, from the connection to the last
 * byte of the answer. A request that is not answered in time frees its connection.
 *
 * <p>HTTP/1.1 is spoken, in which a dead connection holds up one request; in HTTP/2 it holds up all of them.
 *
 * <p>Futures complete on threads of the HTTP client, exceptionally always with an {@link ApiException}. Thread-safe.
 */
public final class KubernetesApi implements ApiConnection, AutoCloseable {

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int MAX_CONNECT_MILLIS = 5_000;
    /** Longer than a {@link ResourceWatch} waits for the end of a watch. */
    private static final int MAX_WATCH_SECONDS = 90;

    private final KubernetesClient client;
    private final HttpClient http;
    private final String server;
    private final ScheduledThreadPoolExecutor timer;
    private final LongAdder sent = new LongAdder();
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final Set<WatchStream> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private KubernetesApi(KubernetesClient client) {
        this.client = client;
        http = client.getHttpClient();
        String url = client.getConfiguration().getMasterUrl();
        server = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        timer = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, "scaler4j-kubernetes-timer");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end is not run
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Opens a connection of its own. Nothing is sent yet.
     *
     * @param config where the server is and who asks, such as {@code client.getConfiguration()} or {@code new
     *     ConfigBuilder().build()}; its retries and time limits are not used
     * @return to be closed by the caller
     */
    public static KubernetesApi open(Config config) {
        Objects.requireNonNull(config, "config must not be null; new ConfigBuilder().build() finds the usual one");
        Config own = new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(true)
                .withConnectionTimeout(Math.min(MAX_CONNECT_MILLIS, config.getConnectionTimeout()))
                .build();
        return new KubernetesApi(new KubernetesClientBuilder()
                .withConfig(own)
                .withHttpClientFactory(new OwnHttpClientFactory())
                .build());
    }

    @Override
    public CompletableFuture<JsonNode> get(String path, Duration timeout) {
        return send("GET", path, JSON, null, timeout);
    }

    /**
     * Creates an object.
     *
     * @param path of the list
     * @param body the object
     * @param timeout how long the answer is waited for, more than 0
     * @return completes with the created object
     */
    public CompletableFuture<JsonNode> post(String path, JsonNode body, Duration timeout) {
        return send("POST", path, JSON, body, timeout);
    }

    /**
     * Replaces an object; a resource version in it is that which must not have changed.
     *
     * @param path of the object
     * @param body the whole object
     * @param timeout how long the answer is waited for, more than 0
     * @return completes with the replaced object
     */
    public CompletableFuture<JsonNode> put(String path, JsonNode body, Duration timeout) {
        return send("PUT", path, JSON, body, timeout);
    }

    /**
     * Changes fields of an object by a JSON merge patch; a resource version in it is that which must not have changed.
     *
     * @param path of the object or of one of its subresources
     * @param patch the fields; null removes one
     * @param timeout how long the answer is waited for, more than 0
     * @return completes with the changed object
     */
    public CompletableFuture<JsonNode> patch(String path, JsonNode patch, Duration timeout) {
        return send("PATCH", path, MERGE_PATCH, patch, timeout);
    }

    /**
     * Deletes an object.
     *
     * @param path of the object
     * @param timeout how long the answer is waited for, more than 0
     * @return completes with what the server says of it
     */
    public CompletableFuture<JsonNode> delete(String path, Duration timeout) {
        return send("DELETE", path, JSON, null, timeout);
    }

    /** {@return how many requests were sent, watches among them, for those who count} */
    public long requests() {
        return sent.sum();
    }

    private CompletableFuture<JsonNode> send(
            String method, String path, String type, @Nullable JsonNode body, Duration timeout) {
        sent.increment();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(server + path)
                .setHeader("Accept", JSON)
                .timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS)
                .method(method, body == null ? null : type, body == null ? null : body.toString())
                .build();
        var exchange = new Exchange(method + " " + path);
        open.add(exchange);
        exchange.answer().whenComplete((value, thrown) -> open.remove(exchange));
        exchange.send(http, request);
        exchange.within(timeout, timer);
        if (closed) {
            exchange.end();
        }
        return exchange.answer();
    }

    @Override
    public WatchStream watch(String path, Consumer<JsonNode> lines) {
        sent.increment();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(server + path)
                .setHeader("Accept", JSON)
                .forStreaming()
                .timeout(MAX_WATCH_SECONDS, TimeUnit.SECONDS) // else a socket without an answer would stay open
                .build();
        var stream = new WatchStream("GET " + path, lines);
        watches.add(stream);
        stream.ended().whenComplete((done, thrown) -> watches.remove(stream));
        try {
            var answer = http.consumeBytes(request, (buffers, body) -> {
                buffers.forEach(stream::received);
                body.consume();
            });
            answer.whenComplete((response, thrown) -> begin(stream, response, thrown));
            stream.ended().whenComplete((done, thrown) -> answer.cancel(true));
        } catch (RuntimeException e) {
            stream.finished(e);
        }
        if (closed) {
            stream.end();
        }
        return stream;
    }

    private static void begin(
            WatchStream stream, @Nullable HttpResponse<AsyncBody> response, @Nullable Throwable thrown) {
        if (response == null) {
            stream.finished(thrown == null ? new IOException("no response") : thrown);
            return;
        }
        AsyncBody body = response.body();
        stream.accepted(response.code(), body::cancel);
        body.done().whenComplete((done, failed) -> stream.finished(failed));
        body.consume();
    }

    @Override
    public Runnable later(Runnable task, Duration delay) {
        var scheduled = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Ends what is under way, and lets go of connections and threads. May be repeated. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        open.forEach(Exchange::end);
        watches.forEach(WatchStream::end);
        client.close();
    }

    @Override
    public String toString() {
        return server;
    }
}

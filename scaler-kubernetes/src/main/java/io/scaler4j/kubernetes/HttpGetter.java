package io.scaler4j.kubernetes;

import io.scaler4j.kubernetes.api.WatchStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GET requests to one server over kept connections, each with a time limit for all of it and for how much it may
 * answer. One thread does all input and output. No redirect is followed and nothing is repeated, except on a kept
 * connection that the server closed before it answered. The bytes that are sent appear in no log, at no level.
 * Thread-safe.
 */
final class HttpGetter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpGetter.class);
    private static final String THREADS = "scaler4j-kubernetes";
    private static final int CONNECTIONS = 8;
    private static final int LARGEST_ANSWER = 64 << 20;
    /** Longer than the server keeps a watch open. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final PoolingAsyncClientConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final Set<CompletableFuture<Answer>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private int streams;

    /** An answer, whatever it says. */
    record Answer(int status, String body) {}

    /** For servers whose certificates this strategy accepts. */
    HttpGetter(TlsStrategy tls) {
        connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .build();
        client = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .setIoReactorExceptionCallback(HttpGetter::note)
                .setIoSessionDecorator(session -> session) // in place of the one that logs what is sent
                .setThreadFactory(new DefaultThreadFactory(THREADS, true))
                .setUserAgent("scaler4j")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        client.start();
    }

    /** These two are how its thread takes being closed. */
    private static void note(Exception e) {
        if (!(e instanceof ClosedSelectorException || e instanceof ConcurrentModificationException)) {
            LOG.warn("the HTTP client failed: {}", e.toString());
        }
    }

    /**
     * Asks.
     *
     * @param limit for all of it, connecting included
     * @return the answer; fails with an {@link IOException}, or with a {@link java.util.concurrent.TimeoutException}.
     *     Completes on the thread of the client
     */
    @SuppressWarnings("CollectionUndefinedEquality") // that of objects is meant
    CompletableFuture<Answer> get(HttpHost server, String pathAndQuery, List<Header> headers, Duration limit) {
        var request = new BasicHttpRequest("GET", server, pathAndQuery);
        request.setHeader("Accept", "application/json");
        headers.forEach(request::addHeader);
        var answer = new CompletableFuture<Answer>();
        underWay.add(answer);
        answer.orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .whenComplete((any, thrown) -> underWay.remove(answer));
        send(request, limit, answer, true);
        if (closed) {
            answer.completeExceptionally(closed());
        }
        return answer;
    }

    private void send(HttpRequest request, Duration limit, CompletableFuture<Answer> answer, boolean again) {
        var collector = new Collector(answer);
        Future<Answer> sent = client.execute(
                new BasicRequestProducer(request, null), collector, within(limit), new FutureCallback<Answer>() {
                    @Override
                    public void completed(Answer result) {
                        // The collector tells the answer when the connection is free.
                    }

                    @Override
                    public void failed(Exception e) {
                        if (again && collector.isUnanswered(e) && !answer.isDone()) {
                            send(request, limit, answer, false);
                        } else {
                            answer.completeExceptionally(e);
                        }
                    }

                    @Override
                    public void cancelled() {
                        answer.completeExceptionally(closed());
                    }
                });
        answer.whenComplete((any, thrown) -> {
            if (thrown != null) {
                sent.cancel(true); // frees its connection
            }
        });
    }

    @SuppressWarnings("deprecation") // the newer place for the time to connect is fixed for all requests
    private static HttpClientContext within(Duration limit) {
        Timeout left = Timeout.ofMilliseconds(Math.max(1, limit.toMillis()));
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setConnectTimeout(left)
                .setResponseTimeout(left)
                .setProtocolUpgradeEnabled(false)
                .build());
        return context;
    }

    /** Opens an answer that does not end, on a connection beside those of {@link #get}. */
    void stream(HttpHost server, String pathAndQuery, List<Header> headers, WatchStream stream) {
        var request = new BasicHttpRequest("GET", server, pathAndQuery);
        request.setHeader("Accept", "application/json");
        headers.forEach(request::addHeader);
        addConnections(1);
        Future<Void> sent = client.execute(
                new BasicRequestProducer(request, null),
                new StreamConsumer(stream),
                within(SILENCE),
                new FutureCallback<Void>() {
                    @Override
                    public void completed(Void nothing) {
                        stream.finished(null);
                    }

                    @Override
                    public void failed(Exception e) {
                        stream.finished(e);
                    }

                    @Override
                    public void cancelled() {
                        stream.finished(closed());
                    }
                });
        stream.ended().whenComplete((done, thrown) -> {
            sent.cancel(true);
            addConnections(-1);
        });
        if (closed) {
            stream.finished(closed());
        }
    }

    private synchronized void addConnections(int more) {
        streams += more;
        connections.setMaxTotal(CONNECTIONS + streams);
        connections.setDefaultMaxPerRoute(CONNECTIONS + streams);
    }

    private static IOException closed() {
        return new IOException("the connection was closed during the read");
    }

    /** Ends the connections, also those in use: requests under way fail. */
    @Override
    public void close() {
        closed = true;
        connections.close(CloseMode.IMMEDIATE); // first, since the client may stumble over its own selector
        client.close(CloseMode.IMMEDIATE);
        underWay.forEach(answer -> answer.completeExceptionally(closed()));
    }

    /**
     * Collects an answer, and gives up one that is too large. The client calls back before the connection is free, so
     * whoever asked again at once would need a second one: the answer is told afterwards.
     */
    private static final class Collector extends AbstractBinResponseConsumer<Answer> {

        private final CompletableFuture<Answer> answer;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile int status;
        private volatile @Nullable Answer whole;

        Collector(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }

        /** Whether the server closed the connection before it said anything. */
        boolean isUnanswered(Exception e) {
            return e instanceof RequestNotExecutedException || (e instanceof ConnectionClosedException && status == 0);
        }

        @Override
        protected void start(HttpResponse response, @Nullable ContentType contentType) {
            status = response.getCode();
        }

        @Override
        protected int capacityIncrement() {
            return LARGEST_ANSWER;
        }

        @Override
        protected void data(ByteBuffer piece, boolean isLast) throws IOException {
            if (piece.remaining() > LARGEST_ANSWER - body.size()) {
                throw new IOException("the answer is larger than " + (LARGEST_ANSWER >> 20) + " MiB");
            }
            var bytes = new byte[piece.remaining()];
            piece.get(bytes);
            body.writeBytes(bytes);
        }

        @Override
        protected Answer buildResult() {
            var result = new Answer(status, body.toString(StandardCharsets.UTF_8));
            whole = result;
            return result;
        }

        /** Comes last, also after a failure. */
        @Override
        public void releaseResources() {
            Answer result = whole;
            if (result != null) {
                answer.complete(result);
            }
        }
    }

    /** Passes on what arrives. */
    private static final class StreamConsumer extends AbstractBinResponseConsumer<Void> {

        private final WatchStream stream;

        StreamConsumer(WatchStream stream) {
            this.stream = stream;
        }

        @Override
        protected void start(HttpResponse response, @Nullable ContentType contentType) {
            stream.accepted(response.getCode(), () -> {});
        }

        @Override
        protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void data(ByteBuffer piece, boolean isLast) {
            stream.received(piece);
        }

        @Override
        protected @Nullable Void buildResult() {
            return null;
        }

        @Override
        public void releaseResources() {}
    }
}

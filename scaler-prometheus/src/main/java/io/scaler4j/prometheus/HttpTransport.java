package io.scaler4j.prometheus;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.net.ProxySelector;
import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests over a few connections that are kept, and follows redirects. One thread does all input and output. It
 * never tries twice: a caller that asks regularly does so anyway. Thread-safe.
 */
final class HttpTransport implements AutoCloseable {

    static final String THREADS = "scaler4j-prometheus";

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final int MOST_REDIRECTS = 10;
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final Duration SPARE = Duration.ofMillis(100);

    private final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final boolean showsCertificate;
    private final int mostBytes;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private HttpTransport(
            CloseableHttpAsyncClient client,
            PoolingAsyncClientConnectionManager connections,
            boolean showsCertificate,
            int mostBytes) {
        this.client = client;
        this.connections = connections;
        this.showsCertificate = showsCertificate;
        this.mostBytes = mostBytes;
    }

    /** One that has asked nothing yet, and opens connections as it needs them. */
    static HttpTransport open(Tls tls, int mostConnections, int mostBytes, @Nullable ProxySelector proxies) {
        PoolingAsyncClientConnectionManager connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(mostConnections)
                .setMaxConnPerRoute(mostConnections)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setTlsStrategy(strategy(tls).buildAsync())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .build())
                .build();
        CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .setIoReactorExceptionCallback(HttpTransport::note)
                .setIoSessionDecorator(session -> session) // in place of the one that logs what is sent
                .setThreadFactory(new DefaultThreadFactory(THREADS, true))
                .setRoutePlanner(new SystemDefaultRoutePlanner(proxies)) // null: the JVM's, as it is at each request
                .setUserAgent("scaler4j")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setCharCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.UTF_8)
                        .build())
                .disableContentCompression()
                .build();
        client.start();
        return new HttpTransport(client, connections, tls.showsCertificate(), mostBytes);
    }

    /** These two are how its thread takes being closed. */
    private static void note(Exception e) {
        if (!(e instanceof ClosedSelectorException || e instanceof ConcurrentModificationException)) {
            LOG.warn("the HTTP client failed: {}", e.toString());
        }
    }

    private static ClientTlsStrategyBuilder strategy(Tls tls) {
        var strategy =
                ClientTlsStrategyBuilder.create().setSslContext(tls.context()).setTlsVersions(TLS.V_1_3, TLS.V_1_2);
        return tls.isUnsafe()
                ? strategy.setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
                        .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                : strategy;
    }

    /**
     * Sends, and gives up when the time is over: connections, redirects and the body all count.
     *
     * @return the answer, whatever its status; fails with what the client threw, or with a
     *     {@link java.util.concurrent.TimeoutException}
     */
    CompletableFuture<HttpAnswer> send(HttpCall call, Duration limit) {
        var exchange = new Exchange(call, limit);
        underWay.add(exchange);
        exchange.answer.orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        exchange.answer.whenComplete((answer, thrown) -> {
            underWay.remove(exchange);
            exchange.stop(thrown);
        });
        exchange.send(call, 0);
        if (closed) {
            exchange.answer.completeExceptionally(closed());
        }
        return exchange.answer;
    }

    /** How many connections are open or being opened; for tests. */
    int connections() {
        var stats = connections.getTotalStats();
        return stats.getLeased() + stats.getAvailable();
    }

    boolean isClosed() {
        return closed;
    }

    /** Does not wait for requests under way: they fail. */
    @Override
    public void close() {
        closed = true;
        connections.close(CloseMode.IMMEDIATE); // first, since the client may stumble over its own selector
        client.close(CloseMode.IMMEDIATE);
        underWay.forEach(exchange -> exchange.answer.completeExceptionally(closed()));
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the connection was closed during the read");
    }

    /** One request, and those that redirects make of it. */
    private final class Exchange {

        private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        private final HttpCall first;
        private final RequestConfig config;
        private volatile @Nullable Future<HttpAnswer> sent;

        /**
         * The limit of a silence, too, a little later than that of the whole: cancelling may be lost on a client that
         * is just connecting, and its connection must be free all the same.
         */
        Exchange(HttpCall first, Duration limit) {
            this.first = first;
            Timeout silence = Timeout.ofMilliseconds(limit.plus(SPARE).toMillis());
            config = RequestConfig.custom()
                    .setConnectionRequestTimeout(silence)
                    .setResponseTimeout(silence)
                    .setProtocolUpgradeEnabled(false)
                    .build();
        }

        private HttpClientContext context() {
            HttpClientContext context = HttpClientContext.create();
            context.setRequestConfig(config);
            return context;
        }

        private void send(HttpCall call, int redirects) {
            if (answer.isDone()) {
                return;
            }
            try {
                Future<HttpAnswer> future = client.execute(
                        producer(call),
                        new HttpAnswer.Collector(mostBytes, answer::isDone, result -> take(call, redirects, result)),
                        context(),
                        new Failures());
                sent = future;
                if (answer.isDone()) {
                    future.cancel(true);
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        private AsyncRequestProducer producer(HttpCall call) {
            AsyncEntityProducer body = call.body().isEmpty()
                    ? null
                    : new BasicAsyncEntityProducer(call.body(), ContentType.APPLICATION_FORM_URLENCODED);
            return new BasicRequestProducer(call.request(), body);
        }

        /** Frees the connection of a request that nobody waits for. */
        private void stop(@Nullable Throwable thrown) {
            Future<HttpAnswer> future = sent;
            if (thrown != null && future != null) {
                future.cancel(true);
            }
        }

        private void follow(HttpCall call, String location, int redirects) {
            if (redirects == MOST_REDIRECTS) {
                throw misled("it redirects more than " + MOST_REDIRECTS + " times; check the address");
            }
            HttpCall next = call.redirected(location);
            if (showsCertificate && !call.isSameServer(next.host())) {
                throw misled("it redirects to " + next.host().toURI()
                        + ", which is not to see this client's certificate; check the address");
            }
            send(next, redirects + 1);
        }

        private void take(HttpCall call, int redirects, HttpAnswer result) {
            String location = call.method().equals("GET") ? result.redirect().orElse(null) : null;
            if (location == null) {
                answer.complete(redirects == 0 ? result : result.behind(call.redirectionOf(first)));
                return;
            }
            try {
                follow(call, location, redirects);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        private final class Failures implements FutureCallback<HttpAnswer> {

            @Override
            public void completed(HttpAnswer result) {
                // The collector tells the answer when the connection is free.
            }

            @Override
            public void failed(Exception e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void cancelled() {
                answer.completeExceptionally(new CancellationException("the request was given up"));
            }
        }
    }

    private static AnswerException misled(String clause) {
        return AnswerException.ofError(Problem.HTTP_STATUS, Kind.MISCONFIGURED, 300, clause);
    }
}

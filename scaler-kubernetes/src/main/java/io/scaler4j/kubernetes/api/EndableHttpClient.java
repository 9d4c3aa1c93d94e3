package io.scaler4j.kubernetes.api;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client, which cancels the requests that have no answer when it ends. Thread-safe.
 *
 * <p>They are cancelled a while after the end. A request that is cancelled while it connects would keep the thread of
 * the JDK's client (17.0.15) permanently.
 */
final class EndableHttpClient extends HttpClient {

    private static final Duration UNLESS_CONNECTED = Duration.ofSeconds(1);

    private final HttpClient jdk;
    private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    EndableHttpClient(HttpClient jdk) {
        this.jdk = jdk;
    }

    /** May be repeated; a request that comes later is cancelled too. */
    void end() {
        ended = true;
        unanswered.forEach(this::cancelLater);
    }

    private void cancelLater(CompletableFuture<?> sent) {
        Executor threads = jdk.executor().orElse(Runnable::run);
        long millis = jdk.connectTimeout()
                .orElse(Duration.ZERO)
                .plus(UNLESS_CONNECTED)
                .toMillis();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads)
                .execute(() -> sent.cancel(true));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return remember(jdk.sendAsync(request, handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return remember(jdk.sendAsync(request, handler, pushes));
    }

    @SuppressWarnings("CollectionUndefinedEquality") // that of objects is meant
    private <T> CompletableFuture<T> remember(CompletableFuture<T> sent) {
        unanswered.add(sent);
        sent.whenComplete((response, thrown) -> unanswered.remove(sent));
        if (ended) {
            cancelLater(sent);
        }
        return sent;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return jdk.send(request, handler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return jdk.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return jdk.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return jdk.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return jdk.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return jdk.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return jdk.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return jdk.authenticator();
    }

    @Override
    public Version version() {
        return jdk.version();
    }

    @Override
    public Optional<Executor> executor() {
        return jdk.executor();
    }
}

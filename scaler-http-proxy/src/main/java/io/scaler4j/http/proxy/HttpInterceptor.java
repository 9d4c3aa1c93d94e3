package io.scaler4j.http.proxy;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.http.GateGuard;
import io.scaler4j.http.RateWindow;
import io.scaler4j.http.RequestTracker;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A proxy that counts requests, holds them while their target has no replica, and forwards them.
 *
 * <pre>{@code
 * var web = ProxyRoute.builder("shop/web")
 *         .host("shop.example.com")
 *         .endpoints(EndpointSource.fixed(Endpoint.http("10.0.0.5", 8080)).probedByTcp(Duration.ofMillis(10)))
 *         .build();
 * try (var interceptor = HttpInterceptor.builder().listen(8080).admin(9090).route(web).build().start();
 *         var autoscaler = Autoscaler.builder("web")
 *                 .target(interceptor.guard(web, workers))
 *                 .policy(ScalingPolicy.builder().replicas(0, 10).build())
 *                 .trigger(Trigger.of("requests", interceptor.concurrency(web), averageValue(100)))
 *                 .build()
 *                 .start()) {
 *     interceptor.wakes(web, autoscaler::poke);
 *     untilStopped.await();
 *     interceptor.shutdown().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Clients speak HTTP/1.1 or HTTP/2, in clear text on one port or over TLS. Bodies are streamed both ways, and no
 * faster than the other side takes them. While a request waits, its body is not read.
 *
 * <p>Thread-safe.
 */
public final class HttpInterceptor implements AutoCloseable {

    HttpInterceptor(HttpInterceptorBuilder builder) {}

    /** {@return a builder with the defaults} */
    public static HttpInterceptorBuilder builder() {
        return new HttpInterceptorBuilder();
    }

    /**
     * Opens the ports.
     *
     * @return this interceptor
     * @throws IOException if a port cannot be opened
     * @throws IllegalStateException if it was started before
     */
    public HttpInterceptor start() throws IOException {
        throw new IOException("not there yet");
    }

    /** {@return the port for clients} */
    public int port() {
        return 0;
    }

    /**
     * Returns the admin port.
     *
     * @return the port
     * @throws IllegalStateException if there is none
     */
    public int adminPort() {
        return 0;
    }

    /** {@return the counts of all routes} */
    public RequestTracker tracker() {
        return new RequestTracker();
    }

    /** {@return whether new requests are welcome: it is started, has its routes, and does not stop} */
    public boolean isReady() {
        return false;
    }

    /**
     * Replaces all routes. A route that stays as it was keeps its requests and its replicas. Requests of a route that
     * goes are answered to their end; those that wait get status 503.
     *
     * @param all the new routes
     * @throws io.scaler4j.config.InvalidConfigurationException if two routes have one name; then nothing changes
     */
    public void routes(Collection<ProxyRoute> all) {}

    /**
     * Guards the target of a route: it is not scaled to 0 while requests are in flight or arrive.
     *
     * @param route a route of this interceptor
     * @param target what is scaled
     * @return the target for the autoscaler
     * @throws IllegalArgumentException if there is no such route
     */
    public GateGuard guard(ProxyRoute route, ScaleTarget target) {
        return guard(route.name(), target);
    }

    /**
     * Guards the target of a route: it is not scaled to 0 while requests are in flight or arrive.
     *
     * @param route the name of a route of this interceptor
     * @param target what is scaled
     * @return the target for the autoscaler
     * @throws IllegalArgumentException if there is no such route
     */
    public GateGuard guard(String route, ScaleTarget target) {
        throw new IllegalArgumentException("not there yet");
    }

    /**
     * Returns a scaler of the requests in flight on a route.
     *
     * @param route a route of this interceptor
     * @return a scaler for one trigger
     */
    public Scaler concurrency(ProxyRoute route) {
        return tracker().concurrency(route.name());
    }

    /**
     * Returns a scaler of the requests per second on a route.
     *
     * @param route a route of this interceptor
     * @param window over which the rate is taken
     * @return a scaler for one trigger
     */
    public Scaler rate(ProxyRoute route, RateWindow window) {
        return tracker().rate(route.name(), window);
    }

    /**
     * Runs an action when a route without a ready replica gets a request, or one that had nothing to do. An autoscaler
     * that is poked so scales from 0 within milliseconds.
     *
     * @param route a route of this interceptor
     * @param action short and never blocking, such as {@code autoscaler::poke}; replaces an earlier one
     */
    public void wakes(ProxyRoute route, Runnable action) {}

    /** Runs an action as {@link #wakes}, for every route; actions add up. */
    void wakesOfAny(Runnable action) {}

    /**
     * Stops without losing requests: is not {@linkplain #isReady ready} any more, goes on for
     * {@link InterceptorLimits#shutdownDelay}, then takes no new connection, answers status 503 to requests that wait,
     * and lets those in flight end for at most {@link InterceptorLimits#drain}. Then it closes.
     *
     * @return completes when all has ended. A second call returns the same
     */
    public CompletionStage<Void> shutdown() {
        return CompletableFuture.completedStage(null);
    }

    /** Closes all ports and connections at once, and ends the threads. */
    @Override
    public void close() {}
}

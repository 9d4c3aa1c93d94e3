package io.scaler4j.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NettyRuntime;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Ticker;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.config.Masking;
import io.scaler4j.http.GateGuard;
import io.scaler4j.http.RateWindow;
import io.scaler4j.http.RequestTracker;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

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

    private static final String THREADS = "scaler4j-http";

    private final EventLoopGroup loops;
    private final RouteKeeper routes;
    private final ProxyCore core;
    private final Workers workers;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final Shutdown end;
    private final HttpInterceptorBuilder settings;
    private final QueuePage queue;
    private @Nullable Channel port;
    private @Nullable Channel adminPort;

    HttpInterceptor(HttpInterceptorBuilder builder) {
        settings = builder;
        boolean ownsLoops = builder.eventLoops == null;
        loops = builder.eventLoops == null
                ? new MultiThreadIoEventLoopGroup(
                        builder.threads == 0 ? NettyRuntime.availableProcessors() : builder.threads,
                        new DefaultThreadFactory(THREADS),
                        NioIoHandler.newFactory())
                : builder.eventLoops;
        Scheduler scheduler = Scheduler.of(loops);
        routes = new RouteKeeper(builder.limits, scheduler, builder.executor);
        core = new ProxyCore(builder.limits, routes, builder.allObservers(), builder.executor);
        int count = (int) StreamSupport.stream(loops.spliterator(), false).count();
        var setup = new BackendSetup(builder.limits, TlsContexts.ofReplicas(builder.backendTls));
        workers = new Workers(loop -> new Worker(
                loop,
                new Backends(loop, setup, builder.limits, builder.executor, count),
                new DateLine(InstantSource.system())));
        end = new Shutdown(core, loops, ownsLoops, workers, connections);
        Ticker ticker = loops.next().ticker();
        queue = new QueuePage(routes.tracker(), scheduler, UUID.randomUUID().toString(), ticker::nanoTime);
        routes.wakes().ofAny(queue::wake);
    }

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
    public synchronized HttpInterceptor start() throws IOException {
        if (core.phase() != ProxyCore.Phase.NEW) {
            throw new IllegalStateException("the interceptor was started before; build another one");
        }
        List<ProxyRoute> first = settings.firstRoutes();
        if (first != null) {
            routes.replace(first);
        }
        SslContext tls = settings.tls == null ? null : TlsContexts.ofClients(settings.tls);
        try {
            if (settings.adminPort.isPresent()) {
                Map<String, AdminPage> pages = new HashMap<>(AdminPages.of(this::isReady, queue));
                pages.putAll(settings.pages);
                adminPort = Ports.open(
                        loops,
                        settings.adminAddress == null ? settings.address : settings.adminAddress,
                        settings.adminPort.getAsInt(),
                        Ports.adminSetup(Map.copyOf(pages), connections));
            }
            Channel opened =
                    Ports.open(loops, settings.address, settings.port, new FrontSetup(core, workers, tls, connections));
            port = opened;
            end.ports(opened, adminPort);
        } catch (IOException e) {
            if (adminPort != null) {
                adminPort.close();
            }
            close();
            throw e;
        }
        core.phase(ProxyCore.Phase.SERVING);
        return this;
    }

    /**
     * Returns the port for clients.
     *
     * @return the port
     * @throws IllegalStateException if the interceptor was not started
     */
    public synchronized int port() {
        if (port == null) {
            throw new IllegalStateException("there is no port before start(); call it first");
        }
        return Ports.portOf(port);
    }

    /**
     * Returns the admin port.
     *
     * @return the port
     * @throws IllegalStateException if there is none
     */
    public synchronized int adminPort() {
        if (adminPort == null) {
            throw new IllegalStateException("there is no admin port; give the builder one by admin(..), and start");
        }
        return Ports.portOf(adminPort);
    }

    /** {@return the counts of all routes} */
    public RequestTracker tracker() {
        return routes.tracker();
    }

    /** How old the counts are that another process has read last; since the start if none has. */
    Duration countsReadAge() {
        return queue.readAge();
    }

    /** {@return whether new requests are welcome: it is started, has its routes, and does not stop} */
    public boolean isReady() {
        return core.isReady();
    }

    /**
     * Replaces all routes. A route that stays as it was keeps its requests and its replicas. Requests of a route that
     * goes are answered to their end; those that wait get status 503. A route whose endpoints, hold, limit per replica
     * or fallback change gets another gate: an autoscaler of it needs another {@linkplain #guard guard}.
     *
     * @param all the new routes
     * @throws io.scaler4j.config.InvalidConfigurationException if two routes have one name; then nothing changes
     */
    public void routes(Collection<ProxyRoute> all) {
        routes.replace(List.copyOf(all));
    }

    /**
     * Guards the target of a route: it is not scaled to 0 while requests are in flight or arrive. The guard is that of
     * the route as it is now, see {@link #routes}.
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
     * Guards the target of a route: it is not scaled to 0 while requests are in flight or arrive. The guard is that of
     * the route as it is now, see {@link #routes}.
     *
     * @param route the name of a route of this interceptor
     * @param target what is scaled
     * @return the target for the autoscaler
     * @throws IllegalArgumentException if there is no such route
     */
    public GateGuard guard(String route, ScaleTarget target) {
        LiveRoutes now = routes.current();
        LiveRoute live = now == null ? null : now.named(route);
        if (live == null) {
            throw new IllegalArgumentException("there is no route " + Masking.quote(route)
                    + "; give it to the builder, and start the interceptor first");
        }
        return live.gate().guard(target, live.counter());
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
    public void wakes(ProxyRoute route, Runnable action) {
        wakes(route.name(), action);
    }

    /**
     * Runs an action when a route without a ready replica gets a request, or one that had nothing to do.
     *
     * @param route the name of a route
     * @param action short and never blocking; replaces an earlier one
     */
    public void wakes(String route, Runnable action) {
        Objects.requireNonNull(action, "action must not be null; it is what an arrival runs, such as autoscaler::poke");
        routes.wakes().set(route, action);
        routes.tracker().wakes(route, () -> routes.wakes().wake(route));
    }

    /**
     * Stops without losing requests: is not {@linkplain #isReady ready} any more, goes on for
     * {@link InterceptorLimits#shutdownDelay}, then takes no new connection, answers status 503 to requests that wait,
     * and lets those in flight end for at most {@link InterceptorLimits#drain}. Then it closes.
     *
     * @return completes when all has ended. A second call returns the same
     */
    public CompletionStage<Void> shutdown() {
        end.begin();
        return end.ended().minimalCompletionStage();
    }

    /** Closes all ports and connections at once, and ends the threads. Waits for them, unless called by one of them. */
    @Override
    public void close() {
        end.close();
        boolean isOurs = StreamSupport.stream(loops.spliterator(), false).anyMatch(EventExecutor::inEventLoop);
        if (!isOurs) {
            end.ended().join();
        }
    }
}

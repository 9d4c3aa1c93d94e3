package io.scaler4j.http.proxy;

import io.netty.channel.EventLoopGroup;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Builds an {@link HttpInterceptor}, and reports everything that is wrong at once. Not thread-safe. */
public final class HttpInterceptorBuilder {

    private static final int MOST_PORTS = 65_535;
    private static final int DEFAULT_PORT = 8080;

    private final Problems problems = Problems.of("HTTP interceptor");
    private final List<ProxyRoute> routes = new ArrayList<>();
    private boolean hasRoutes;
    final List<ExchangeObserver> observers = new ArrayList<>();
    final Map<String, AdminPage> pages = new LinkedHashMap<>();
    int port = DEFAULT_PORT;

    @Nullable
    InetAddress address;

    OptionalInt adminPort = OptionalInt.empty();

    @Nullable
    InetAddress adminAddress;

    InterceptorLimits limits = InterceptorLimits.DEFAULT;

    @Nullable
    SSLContext tls;

    @Nullable
    SSLContext backendTls;

    @Nullable
    EventLoopGroup eventLoops;

    boolean accessLog;

    /** 0 for one for each processor. */
    int threads;

    Executor executor = ForkJoinPool.commonPool();

    HttpInterceptorBuilder() {}

    /**
     * Sets the port for clients, with HTTP/1.1 and HTTP/2.
     *
     * @param number up to 65535; 0 for any free port, see {@link HttpInterceptor#port}. Default: 8080
     * @return this builder
     */
    public HttpInterceptorBuilder listen(int number) {
        checkPort("port", number);
        port = number;
        return this;
    }

    /**
     * Sets the address for clients.
     *
     * @param local an address of this machine. Default: all of them
     * @return this builder
     */
    public HttpInterceptorBuilder bindAddress(InetAddress local) {
        if (problems.given("bindAddress", local)) {
            address = local;
        }
        return this;
    }

    /**
     * Opens a port for probes, counts and metrics. It has no login: let only those reach it who need it.
     *
     * @param number up to 65535; 0 for any free port, see {@link HttpInterceptor#adminPort}. Default: no admin port
     * @return this builder
     */
    public HttpInterceptorBuilder admin(int number) {
        checkPort("admin port", number);
        adminPort = OptionalInt.of(number);
        return this;
    }

    /**
     * Sets the address of the admin port.
     *
     * @param local an address of this machine. Default: that for clients
     * @return this builder
     */
    public HttpInterceptorBuilder adminAddress(InetAddress local) {
        if (problems.given("adminAddress", local)) {
            adminAddress = local;
        }
        return this;
    }

    /**
     * Adds a page to the admin port.
     *
     * @param path as in {@code /metrics}; replaces a page of this path
     * @param page answers its requests
     * @return this builder
     */
    public HttpInterceptorBuilder adminPage(String path, AdminPage page) {
        boolean isPath = problems.given("path", path)
                && problems.check(
                        path.startsWith("/") && path.indexOf('?') < 0,
                        "path of an admin page must begin with / and have no query, was " + Masking.unexpected(path));
        if (problems.given("page", page) && isPath) {
            pages.put(path, page);
        }
        return this;
    }

    /**
     * Adds a route.
     *
     * @param route its name is unique
     * @return this builder
     */
    public HttpInterceptorBuilder route(ProxyRoute route) {
        if (problems.given("route", route)) {
            routes.add(route);
            hasRoutes = true;
        }
        return this;
    }

    /**
     * Adds routes. If neither this nor {@link #route} is called, all requests get status 503 until
     * {@link HttpInterceptor#routes} is called.
     *
     * @param all may be empty: then no request has a route
     * @return this builder
     */
    public HttpInterceptorBuilder routes(Collection<ProxyRoute> all) {
        if (problems.given("routes", all)) {
            all.forEach(this::route);
            hasRoutes = true;
        }
        return this;
    }

    /**
     * Sets the limits of the process.
     *
     * @param all default {@link InterceptorLimits#DEFAULT}
     * @return this builder
     */
    public HttpInterceptorBuilder limits(InterceptorLimits all) {
        if (problems.given("limits", all)) {
            limits = all;
        }
        return this;
    }

    /**
     * Speaks TLS with clients, who choose between HTTP/2 and HTTP/1.1 by ALPN.
     *
     * @param context with the certificate of the proxy. Default: no TLS
     * @return this builder
     */
    public HttpInterceptorBuilder tls(SSLContext context) {
        if (problems.given("tls", context)) {
            tls = context;
        }
        return this;
    }

    /**
     * Sets whom the proxy trusts among the replicas that speak TLS. The name or address of an endpoint must be in its
     * certificate.
     *
     * @param context with the trusted certificates. Default: the JDK's
     * @return this builder
     */
    public HttpInterceptorBuilder backendTls(SSLContext context) {
        if (problems.given("backendTls", context)) {
            backendTls = context;
        }
        return this;
    }

    /**
     * Adds an observer of requests.
     *
     * @param observer told how each request ended
     * @return this builder
     */
    public HttpInterceptorBuilder observer(ExchangeObserver observer) {
        if (problems.given("observer", observer)) {
            observers.add(observer);
        }
        return this;
    }

    /**
     * Writes a line for each request to the log, as {@link AccessLog} does.
     *
     * @param on whether it is written. Default: false
     * @return this builder
     */
    public HttpInterceptorBuilder accessLog(boolean on) {
        accessLog = on;
        return this;
    }

    /** Those that were given, and the access log after them. */
    List<ExchangeObserver> allObservers() {
        List<ExchangeObserver> all = new ArrayList<>(observers);
        if (accessLog) {
            all.add(new AccessLog());
        }
        return all;
    }

    /**
     * Sets how many threads serve requests. They are named {@code scaler4j-http}, and end with
     * {@link HttpInterceptor#close}.
     *
     * @param count at least 1. Default: one for each processor
     * @return this builder
     */
    public HttpInterceptorBuilder threads(int count) {
        if (problems.check(
                count >= 1, "threads must be at least 1, were " + count + "; leave them out for the default")) {
            threads = count;
        }
        return this;
    }

    /**
     * Uses event loops of yours instead of threads of the interceptor.
     *
     * @param group runs {@code NioIoHandler}; stays the caller's to shut down
     * @return this builder
     */
    public HttpInterceptorBuilder eventLoops(EventLoopGroup group) {
        if (problems.given("eventLoops", group)) {
            eventLoops = group;
        }
        return this;
    }

    /**
     * Sets where names are looked up and endpoints probed, which may block.
     *
     * @param blocking stays the caller's to close. Default: the JDK's common pool
     * @return this builder
     */
    public HttpInterceptorBuilder executor(Executor blocking) {
        if (problems.given("executor", blocking)) {
            executor = blocking;
        }
        return this;
    }

    /** The routes to begin with; null if they come later. */
    @Nullable
    List<ProxyRoute> firstRoutes() {
        return hasRoutes ? List.copyOf(routes) : null;
    }

    /**
     * Makes the interceptor, which serves from {@link HttpInterceptor#start} on.
     *
     * @return to be closed by the caller
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public HttpInterceptor build() {
        Set<String> names = new HashSet<>();
        for (ProxyRoute route : routes) {
            problems.check(
                    names.add(route.name()),
                    "route " + Masking.quote(route.name()) + " is there twice; give each route its own name");
        }
        problems.check(
                threads == 0 || eventLoops == null,
                "threads and eventLoops exclude each other; event loops of yours have their threads");
        problems.throwIfAny();
        return new HttpInterceptor(this);
    }

    private void checkPort(String option, int number) {
        problems.check(
                number >= 0 && number <= MOST_PORTS,
                option + " must be from 0 to 65535, was " + number + "; 0 takes any free port");
    }
}

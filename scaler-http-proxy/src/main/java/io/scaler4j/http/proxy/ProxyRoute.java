package io.scaler4j.http.proxy;

import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Hold;
import io.scaler4j.http.Route;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A route of an interceptor: which requests it takes, where they go, and what they get while no replica is ready.
 *
 * <pre>{@code
 * var web = ProxyRoute.builder("shop/web")
 *         .host("shop.example.com")
 *         .endpoints(EndpointSource.dns("web.shop.svc", 8080, Duration.ofSeconds(1)))
 *         .hold(Hold.atMost(200).upTo(Duration.ofSeconds(20)))
 *         .build();
 * }</pre>
 *
 * <p>Immutable. Equal if all parts are equal.
 */
public final class ProxyRoute {

    private final Route route;
    private final EndpointSource endpoints;
    private final Hold hold;
    private final OptionalInt perReplicaLimit;
    private final RouteLimits limits;
    private final Optional<EndpointSource> fallback;
    private final Optional<StaticResponse> placeholder;
    private final List<StaticRoute> staticRoutes;
    private final boolean coldStartHeader;
    private final BackendProtocol backendProtocol;

    ProxyRoute(Route route, EndpointSource endpoints, ProxyRouteBuilder builder) {
        this.route = route;
        this.endpoints = endpoints;
        hold = builder.hold;
        perReplicaLimit = builder.perReplicaLimit;
        limits = builder.limits;
        fallback = Optional.ofNullable(builder.fallback);
        placeholder = Optional.ofNullable(builder.placeholder);
        staticRoutes = List.copyOf(builder.staticRoutes);
        coldStartHeader = builder.coldStartHeader;
        backendProtocol = builder.backendProtocol;
    }

    /**
     * Starts a route.
     *
     * @param name {@code namespace/name}, or a name alone; the key of its counts
     * @return a builder
     */
    public static ProxyRouteBuilder builder(String name) {
        return new ProxyRouteBuilder(Route.builder(name));
    }

    /**
     * Starts a route with rules that exist already.
     *
     * @param route its name, its rules and its age
     * @return a builder
     */
    public static ProxyRouteBuilder of(Route route) {
        Objects.requireNonNull(route, "route must not be null; it says which requests are taken");
        return new ProxyRouteBuilder(
                Route.builder(route.name()).rules(route.rules()).createdAt(route.createdAt()));
    }

    /** {@return which requests it takes} */
    public Route route() {
        return route;
    }

    /** {@return the route's name, the key of its counts} */
    public String name() {
        return route.name();
    }

    /** {@return where the replicas come from} */
    public EndpointSource endpoints() {
        return endpoints;
    }

    /** {@return how many requests wait while no replica is ready, and for how long} */
    public Hold hold() {
        return hold;
    }

    /** {@return the most requests that one replica has at a time; empty if there is no limit} */
    public OptionalInt perReplicaLimit() {
        return perReplicaLimit;
    }

    /** {@return the time limits} */
    public RouteLimits limits() {
        return limits;
    }

    /** {@return who answers the requests that have waited for too long} */
    public Optional<EndpointSource> fallback() {
        return fallback;
    }

    /** {@return what requests get while no replica is ready} */
    public Optional<StaticResponse> placeholder() {
        return placeholder;
    }

    /** {@return the requests that get a configured answer; the first that matches counts; unmodifiable} */
    public List<StaticRoute> staticRoutes() {
        return staticRoutes;
    }

    /** {@return whether answers say if the request has waited for a replica} */
    public boolean coldStartHeader() {
        return coldStartHeader;
    }

    /** {@return what is spoken to the replicas} */
    public BackendProtocol backendProtocol() {
        return backendProtocol;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyRoute that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(
                route,
                endpoints,
                hold,
                perReplicaLimit,
                limits,
                fallback,
                placeholder,
                staticRoutes,
                coldStartHeader,
                backendProtocol);
    }

    @Override
    public String toString() {
        return route.toString();
    }
}

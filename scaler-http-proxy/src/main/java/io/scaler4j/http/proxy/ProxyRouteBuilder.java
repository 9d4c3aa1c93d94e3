package io.scaler4j.http.proxy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.Hold;
import io.scaler4j.http.Route;
import io.scaler4j.http.RouteRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ProxyRoute}, and reports everything that is wrong at once. Not thread-safe. */
public final class ProxyRouteBuilder {

    private final Route.Builder route;
    final List<StaticRoute> staticRoutes = new ArrayList<>();
    private final Problems problems = Problems.of("route");
    private @Nullable EndpointSource endpoints;
    Hold hold = Hold.DEFAULT;
    OptionalInt perReplicaLimit = OptionalInt.empty();
    RouteLimits limits = RouteLimits.DEFAULT;

    @Nullable
    EndpointSource fallback;

    @Nullable
    StaticResponse placeholder;

    boolean coldStartHeader = true;
    BackendProtocol backendProtocol = BackendProtocol.HTTP_1_1;

    ProxyRouteBuilder(Route.Builder route) {
        this.route = route;
    }

    /**
     * Adds a host to the route's first rule.
     *
     * @param host a name, a wildcard such as {@code *.example.com}, or {@code *}. Default: every host
     * @return this builder
     */
    public ProxyRouteBuilder host(String host) {
        route.host(host);
        return this;
    }

    /**
     * Adds a path prefix to the route's first rule.
     *
     * @param prefix whole segments, as in {@code /api}. Default: every path
     * @return this builder
     */
    public ProxyRouteBuilder pathPrefix(String prefix) {
        route.pathPrefix(prefix);
        return this;
    }

    /**
     * Adds a condition to the route's first rule.
     *
     * @param header must hold, besides the others
     * @return this builder
     */
    public ProxyRouteBuilder header(HeaderMatch header) {
        route.header(header);
        return this;
    }

    /**
     * Adds an alternative to what was set by {@link #host}, {@link #pathPrefix} and {@link #header}. A route without
     * any rule takes no request.
     *
     * @param rule another rule
     * @return this builder
     */
    public ProxyRouteBuilder rule(RouteRule rule) {
        route.rule(rule);
        return this;
    }

    /**
     * Replaces all rules.
     *
     * @param all the rules; without any the route takes no request
     * @return this builder
     */
    public ProxyRouteBuilder rules(Collection<RouteRule> all) {
        route.rules(all);
        return this;
    }

    /**
     * Sets when the route was made, for the choice between routes that match equally well.
     *
     * @param instant the older route wins. Default: the epoch
     * @return this builder
     */
    public ProxyRouteBuilder createdAt(Instant instant) {
        route.createdAt(instant);
        return this;
    }

    /**
     * Sets where the replicas come from. Required.
     *
     * @param source such as {@code EndpointSource.dns(..)}
     * @return this builder
     */
    public ProxyRouteBuilder endpoints(EndpointSource source) {
        return set("endpoints", source, given -> endpoints = given);
    }

    /**
     * Sets how many requests wait while no replica is ready, and for how long.
     *
     * @param limit the limits. Default: {@link Hold#DEFAULT}
     * @return this builder
     */
    public ProxyRouteBuilder hold(Hold limit) {
        return set("hold", limit, given -> hold = given);
    }

    /**
     * Sets the most requests that one replica has at a time. Further ones wait.
     *
     * @param most at least 1. Default: no limit
     * @return this builder
     */
    public ProxyRouteBuilder perReplicaLimit(int most) {
        problems.check(most >= 1, "perReplicaLimit must be at least 1, was " + most + "; leave it out for none");
        perReplicaLimit = OptionalInt.of(most);
        return this;
    }

    /**
     * Sets the time limits.
     *
     * @param own what is empty is taken from the interceptor. Default: {@link RouteLimits#DEFAULT}
     * @return this builder
     */
    public ProxyRouteBuilder limits(RouteLimits own) {
        return set("limits", own, given -> limits = given);
    }

    /**
     * Sets who answers the requests that have waited for too long. Default: they get status 504.
     *
     * @param source replicas of another target
     * @return this builder
     */
    public ProxyRouteBuilder fallback(EndpointSource source) {
        return set("fallback", source, given -> fallback = given);
    }

    /**
     * Sets what requests get while no replica is ready, at once and instead of waiting. They count as demand. With
     * {@link Hold.Overflow#PLACEHOLDER} requests wait, and only those get it for whom there is no room.
     *
     * @param response often with status 503. Default: requests wait
     * @return this builder
     */
    public ProxyRouteBuilder placeholder(StaticResponse response) {
        return set("placeholder", response, given -> placeholder = given);
    }

    /**
     * Adds requests that get a configured answer. The first static route that matches a request counts.
     *
     * @param one which requests, and the answer
     * @return this builder
     */
    public ProxyRouteBuilder staticRoute(StaticRoute one) {
        return set("staticRoute", one, staticRoutes::add);
    }

    /**
     * Sets whether answers have the header {@code X-KEDA-HTTP-Cold-Start}, which says if the request has waited for a
     * replica.
     *
     * @param sent false for no such header. Default: true
     * @return this builder
     */
    public ProxyRouteBuilder coldStartHeader(boolean sent) {
        coldStartHeader = sent;
        return this;
    }

    /**
     * Sets what is spoken to replicas without TLS.
     *
     * @param protocol {@link BackendProtocol#H2C} for gRPC. Default: {@link BackendProtocol#HTTP_1_1}
     * @return this builder
     */
    public ProxyRouteBuilder backendProtocol(BackendProtocol protocol) {
        return set("backendProtocol", protocol, given -> backendProtocol = given);
    }

    /**
     * Makes the route.
     *
     * @return an immutable route
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public ProxyRoute build() {
        List<Route> built = new ArrayList<>();
        problems.include(() -> built.add(route.build()));
        EndpointSource source = endpoints;
        if (source == null) {
            problems.add("endpoints must be set: requests go there; EndpointSource.dns(..) is one source");
        }
        problems.check(
                hold.overflow() != Hold.Overflow.PLACEHOLDER || placeholder != null,
                "placeholder must be set if hold overflows to it; set one, or let the hold REJECT");
        problems.throwIfAny();
        return new ProxyRoute(built.get(0), Objects.requireNonNull(source), this);
    }

    private <T> ProxyRouteBuilder set(String option, T value, Consumer<T> field) {
        if (problems.given(option, value)) {
            field.accept(value);
        }
        return this;
    }
}

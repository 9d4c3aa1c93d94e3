package io.scaler4j.http.proxy;

import io.scaler4j.http.Arrival;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.Gate;
import io.scaler4j.http.GateStatus;
import io.scaler4j.http.RouteCounter;
import io.scaler4j.http.WaitLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A route with its gate and its counter, and what can be decided before the first request comes. */
final class LiveRoute {

    private final ProxyRoute route;
    private final RouteCounter counter;
    private final Gate gate;
    private final @Nullable Gate fallback;
    private final RouteLimits.Effective limits;
    private final Arrival arrival;
    private final Optional<String> name;

    LiveRoute(ProxyRoute route, RouteCounter counter, Gate gate, @Nullable Gate fallback, InterceptorLimits all) {
        this.route = route;
        this.counter = counter;
        this.gate = gate;
        this.fallback = fallback;
        limits = route.limits().over(all);
        arrival =
                new Arrival(Optional.of(counter), 0, waitLimit(Optional.empty()).time());
        name = Optional.of(route.name());
    }

    ProxyRoute route() {
        return route;
    }

    Optional<String> name() {
        return name;
    }

    RouteCounter counter() {
        return counter;
    }

    Gate gate() {
        return gate;
    }

    /** Admits to an endpoint of the fallback, and lets nobody wait. */
    @Nullable
    Gate fallback() {
        return fallback;
    }

    RouteLimits.Effective limits() {
        return limits;
    }

    /** How a request asks for a replica that has no limit as a whole. */
    Arrival arrival() {
        return arrival;
    }

    /** @param left until the request as a whole must be answered */
    WaitLimit waitLimit(Optional<Duration> left) {
        Duration readiness = limits.readiness().isZero() ? route.hold().time() : limits.readiness();
        return WaitLimit.of(readiness, left, fallback != null);
    }

    boolean isReady() {
        GateStatus status = gate.status();
        return !status.isClosed() && !status.endpoints().isEmpty();
    }

    /** A replica for a request that takes no part in counting and holding; null if none is ready. */
    @Nullable
    Endpoint anyReplica() {
        List<Endpoint> ready = gate.status().endpoints();
        return ready.isEmpty() ? null : ready.get(ThreadLocalRandom.current().nextInt(ready.size()));
    }

    void close() {
        gate.close();
        if (fallback != null) {
            fallback.close();
        }
    }
}

package io.scaler4j.http.proxy;

import io.scaler4j.http.RequestHeaders;
import io.scaler4j.http.RouteRule;
import java.util.List;

/** What the static routes of a route make of a request. */
sealed interface StaticAnswer {

    /** No static route takes it: it is counted, and goes its usual way. */
    record None() implements StaticAnswer {}

    /** A static route takes it, and a replica is ready: it goes there, uncounted and without waiting. */
    record Forward() implements StaticAnswer {}

    /** It gets a configured answer, uncounted. */
    record Serve(StaticResponse response) implements StaticAnswer {}

    StaticAnswer NONE = new None();
    StaticAnswer FORWARD = new Forward();

    /**
     * Decides for one request.
     *
     * @param routes in their order: the first that takes the request counts
     * @param ready whether a replica is ready
     */
    static StaticAnswer of(List<StaticRoute> routes, String host, String path, RequestHeaders headers, boolean ready) {
        for (StaticRoute route : routes) {
            for (RouteRule rule : route.rules()) {
                if (rule.matches(host, path, headers)) {
                    return ready && route.mode() == StaticRoute.Mode.WHEN_UNAVAILABLE
                            ? FORWARD
                            : new Serve(route.response());
                }
            }
        }
        return NONE;
    }
}

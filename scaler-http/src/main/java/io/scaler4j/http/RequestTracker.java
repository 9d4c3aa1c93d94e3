package io.scaler4j.http;

import io.scaler4j.Scaler;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests by route, in this process. Any server can use it: a servlet filter, a handler, a proxy.
 *
 * <pre>{@code
 * var tracker = new RequestTracker();
 * try (Tracked request = tracker.begin("shop/web")) {
 *     chain.doFilter(servletRequest, servletResponse);
 * }
 * Trigger.of("requests", tracker.concurrency("shop/web"), averageValue(100))
 * }</pre>
 *
 * <p>A request counts from its arrival to its end, so also while it waits for a replica, while its answer streams, and
 * as long as a WebSocket lives. Thread-safe.
 */
public final class RequestTracker {

    private final Map<String, RouteCounter> counters = new ConcurrentHashMap<>();

    /** Starts without routes. */
    public RequestTracker() {}

    /**
     * Returns the counter of a route, and begins to count the route if it is new.
     *
     * @param route the route's name
     * @return the same counter for the same name, until the route is removed
     */
    public RouteCounter counter(String route) {
        Objects.requireNonNull(route, "route must not be null; it is the name of a route");
        RouteCounter known = counters.get(route);
        return known != null ? known : counters.computeIfAbsent(route, RouteCounter::new);
    }

    /**
     * Returns the counter of a route that is counted.
     *
     * @param route the route's name
     * @return empty if the route is unknown
     */
    public Optional<RouteCounter> find(String route) {
        return Optional.ofNullable(counters.get(route));
    }

    /**
     * Counts an arrival, and its end when the result is closed.
     *
     * @param route the route's name
     * @return to be closed when the request has ended
     */
    public Tracked begin(String route) {
        return counter(route).track();
    }

    /**
     * Counts an arrival, and its end when the result is closed.
     *
     * @param route the route
     * @return to be closed when the request has ended
     */
    public Tracked begin(Route route) {
        return begin(route.name());
    }

    /**
     * Forgets a route. Its requests in flight and its {@linkplain #wakes action} are forgotten, too; requests may end
     * as usual. A scaler of the route goes on with what is counted from then on.
     *
     * @param route the route's name
     * @return whether it was there
     */
    public boolean remove(String route) {
        return counters.remove(route) != null;
    }

    /** {@return the counts of all routes, by name; nothing is reset} */
    public Map<String, RequestCounts> snapshot() {
        Map<String, RequestCounts> all = new TreeMap<>();
        counters.forEach((route, counter) -> all.put(route, counter.counts()));
        return all;
    }

    /**
     * Runs an action when a route that had nothing to do gets a request: at the first arrival after a scaler of this
     * tracker found no activity. An autoscaler that is {@linkplain io.scaler4j.Autoscaler#poke poked} so scales from
     * zero within milliseconds, and not at its next interval.
     *
     * @param route the route's name
     * @param action short and never blocking, such as {@code autoscaler::poke}; it runs on the thread of the request,
     *     and replaces an earlier one
     */
    public void wakes(String route, Runnable action) {
        Objects.requireNonNull(action, "action must not be null; it is what an arrival runs, such as autoscaler::poke");
        counter(route).wakes(action);
    }

    /**
     * Returns a scaler of the requests in flight on a route. A request that began and ended between two reads activates
     * the target, too.
     *
     * @param route the route's name
     * @return a scaler for one trigger: it remembers what its last read saw. It needs no closing
     */
    public Scaler concurrency(String route) {
        RouteCounter counter = counter(route);
        return new TrackerScaler(this, counter, RequestMeter.concurrency(counter.arrived()));
    }

    /**
     * Returns a scaler of the requests per second on a route.
     *
     * @param route the route's name
     * @param window over which the rate is taken
     * @return a scaler for one trigger: it remembers what its reads saw. It needs no closing
     */
    public Scaler rate(String route, RateWindow window) {
        RouteCounter counter = counter(route);
        return new TrackerScaler(this, counter, RequestMeter.rate(window, counter.arrived()));
    }

    @Override
    public String toString() {
        return "requests of " + counters.size() + " routes";
    }
}

package io.scaler4j.http.proxy;

import io.scaler4j.Scheduler;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Gate;
import io.scaler4j.http.GateBuilder;
import io.scaler4j.http.Hold;
import io.scaler4j.http.HoldBudget;
import io.scaler4j.http.RequestTracker;
import io.scaler4j.http.RoutingTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Keeps the routes, one gate for each, and replaces them while requests are under way. Thread-safe. */
final class RouteKeeper {

    private static final long HELD_BYTES = 256L << 20;

    private final RequestTracker tracker = new RequestTracker();
    private final Wakes wakes = new Wakes();
    private final InterceptorLimits limits;
    private final HoldBudget budget;
    private final Scheduler scheduler;
    private final Executor executor;
    private volatile @Nullable LiveRoutes current;
    private boolean closed;

    RouteKeeper(InterceptorLimits limits, Scheduler scheduler, Executor executor) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.executor = executor;
        budget = HoldBudget.of(limits.maxHeld(), HELD_BYTES);
    }

    RequestTracker tracker() {
        return tracker;
    }

    Wakes wakes() {
        return wakes;
    }

    /** Null until the routes are known. */
    @Nullable
    LiveRoutes current() {
        return current;
    }

    synchronized void replace(Collection<ProxyRoute> all) {
        RoutingTable table = RoutingTable.of(all.stream().map(ProxyRoute::route).toList());
        if (closed) {
            return;
        }
        LiveRoutes before = current;
        List<LiveRoute> now = new ArrayList<>();
        for (ProxyRoute route : all) {
            LiveRoute known = before == null ? null : before.named(route.name());
            now.add(known != null && known.route().equals(route) ? known : live(route, known));
        }
        LiveRoutes after = LiveRoutes.of(table, now);
        current = after;
        if (before != null) {
            before.all().forEach(old -> retire(old, after.named(old.route().name())));
        }
    }

    /** A change that does not concern the gate keeps it, with those that wait. */
    private LiveRoute live(ProxyRoute route, @Nullable LiveRoute known) {
        var counter = tracker.counter(route.name());
        if (known == null) {
            tracker.wakes(route.name(), () -> wakes.wake(route.name()));
        }
        boolean sameGate = known != null
                && known.route().endpoints().equals(route.endpoints())
                && known.route().hold().equals(route.hold())
                && known.route().perReplicaLimit().equals(route.perReplicaLimit())
                && known.route().fallback().equals(route.fallback());
        if (sameGate && known != null) {
            return new LiveRoute(route, counter, known.gate(), known.fallback(), limits);
        }
        GateBuilder gate = gate(route.name(), route.endpoints())
                .hold(route.hold())
                .budget(budget)
                .wakes(() -> wakes.wake(route.name()));
        route.perReplicaLimit().ifPresent(gate::perReplicaLimit);
        Gate fallback = route.fallback()
                .map(endpoints -> gate(route.name() + ", fallback", endpoints)
                        .hold(Hold.atMost(0))
                        .build())
                .orElse(null);
        return new LiveRoute(route, counter, gate.build(), fallback, limits);
    }

    private GateBuilder gate(String name, EndpointSource endpoints) {
        return Gate.builder(name).endpoints(endpoints).scheduler(scheduler).executor(executor);
    }

    private void retire(LiveRoute old, @Nullable LiveRoute successor) {
        if (successor == null) {
            tracker.remove(old.route().name());
        }
        if (successor == null || successor.gate() != old.gate()) {
            old.close();
        }
    }

    /** Refuses those that wait, and all that come. */
    synchronized void close() {
        closed = true;
        LiveRoutes last = current;
        if (last != null) {
            last.all().forEach(LiveRoute::close);
        }
    }
}

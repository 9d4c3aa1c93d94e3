package io.scaler4j.http.proxy;

import io.scaler4j.http.RequestHeaders;
import io.scaler4j.http.Route;
import io.scaler4j.http.RoutingTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes at one time. Immutable. */
final class LiveRoutes {

    private final RoutingTable table;
    private final Map<String, LiveRoute> byName;

    private LiveRoutes(RoutingTable table, Map<String, LiveRoute> byName) {
        this.table = table;
        this.byName = byName;
    }

    static LiveRoutes of(RoutingTable table, Collection<LiveRoute> routes) {
        Map<String, LiveRoute> byName = new HashMap<>();
        routes.forEach(route -> byName.put(route.route().name(), route));
        return new LiveRoutes(table, byName);
    }

    @Nullable
    LiveRoute find(String host, String uri, RequestHeaders headers) {
        Optional<Route> found = table.find(host, uri, headers);
        return found.isEmpty() ? null : byName.get(found.get().name());
    }

    @Nullable
    LiveRoute named(String name) {
        return byName.get(name);
    }

    Collection<LiveRoute> all() {
        return byName.values();
    }
}

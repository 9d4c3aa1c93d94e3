package io.scaler4j.http;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request, by host, path prefix and headers. A look-up takes as long with ten thousand routes as
 * with ten. To change routes, make another table. Immutable and thread-safe.
 *
 * <p>The best match wins, in this order:
 *
 * <ol>
 *   <li>the exact host, then wildcards from the longest to the shortest, then {@code *};
 *   <li>for one host, the longest path prefix;
 *   <li>for one prefix, more conditions on headers, then more conditions with a value, then the older route, then the
 *       namespace and the name that come last in the alphabet.
 * </ol>
 *
 * <p>If no conditions on headers hold for the longest prefix, shorter prefixes of the same host are tried, unless
 * {@link Builder#prefixFallback} is off, and then the next host.
 */
public final class RoutingTable {

    private final Map<String, PrefixTree> hosts;
    private final Map<String, PrefixTree> wildcards;
    private final @Nullable PrefixTree any;
    private final List<Route> routes;
    private final boolean prefixFallback;
    private final boolean foldCase;

    private RoutingTable(Builder builder) {
        routes = List.copyOf(builder.routes);
        prefixFallback = builder.prefixFallback;
        foldCase = builder.foldCase;
        Map<String, PrefixTree> exact = new HashMap<>();
        Map<String, PrefixTree> suffixes = new HashMap<>();
        var rest = new PrefixTree();
        for (Route route : routes) {
            for (RouteRule rule : route.rules()) {
                var candidate = new Candidate(route, rule.headers());
                for (String host : rule.comparableHosts(foldCase)) {
                    PrefixTree tree = HostNames.isAny(host)
                            ? rest
                            : HostNames.isWildcard(host)
                                    ? suffixes.computeIfAbsent(HostNames.suffixOf(host), key -> new PrefixTree())
                                    : exact.computeIfAbsent(host, key -> new PrefixTree());
                    rule.trimmedPrefixes().forEach(prefix -> tree.add(prefix, candidate));
                }
            }
        }
        exact.values().forEach(PrefixTree::finish);
        suffixes.values().forEach(PrefixTree::finish);
        rest.finish();
        hosts = Map.copyOf(exact);
        wildcards = Map.copyOf(suffixes);
        any = rest.isEmpty() ? null : rest;
    }

    /**
     * Returns a table with the default rules.
     *
     * @param routes in any order
     * @return the table
     * @throws InvalidConfigurationException if two routes have one name
     */
    public static RoutingTable of(Collection<Route> routes) {
        return builder().routes(routes).build();
    }

    /** {@return a builder of a table without routes} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Finds the route of a request.
     *
     * @param host the request's host, as in {@code Host} or {@code :authority}; a port, case and a trailing dot do not
     *     matter
     * @param path the request's path; a query does not matter. Whether it is decoded is up to the caller, who writes
     *     the prefixes in the same form; KEDA's add-on decodes it
     * @param headers the request's headers, asked only if a candidate has conditions on them
     * @return the best match; empty if there is none
     */
    public Optional<Route> find(String host, String path, RequestHeaders headers) {
        String name = HostNames.comparable(host, foldCase);
        int end = RequestPath.end(path);
        int begin = RequestPath.begin(path, end);
        PrefixTree tree = hosts.get(name);
        Optional<Route> found = tree == null ? Optional.empty() : tree.find(path, begin, end, headers, prefixFallback);
        if (found.isEmpty() && !wildcards.isEmpty()) {
            found = findWildcard(name, path, begin, end, headers);
        }
        return found.isEmpty() && any != null ? any.find(path, begin, end, headers, prefixFallback) : found;
    }

    private Optional<Route> findWildcard(String name, String path, int begin, int end, RequestHeaders headers) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            PrefixTree tree = wildcards.get(name.substring(dot + 1));
            Optional<Route> found =
                    tree == null ? Optional.empty() : tree.find(path, begin, end, headers, prefixFallback);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** {@return all routes, in the order in which they were given; unmodifiable} */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public String toString() {
        return "table of " + routes.size() + " routes";
    }

    /** Builds a {@link RoutingTable}. Not thread-safe. */
    public static final class Builder {

        private final List<Route> routes = new ArrayList<>();
        private final Problems problems = Problems.of("routing table");
        private boolean prefixFallback = true;
        private boolean foldCase = true;

        private Builder() {}

        /**
         * Adds a route.
         *
         * @param route its name is unique in the table
         * @return this builder
         */
        public Builder route(Route route) {
            if (problems.given("route", route)) {
                routes.add(route);
            }
            return this;
        }

        /**
         * Adds routes.
         *
         * @param all in any order
         * @return this builder
         */
        public Builder routes(Collection<Route> all) {
            if (problems.given("routes", all)) {
                all.forEach(this::route);
            }
            return this;
        }

        /**
         * Sets whether shorter prefixes of a host are tried if no conditions on headers hold for the longest one.
         *
         * @param tried false to do as KEDA's add-on, which goes on to the next host. Default true
         * @return this builder
         */
        public Builder prefixFallback(boolean tried) {
            prefixFallback = tried;
            return this;
        }

        /**
         * Sets whether hosts that differ in case only are the same, as they are by the standard.
         *
         * @param folded false to do as KEDA's add-on, which tells them apart. Default true
         * @return this builder
         */
        public Builder foldHostCase(boolean folded) {
            foldCase = folded;
            return this;
        }

        /**
         * Makes the table.
         *
         * @return an immutable table
         * @throws InvalidConfigurationException with everything that is wrong, such as two routes of one name
         */
        public RoutingTable build() {
            Set<String> names = new HashSet<>();
            for (Route route : routes) {
                problems.check(
                        names.add(route.name()),
                        "route " + Masking.quote(route.name()) + " is there twice; give each route its own name");
            }
            problems.throwIfAny();
            return new RoutingTable(this);
        }
    }
}

package io.scaler4j.http;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Requests that belong together: they are counted together, and one target serves them.
 *
 * <pre>{@code
 * var shop = Route.builder("shop/web").host("shop.example.com").pathPrefix("/api").build();
 * }</pre>
 *
 * <p>The rules of a route are alternatives. A route without rules takes no request; a route with one empty rule takes
 * every request. Immutable; equal if all parts are equal.
 *
 * @param name {@code namespace/name}, or a name alone; it is the key of the counts
 * @param rules which requests it takes
 * @param createdAt decides between routes that match equally well: the older one wins
 */
public record Route(String name, List<RouteRule> rules, Instant createdAt) {

    private static final int LONGEST_NAME = 512;

    /**
     * Checks the name and copies the rules.
     *
     * @param name not blank
     * @param rules may be empty
     * @param createdAt not null
     * @throws InvalidConfigurationException if the name is blank, too long, or has control characters
     */
    public Route {
        rules = List.copyOf(rules);
        var problems = Problems.of("route");
        checkName(name, problems);
        problems.given("createdAt", createdAt);
        problems.throwIfAny();
    }

    private static void checkName(String name, Problems problems) {
        if (problems.given("name", name)) {
            problems.check(!name.isBlank(), "name must not be blank; give it as in shop/web");
            problems.check(
                    name.length() <= LONGEST_NAME && name.chars().noneMatch(c -> c < ' ' || c == 127),
                    "name must have at most " + LONGEST_NAME + " characters, none of them a control character, was "
                            + Masking.unexpected(name));
        }
    }

    /**
     * Starts a route.
     *
     * @param name {@code namespace/name}, or a name alone
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** {@return the part of the name before the first slash; empty if there is none} */
    public String namespace() {
        int slash = name.indexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    /** {@return the part of the name behind the first slash, or all of it} */
    public String localName() {
        return name.substring(name.indexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "route " + name;
    }

    /** Builds a {@link Route}, and reports everything that is wrong at once. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<String> hosts = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private final List<HeaderMatch> headers = new ArrayList<>();
        private final List<RouteRule> rules = new ArrayList<>();
        private final Problems problems = Problems.of("route");
        private Instant createdAt = Instant.EPOCH;

        private Builder(String name) {
            this.name = name;
            checkName(name, problems);
        }

        /**
         * Adds a host to the route's first rule.
         *
         * @param host a name, a wildcard such as {@code *.example.com}, or {@code *}. Default: every host
         * @return this builder
         */
        public Builder host(String host) {
            return add("host", host, hosts);
        }

        /**
         * Adds a path prefix to the route's first rule.
         *
         * @param prefix whole segments, as in {@code /api}. Default: every path
         * @return this builder
         */
        public Builder pathPrefix(String prefix) {
            return add("pathPrefix", prefix, prefixes);
        }

        /**
         * Adds a condition to the route's first rule.
         *
         * @param header must hold, besides the others
         * @return this builder
         */
        public Builder header(HeaderMatch header) {
            return add("header", header, headers);
        }

        /**
         * Adds an alternative to what was set by {@link #host}, {@link #pathPrefix} and {@link #header}.
         *
         * @param rule another rule
         * @return this builder
         */
        public Builder rule(RouteRule rule) {
            return add("rule", rule, rules);
        }

        /**
         * Replaces all rules.
         *
         * @param all the rules; without any the route takes no request
         * @return this builder
         */
        public Builder rules(Collection<RouteRule> all) {
            if (problems.given("rules", all)) {
                hosts.clear();
                prefixes.clear();
                headers.clear();
                rules.clear();
                rules.addAll(all);
            }
            return this;
        }

        /**
         * Sets when the route was made, for the choice between routes that match equally well.
         *
         * @param instant the older route wins. Default: the epoch
         * @return this builder
         */
        public Builder createdAt(Instant instant) {
            if (problems.given("createdAt", instant)) {
                createdAt = instant;
            }
            return this;
        }

        /**
         * Makes the route.
         *
         * @return an immutable route
         * @throws InvalidConfigurationException with everything that is wrong
         */
        public Route build() {
            List<RouteRule> all = new ArrayList<>();
            if (!hosts.isEmpty() || !prefixes.isEmpty() || !headers.isEmpty()) {
                problems.include(() -> all.add(new RouteRule(hosts, prefixes, headers)));
            }
            all.addAll(rules);
            problems.throwIfAny();
            return new Route(name, all, createdAt);
        }

        private <T> Builder add(String option, T value, List<T> list) {
            if (problems.given(option, value)) {
                list.add(value);
            }
            return this;
        }
    }
}

package io.scaler4j.http;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which requests a {@link Route} takes: one of the hosts, one of the path prefixes, and all of the headers. What is
 * left out takes every request.
 *
 * <p>A host is a name, such as {@code shop.example.com}; a wildcard, such as {@code *.example.com}, which covers any
 * depth and not the bare domain; or {@code *}. A port is cut, case and a trailing dot do not matter. A prefix covers
 * whole segments: {@code /api} covers {@code /api} and {@code /api/v1}, and not {@code /apis}. Immutable.
 *
 * @param hosts the hosts; empty for every host
 * @param pathPrefixes the path prefixes; empty for every path
 * @param headers the conditions on headers; empty for none
 */
public record RouteRule(List<String> hosts, List<String> pathPrefixes, List<HeaderMatch> headers) {

    /**
     * Checks the hosts and copies the lists.
     *
     * @param hosts may be empty
     * @param pathPrefixes may be empty
     * @param headers may be empty
     * @throws io.scaler4j.config.InvalidConfigurationException with every host and prefix that can match no request
     */
    public RouteRule {
        hosts = List.copyOf(hosts);
        pathPrefixes = List.copyOf(pathPrefixes);
        headers = List.copyOf(headers);
        var problems = Problems.of("route rule");
        hosts.forEach(host -> checkHost(host, problems));
        pathPrefixes.forEach(prefix -> checkPrefix(prefix, problems));
        problems.throwIfAny();
    }

    /** {@return a rule that takes every request} */
    public static RouteRule any() {
        return new RouteRule(List.of(), List.of(), List.of());
    }

    /**
     * Returns a copy that takes one more host.
     *
     * @param host a name, a wildcard, or {@code *}
     * @return a copy
     */
    public RouteRule host(String host) {
        return new RouteRule(with(hosts, host), pathPrefixes, headers);
    }

    /**
     * Returns a copy that takes one more path prefix.
     *
     * @param prefix as in {@code /api}
     * @return a copy
     */
    public RouteRule pathPrefix(String prefix) {
        return new RouteRule(hosts, with(pathPrefixes, prefix), headers);
    }

    /**
     * Returns a copy with one more condition.
     *
     * @param header the condition
     * @return a copy
     */
    public RouteRule header(HeaderMatch header) {
        return new RouteRule(hosts, pathPrefixes, with(headers, header));
    }

    /**
     * Returns whether this rule alone takes a request, apart from the precedence of other rules.
     *
     * @param host as in the request; a port does not count
     * @param path as in the request; a query does not count
     * @param requestHeaders the request's headers
     * @return true if host, path and headers match
     */
    public boolean matches(String host, String path, RequestHeaders requestHeaders) {
        return matches(host, path, requestHeaders, true);
    }

    boolean matches(String host, String path, RequestHeaders requestHeaders, boolean foldCase) {
        return (hosts.isEmpty() || HostNames.anyCovers(comparableHosts(foldCase), HostNames.comparable(host, foldCase)))
                && (pathPrefixes.isEmpty() || RequestPath.anyCovers(trimmedPrefixes(), RequestPath.trimmed(path)))
                && HeaderMatch.allHold(headers, requestHeaders);
    }

    /** Without duplicates; one text for every host if there are none. */
    Set<String> comparableHosts(boolean foldCase) {
        return hosts.isEmpty()
                ? Set.of(HostNames.ANY)
                : hosts.stream()
                        .map(host -> HostNames.comparable(host, foldCase))
                        .map(host -> HostNames.isAny(host) ? HostNames.ANY : host)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without duplicates; the root if there are none. */
    Set<String> trimmedPrefixes() {
        return pathPrefixes.isEmpty()
                ? Set.of("")
                : pathPrefixes.stream().map(RequestPath::trimmed).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> List<T> with(List<T> list, T one) {
        var copy = new ArrayList<T>(list);
        copy.add(one);
        return copy;
    }

    private static void checkHost(String host, Problems problems) {
        String name = HostNames.withoutPort(host);
        String rest = HostNames.isWildcard(name) ? HostNames.suffixOf(name) : name;
        if (HostNames.isAny(name)) {
            return;
        }
        problems.check(
                !rest.isEmpty()
                        && rest.indexOf('*') < 0
                        && host.chars().noneMatch(c -> c <= ' ' || c > '~' || "/?#@".indexOf(c) >= 0),
                "host must be a name such as shop.example.com, a wildcard such as *.example.com, or *, was "
                        + Masking.unexpected(host) + "; write other letters than ASCII in punycode, xn--..");
    }

    private static void checkPrefix(String prefix, Problems problems) {
        problems.check(
                prefix.chars().noneMatch(c -> c == '?' || c == '#'),
                "path prefix must be a path such as /api, was " + Masking.unexpected(prefix)
                        + "; a query takes no part in routing");
    }
}

package io.scaler4j.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Routing as the rules say it, over lists: it shares nothing with the table. */
final class NaiveRouting {

    private record Hit(Route route, int host, int prefix, List<HeaderMatch> headers) {}

    private NaiveRouting() {}

    static Optional<Route> find(
            List<Route> routes, String host, String path, RequestHeaders headers, boolean prefixFallback) {
        List<Hit> hits = new ArrayList<>();
        for (Route route : routes) {
            for (RouteRule rule : route.rules()) {
                for (String pattern : rule.hosts().isEmpty() ? List.of("*") : rule.hosts()) {
                    for (String prefix : rule.pathPrefixes().isEmpty() ? List.of("") : rule.pathPrefixes()) {
                        if (rankOfHost(pattern, host) >= 0 && covers(prefix, path)) {
                            hits.add(new Hit(
                                    route,
                                    rankOfHost(pattern, host),
                                    strip(prefix).length(),
                                    rule.headers()));
                        }
                    }
                }
            }
        }
        return hits.stream()
                .filter(hit -> prefixFallback
                        || hits.stream().noneMatch(other -> other.host == hit.host && other.prefix > hit.prefix))
                .filter(hit -> hit.headers.stream().allMatch(match -> holds(match, headers)))
                .min(Comparator.<Hit>comparingInt(hit -> -hit.host)
                        .thenComparingInt(hit -> -hit.prefix)
                        .thenComparingInt(hit -> -hit.headers.size())
                        .thenComparingLong(hit -> -hit.headers.stream()
                                .filter(match -> match.value().isPresent())
                                .count())
                        .thenComparing(hit -> hit.route.createdAt())
                        .thenComparing(hit -> hit.route.name(), Comparator.reverseOrder()))
                .map(Hit::route);
    }

    /** The exact host is best, then longer wildcards; -1 if it does not cover. */
    private static int rankOfHost(String pattern, String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", "").replaceAll("\\.$", "");
        if (pattern.equals("*") || pattern.isEmpty()) {
            return 0;
        }
        if (pattern.startsWith("*.")) {
            return name.endsWith(pattern.substring(1)) ? pattern.length() : -1;
        }
        return name.equals(pattern.toLowerCase(Locale.ROOT)) ? 1000 : -1;
    }

    private static String strip(String path) {
        return path.replaceAll("\\?.*$", "").replaceAll("^/+", "").replaceAll("/+$", "");
    }

    private static boolean covers(String prefix, String path) {
        return strip(prefix).isEmpty() || (strip(path) + "/").startsWith(strip(prefix) + "/");
    }

    private static boolean holds(HeaderMatch match, RequestHeaders headers) {
        List<String> values = headers.values(match.name());
        return match.value().map(values::contains).orElse(!values.isEmpty());
    }
}

package io.scaler4j.http;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kinds about routing. Tables are built to do as KEDA's add-on: hosts that differ in case differ, and shorter
 * prefixes are not tried.
 */
final class RoutingKinds {

    private RoutingKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("http.route-key", RoutingKinds::key)
                .evaluate("http.rule-keys", RoutingKinds::keys)
                .evaluate("http.strip-port", given -> Result.of("host", HostNames.withoutPort(given.text("host"))))
                .evaluate("http.request-host", RoutingKinds::requestHost)
                .evaluate("http.wildcards", given -> Result.of("patterns", HostNames.wildcards(given.text("host"))))
                .evaluate("http.match-host", RoutingKinds::matchHost)
                .evaluate("http.match-path", RoutingKinds::matchPath)
                .evaluate("http.match-headers", RoutingKinds::matchHeaders)
                .evaluate("http.match-rule", RoutingKinds::matchRule)
                .evaluate("http.route", RoutingKinds::route);
    }

    private static Result key(Fields given) {
        if (given.has("url")) {
            URI url = URI.create(given.text("url"));
            String host = HostNames.comparable(
                    Optional.ofNullable(url.getRawAuthority()).orElse(""), false);
            return Result.of(
                    "key",
                    RequestPath.key(host, Optional.ofNullable(url.getPath()).orElse("")));
        }
        return Result.of(
                "key",
                RequestPath.key(
                        given.textIfAny("host").orElse(""),
                        given.textIfAny("path").orElse("")));
    }

    private static Result keys(Fields given) {
        RouteRule rule = rule(given.object("rule"));
        Set<String> keys = new HashSet<>();
        for (String host : rule.comparableHosts(false)) {
            rule.trimmedPrefixes().forEach(prefix -> keys.add(RequestPath.key(host, prefix)));
        }
        return Result.of("keys", keys);
    }

    private static Result requestHost(Fields given) {
        String host = given.textIfAny("host")
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> given.textIfAny("url")
                        .map(url -> Optional.ofNullable(URI.create(url).getRawAuthority())
                                .orElse(""))
                        .or(() -> given.textIfAny("urlHost"))
                        .orElse(""));
        return Result.of("host", HostNames.withoutPort(host));
    }

    private static Result matchHost(Fields given) {
        RouteRule rule = new RouteRule(given.texts("patterns"), List.of(), List.of());
        boolean match =
                HostNames.anyCovers(rule.comparableHosts(false), HostNames.comparable(given.text("host"), false));
        return Result.of("match", !rule.hosts().isEmpty() && match);
    }

    private static Result matchPath(Fields given) {
        RouteRule rule = new RouteRule(List.of(), given.texts("prefixes"), List.of());
        boolean match = RequestPath.anyCovers(rule.trimmedPrefixes(), RequestPath.trimmed(given.text("path")));
        return Result.of("match", !rule.pathPrefixes().isEmpty() && match);
    }

    private static Result matchHeaders(Fields given) {
        return Result.of("match", HeaderMatch.allHold(headerMatches(given, "matchers"), headers(given)));
    }

    private static Result matchRule(Fields given) {
        Fields request = given.object("request");
        boolean match = rule(given.object("rule"))
                .matches(
                        request.textIfAny("host").orElse(""),
                        request.textIfAny("path").orElse(""),
                        headers(request),
                        false);
        return Result.of("match", match);
    }

    private static Result route(Fields given) {
        RoutingTable.Builder table =
                RoutingTable.builder().prefixFallback(false).foldHostCase(false);
        for (Fields one : given.objectsIfAny("routes")) {
            String namespace =
                    one.textIfAny("namespace").map(text -> text + "/").orElse("/");
            Route.Builder route = Route.builder(namespace + one.text("name"))
                    .rules(one.objectsIfAny("rules").stream()
                            .map(RoutingKinds::rule)
                            .toList());
            one.textIfAny("createdAt").map(Instant::parse).ifPresent(route::createdAt);
            table.route(route.build());
        }
        Fields request = given.object("request");
        return Result.of(
                "route",
                table.build()
                        .find(
                                request.textIfAny("host").orElse(""),
                                request.textIfAny("path").orElse(""),
                                headers(request))
                        .map(Route::localName)
                        .orElse(null));
    }

    static RouteRule rule(Fields rule) {
        return new RouteRule(texts(rule, "hosts"), texts(rule, "paths"), headerMatches(rule, "headers"));
    }

    private static List<String> texts(Fields object, String name) {
        return object.has(name) ? object.texts(name) : List.of();
    }

    private static List<HeaderMatch> headerMatches(Fields object, String name) {
        List<HeaderMatch> matches = new ArrayList<>();
        for (Fields one : object.objectsIfAny(name)) {
            matches.add(new HeaderMatch(one.text("name"), one.textIfAny("value")));
        }
        return matches;
    }

    /** Names without regard to case, as every server looks them up. */
    private static RequestHeaders headers(Fields object) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object.objectIfAny("headers")
                .ifPresent(headers -> headers.names().forEach(name -> byName.put(name, headers.texts(name))));
        return name -> byName.getOrDefault(name, List.of());
    }
}

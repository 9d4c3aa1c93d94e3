package io.scaler4j.http.proxy.standalone;

import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.http.proxy.ProxyRouteBuilder;
import io.scaler4j.http.proxy.RouteLimits;
import io.scaler4j.http.proxy.StaticPages;
import io.scaler4j.http.proxy.StaticResponse;
import io.scaler4j.http.proxy.StaticRoute;
import io.scaler4j.scaledobject.manifest.HttpScaledObject;
import io.scaler4j.scaledobject.manifest.InterceptorRoute;
import io.scaler4j.scaledobject.manifest.Manifest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes routes of the objects of KEDA's HTTP add-on. The objects have been checked. */
final class KedaRoutes {

    private static final int FAILOVER_SECONDS = 30;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 200;
    private static final int MOST = 1_000_000_000;

    private final Services services;
    private final Settings settings;
    private final Report report;

    KedaRoutes(Services services, Settings settings, Report report) {
        this.services = services;
        this.settings = settings;
        this.report = report;
    }

    Optional<ProxyRoute> of(HttpScaledObject object) {
        String namespace = services.namespaceOf(object);
        Optional<Section> spec = new Section(object.source(), report).section("spec");
        Optional<Section> ref = spec.flatMap(section -> section.section("scaleTargetRef"));
        Optional<Services.Target> target = ref.flatMap(section -> services.target(section, "service", namespace));
        if (spec.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        Optional<Section> failover = spec.get().section("coldStartTimeoutFailoverRef");
        Optional<Services.Target> fallback =
                failover.flatMap(section -> services.target(section, "service", namespace));
        Optional<Section> timeouts = spec.get().section("timeouts");
        RouteLimits limits = LegacyTimeouts.of(
                timeouts.flatMap(section -> section.duration("conditionWait")),
                timeouts.flatMap(section -> section.duration("responseHeader")),
                failover.map(
                        section -> section.integer("timeoutSeconds", 0, MOST).orElse(FAILOVER_SECONDS)));
        return route(object, target.get(), route -> {
            route.rule(new RouteRule(
                    object.hosts(), object.pathPrefixes(), matches(spec.get().namedValues("headers"))));
            route.limits(limits).hold(Hold.atMost(holdRequests()));
            fallback.ifPresent(found -> route.fallback(found.endpoints()));
        });
    }

    Optional<ProxyRoute> of(InterceptorRoute object) {
        String namespace = services.namespaceOf(object);
        Optional<Section> spec = new Section(object.source(), report).section("spec");
        Optional<Services.Target> target = spec.flatMap(section -> section.section("target"))
                .flatMap(section -> services.target(section, "service", namespace));
        if (spec.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        Optional<RouteLimits> limits = spec.get()
                .section("timeouts")
                .map(section -> new RouteLimits(
                        section.duration("readiness"),
                        section.duration("request"),
                        section.duration("responseHeader")));
        List<StaticRoute> staticRoutes = staticRoutes(spec.get(), namespace);
        return route(object, target.get(), route -> {
            route.rules(rules(spec.get()));
            limits.ifPresent(route::limits);
            route.hold(Hold.atMost(holdRequests()));
            spec.get().section("coldStart").ifPresent(section -> coldStart(section, namespace, route));
            staticRoutes.forEach(route::staticRoute);
        });
    }

    private void coldStart(Section section, String namespace, ProxyRouteBuilder route) {
        section.section("fallback")
                .flatMap(fallback -> fallback.section("service"))
                .flatMap(service -> services.target(service, "name", namespace))
                .ifPresent(found -> route.fallback(found.endpoints()));
        OptionalInt most = section.integer("maxPendingRequests", 1, MOST);
        boolean overflows = section.text("overflow").orElse("Reject").equals("Placeholder");
        Hold.Overflow overflow = overflows ? Hold.Overflow.PLACEHOLDER : Hold.Overflow.REJECT;
        route.hold(Hold.atMost(most.orElse(holdRequests())).overflow(overflow));
        if (most.isEmpty() || overflows) { // a limit without overflow holds requests and has no use for a placeholder
            section.section("placeholder")
                    .flatMap(placeholder -> placeholder.section("response"))
                    .flatMap(response -> response(response, UNAVAILABLE, namespace))
                    .ifPresent(route::placeholder);
        }
    }

    private List<StaticRoute> staticRoutes(Section spec, String namespace) {
        List<StaticRoute> routes = new ArrayList<>();
        for (Section section : spec.sections("staticRoutes")) {
            boolean always = section.text("responseMode").orElse("").equals("Always");
            var mode = always ? StaticRoute.Mode.ALWAYS : StaticRoute.Mode.WHEN_UNAVAILABLE;
            section.section("response")
                    .flatMap(response -> response(response, OK, namespace))
                    .ifPresent(response -> {
                        StaticRoute route =
                                report.make(section.position(), () -> new StaticRoute(rules(section), response, mode));
                        if (route != null) {
                            routes.add(route);
                        }
                    });
        }
        return routes;
    }

    private Optional<StaticResponse> response(Section section, int statusUnlessGiven, String namespace) {
        int status = section.integer("statusCode", 100, 599).orElse(statusUnlessGiven);
        Map<String, Optional<String>> headers = section.map("headers");
        String body = section.text("body").orElse("");
        Optional<Section> document = section.section("bodyFromConfigMap");
        Optional<String> name = document.flatMap(map -> map.text("name"));
        Optional<String> key = document.flatMap(map -> map.text("key")).filter(text -> !text.isEmpty());
        return Optional.ofNullable(report.make(section.position(), () -> {
            if (name.isEmpty()) {
                return Responses.withHeaders(StaticResponse.of(status, body), headers);
            }
            StaticPages pages = services.pages(namespace, name.get());
            if (key.isPresent() && !services.hasPage(namespace, name.get(), key.get())) {
                throw new IllegalArgumentException("the ConfigMap " + namespace + "/" + name.get()
                        + " has no such key; correct bodyFromConfigMap.key, or add the key to its data");
            }
            StaticResponse plain = key.isPresent()
                    ? StaticResponse.ofPage(status, pages, key.get())
                    : StaticResponse.ofPages(status, pages);
            return Responses.withHeaders(plain, headers);
        }));
    }

    private static List<RouteRule> rules(Section around) {
        List<RouteRule> rules = new ArrayList<>();
        for (Section rule : around.sections("rules")) {
            List<String> paths = rule.sections("paths").stream()
                    .flatMap(path -> path.text("value").stream())
                    .toList();
            rules.add(new RouteRule(rule.texts("hosts"), paths, matches(rule.namedValues("headers"))));
        }
        return rules;
    }

    private static List<HeaderMatch> matches(Map<String, Optional<String>> headers) {
        List<HeaderMatch> matches = new ArrayList<>();
        headers.forEach((name, value) -> matches.add(new HeaderMatch(name, value)));
        return matches;
    }

    private int holdRequests() {
        return settings.holdRequests.orElse(Hold.DEFAULT.requests());
    }

    /** Sets the options of a route. */
    private interface Part {
        void set(ProxyRouteBuilder route);
    }

    private Optional<ProxyRoute> route(Manifest object, Services.Target target, Part part) {
        return Optional.ofNullable(report.make(object.position("metadata", "name"), () -> {
            ProxyRouteBuilder route = ProxyRoute.builder(services.fullName(object))
                    .createdAt(createdAt(object))
                    .endpoints(target.endpoints())
                    .backendProtocol(target.protocol())
                    .coldStartHeader(settings.coldStartHeader);
            part.set(route);
            return route.build();
        }));
    }

    private Instant createdAt(Manifest object) {
        try {
            return new Section(object.source(), report)
                    .section("metadata")
                    .flatMap(metadata -> metadata.text("creationTimestamp"))
                    .map(Instant::parse)
                    .orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            return Instant.EPOCH; // only objects from a cluster have it; it decides between equal routes
        }
    }
}

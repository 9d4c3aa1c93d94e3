package io.scaler4j.http.proxy.standalone;

import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.BackendProtocol;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.http.proxy.ProxyRouteBuilder;
import io.scaler4j.http.proxy.RouteLimits;
import io.scaler4j.http.proxy.StaticResponse;
import io.scaler4j.http.proxy.StaticRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a file of our own form: options of the process, and {@code routes}. The table is in {@code docs/http.md}. */
final class RoutesFile {

    private static final int MOST = 1_000_000_000;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 200;

    private final Section document;
    private final Path folder;
    private final Settings settings;
    private final Responses responses;

    /**
     * @param document what is read
     * @param folder where relative paths begin
     * @param settings takes the options of the process
     */
    RoutesFile(Section document, Path folder, Settings settings) {
        this.document = document;
        this.folder = folder;
        this.settings = settings;
        responses = new Responses(folder);
    }

    void readOptions() {
        ProcessOptions.read(document, folder, settings);
    }

    /** To be called when the options of all files and of the environment are known: routes take defaults from them. */
    List<ProxyRoute> readRoutes() {
        List<ProxyRoute> routes = new ArrayList<>();
        for (Section section : document.sections("routes")) {
            route(section).ifPresent(routes::add);
        }
        document.done();
        return routes;
    }

    private Optional<ProxyRoute> route(Section section) {
        Optional<String> name = section.text("name");
        List<RouteRule> rules = Rules.read(section);
        Optional<EndpointSource> endpoints = Endpoints.read(section, "endpoints");
        Optional<EndpointSource> fallback = Endpoints.read(section, "fallback");
        Optional<Hold> hold = hold(section);
        OptionalInt perReplicaLimit = section.integer("perReplicaLimit", 1, MOST);
        Optional<RouteLimits> limits = section.section("limits").flatMap(RoutesFile::limits);
        Optional<StaticResponse> placeholder =
                section.section("placeholder").flatMap(response -> response(response, UNAVAILABLE));
        List<StaticRoute> staticRoutes = staticRoutes(section);
        boolean header = section.flag("coldStartHeader").orElse(settings.coldStartHeader);
        BackendProtocol protocol = section.word(
                        "protocol", Map.of("http1", BackendProtocol.HTTP_1_1, "h2c", BackendProtocol.H2C))
                .orElse(BackendProtocol.HTTP_1_1);
        section.done();
        required(section, "name", "it is the key of the counts, as in shop/web");
        required(section, "endpoints", "requests go there, as in [\"http://10.0.0.5:8080\"]");
        if (rules.isEmpty() && !section.has("rules") && !section.has("hosts") && !section.has("paths")) {
            section.report()
                    .add(
                            section.position(),
                            "a route without hosts, paths, headers and rules takes no request; give hosts: [\"*\"] for"
                                    + " every one");
        }
        if (name.isEmpty() || endpoints.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(section.report().make(section.position(), () -> {
            ProxyRouteBuilder route = ProxyRoute.builder(name.get())
                    .rules(rules)
                    .endpoints(endpoints.get())
                    .coldStartHeader(header)
                    .backendProtocol(protocol);
            hold.ifPresent(route::hold);
            perReplicaLimit.ifPresent(route::perReplicaLimit);
            limits.ifPresent(route::limits);
            fallback.ifPresent(route::fallback);
            placeholder.ifPresent(route::placeholder);
            staticRoutes.forEach(route::staticRoute);
            return route.build();
        }));
    }

    private static void required(Section section, String option, String why) {
        if (!section.has(option)) {
            section.report().add(section.position(), "a route needs " + option + ": " + why);
        }
    }

    private Optional<Hold> hold(Section around) {
        int requests = settings.holdRequests.orElse(Hold.DEFAULT.requests());
        Hold unlessGiven = Hold.atMost(requests);
        Optional<Section> found = around.section("hold");
        if (found.isEmpty()) {
            return Optional.of(unlessGiven);
        }
        Section section = found.get();
        int most = section.integer("requests", 0, MOST).orElse(requests);
        var time = section.duration("time").orElse(unlessGiven.time());
        Hold.Overflow overflow = section.word(
                        "overflow", Map.of("reject", Hold.Overflow.REJECT, "placeholder", Hold.Overflow.PLACEHOLDER))
                .orElse(Hold.Overflow.REJECT);
        section.done();
        return Optional.ofNullable(section.report()
                .make(section.position(), () -> Hold.atMost(most).upTo(time).overflow(overflow)));
    }

    private static Optional<RouteLimits> limits(Section section) {
        var limits = new RouteLimits(
                section.duration("readiness"), section.duration("request"), section.duration("responseHeader"));
        section.done();
        return Optional.of(limits);
    }

    private Optional<StaticResponse> response(Section section, int status) {
        Optional<StaticResponse> response = responses.read(section, status);
        section.done();
        return response;
    }

    private List<StaticRoute> staticRoutes(Section around) {
        List<StaticRoute> routes = new ArrayList<>();
        for (Section section : around.sections("staticRoutes")) {
            List<RouteRule> rules = Rules.read(section);
            boolean always = section.flag("always").orElse(false);
            Optional<StaticResponse> response = response(section, OK);
            var mode = always ? StaticRoute.Mode.ALWAYS : StaticRoute.Mode.WHEN_UNAVAILABLE;
            response.ifPresent(answer -> {
                StaticRoute route =
                        section.report().make(section.position(), () -> new StaticRoute(rules, answer, mode));
                if (route != null) {
                    routes.add(route);
                }
            });
        }
        return routes;
    }
}

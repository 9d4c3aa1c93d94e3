package io.scaler4j.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RequestHeaders;
import io.scaler4j.http.RouteRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds about configured answers. */
final class StaticKinds {

    private StaticKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("http.placeholder", StaticKinds::placeholder)
                .evaluate("http.static-route", StaticKinds::staticRoute);
    }

    private static Result placeholder(Fields given) {
        Optional<StaticResponse> configured =
                given.objectIfAny("placeholder").map(response -> response(response, given, 503));
        Optional<StaticResponse> served =
                ColdStart.placeholderAtOnce(configured, Hold.Overflow.REJECT, given.flag("backendReady"));
        return served.isPresent()
                ? answer(served.get().at(given.text("path"))).and("served", true)
                : Result.of("served", false);
    }

    private static Result staticRoute(Fields given) {
        List<StaticRoute> routes = new ArrayList<>();
        for (Fields one : given.objectsIfAny("staticRoutes")) {
            boolean always = one.textIfAny("responseMode")
                    .or(() -> one.textIfAny("mode"))
                    .orElse("WhenUnavailable")
                    .equalsIgnoreCase("Always");
            var mode = always ? StaticRoute.Mode.ALWAYS : StaticRoute.Mode.WHEN_UNAVAILABLE;
            routes.add(new StaticRoute(
                    one.objects("rules").stream().map(StaticKinds::rule).toList(),
                    response(one.object("response"), given, 200),
                    mode));
        }
        String path = given.text("path");
        StaticAnswer answer = StaticAnswer.of(
                routes, given.textIfAny("host").orElse(""), path, headers(given), given.flag("backendReady"));
        if (answer instanceof StaticAnswer.Serve serve) {
            return answer(serve.response().at(path)).and("handling", "static").and("counted", false);
        }
        boolean forwards = answer instanceof StaticAnswer.Forward;
        return Result.of("handling", forwards ? "forward" : "normal").and("counted", !forwards);
    }

    private static Result.Values answer(StaticResponse response) {
        return Result.of("httpStatus", response.status())
                .and("body", new String(response.body(), UTF_8))
                .and("contentType", response.headers().get("Content-Type"))
                .and("headers", new Result.Values(new TreeMap<>(response.headers())));
    }

    private static StaticResponse response(Fields response, Fields given, int statusUnlessGiven) {
        int status = response.countIfAny("statusCode").orElse(statusUnlessGiven);
        StaticResponse plain = response.objectIfAny("bodyFile")
                .map(file -> file.textIfAny("key")
                        .filter(key -> !key.isEmpty())
                        .map(key -> StaticResponse.ofPage(status, pages(given), key))
                        .orElseGet(() -> StaticResponse.ofPages(status, pages(given))))
                .orElseGet(() ->
                        StaticResponse.of(status, response.textIfAny("body").orElse("")));
        Map<String, String> headers =
                response.objectIfAny("headers").map(Fields::asTexts).orElse(Map.of());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            plain = plain.header(header.getKey(), header.getValue());
        }
        return plain;
    }

    /** Without files there is nothing to look a page up in. */
    private static StaticPages pages(Fields given) {
        Optional<Fields> files = given.objectIfAny("files");
        if (files.isEmpty()) {
            return name -> {
                throw new IllegalStateException("there are no pages");
            };
        }
        Map<String, byte[]> pages = new HashMap<>();
        files.get().asTexts().forEach((name, body) -> pages.put(name, body.getBytes(UTF_8)));
        return StaticPages.of(pages);
    }

    private static RouteRule rule(Fields rule) {
        List<HeaderMatch> headers = new ArrayList<>();
        for (Fields one : rule.objectsIfAny("headers")) {
            headers.add(new HeaderMatch(one.text("name"), one.textIfAny("value")));
        }
        return new RouteRule(
                rule.has("hosts") ? rule.texts("hosts") : List.of(),
                rule.has("paths") ? rule.texts("paths") : List.of(),
                headers);
    }

    private static RequestHeaders headers(Fields given) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.objectIfAny("headers")
                .ifPresent(headers -> headers.names()
                        .forEach(name -> byName.put(
                                name, headers.isText(name) ? List.of(headers.text(name)) : headers.texts(name))));
        return name -> byName.getOrDefault(name, List.of());
    }
}

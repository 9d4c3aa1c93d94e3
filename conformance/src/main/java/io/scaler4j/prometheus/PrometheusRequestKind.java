package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Result;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The request that is sent. */
final class PrometheusRequestKind {

    private PrometheusRequestKind() {}

    static Result request(Fields given) {
        HttpCall call = call(given);
        String[] target = call.target().split("\\?", 2);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        call.headers().forEach(header -> headers.put(header.name(), header.value()));
        return Result.of("method", call.method())
                .and("path", target[0])
                .and("query", decoded(target[1]))
                .and("rawQuery", target[1])
                .and("rawQueryContains", Result.containing(target[1]))
                .and("headers", named(headers))
                .and("absentHeaders", Result.among(absent(given, headers)));
    }

    private static HttpCall call(Fields given) {
        var options = new QueryOptions();
        options.query = given.text("query");
        options.namespace = given.textIfAny("namespace").orElse("");
        options.parameters = texts(given, "queryParameters");
        options.headers = texts(given, "customHeaders");
        InstantQuery query = options.query();
        return HttpCall.query(
                ServerAddress.parse(given.text("serverAddress")),
                query,
                query.target(Instant.parse(given.text("now"))),
                security(given).credentials().flatMap(PrometheusCredentials::header));
    }

    private static PrometheusSecurity security(Fields given) {
        Map<String, String> metadata =
                given.has("authModes") ? Map.of("authModes", String.join(",", given.texts("authModes"))) : Map.of();
        return SecurityOptions.read(
                        PrometheusOptionKinds.reader(PrometheusOptionKinds.spec(metadata, texts(given, "auth"), "")))
                .security();
    }

    private static Result decoded(String rawQuery) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : rawQuery.split("&", -1)) {
            String[] pair = part.split("=", 2);
            parameters
                    .computeIfAbsent(URLDecoder.decode(pair[0], UTF_8), first -> new ArrayList<>())
                    .add(URLDecoder.decode(pair[1], UTF_8));
        }
        return named(parameters);
    }

    /** Cases name some of them. */
    private static Result named(Map<String, ?> values) {
        Result.Values named = Result.none();
        values.forEach(named::and);
        return named;
    }

    /** Headers that a case could think of, and that are not sent. */
    private static Set<String> absent(Fields given, Map<String, String> sent) {
        Set<String> names = new LinkedHashSet<>(Set.of("Authorization", "X-API-KEY", "X-Api-Key"));
        Map<String, String> auth = texts(given, "auth");
        names.addAll(texts(given, "customHeaders").keySet());
        List.of("customAuthHeader", "keyParamName").forEach(name -> {
            if (auth.containsKey(name)) {
                names.add(auth.get(name));
            }
        });
        names.removeIf(sent::containsKey);
        return names;
    }

    private static Map<String, String> texts(Fields given, String name) {
        return given.objectIfAny(name).map(Fields::asTexts).orElseGet(LinkedHashMap::new);
    }
}

package io.scaler4j.http.proxy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The kinds that an interceptor's decisions answer: limits, failures, headers, labels. */
public final class InterceptorKinds {

    private InterceptorKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        StaticKinds.register(kinds);
        kinds.evaluate("http.routing-outcome", InterceptorKinds::routingOutcome)
                .evaluate("http.request-deadline", InterceptorKinds::requestDeadline)
                .evaluate("http.upstream-error", InterceptorKinds::upstreamError)
                .evaluate("http.forwarded-headers", InterceptorKinds::forwardedHeaders)
                .evaluate("http.backend-protocol", InterceptorKinds::backendProtocol)
                .evaluate("http.drain", InterceptorKinds::drain)
                .evaluate("http.metric-method", given -> Result.of("label", MethodLabel.of(given.text("method"))));
    }

    private static Result routingOutcome(Fields given) {
        boolean found = given.flag("routeFound");
        Optional<String> portName = given.textIfAny("targetPortName").filter(name -> !name.isEmpty());
        if (found && (portName.isEmpty() || hasPort(given, portName.get()))) {
            return Result.of("httpStatus", 200).and("outcome", "forward").notCompared("body");
        }
        OwnAnswer answer = OwnAnswer.ofRouting(found);
        return Result.of("httpStatus", answer.status())
                .and("body", answer.body())
                .and("outcome", "error");
    }

    private static boolean hasPort(Fields given, String name) {
        return given.objectsIfAny("servicePorts").stream()
                .anyMatch(port -> port.textIfAny("name").orElse("").equals(name));
    }

    private static Result requestDeadline(Fields given) {
        InterceptorLimits global = InterceptorLimits.builder()
                .request(millis(given, "globalRequestTimeoutMs").orElse(Duration.ZERO))
                .build();
        RouteLimits route = millis(given, "routeRequestTimeoutMs")
                .map(RouteLimits.DEFAULT::request)
                .orElse(RouteLimits.DEFAULT);
        return Result.of(
                "deadlineMs",
                route.over(global).request().map(Duration::toMillis).orElse(null));
    }

    private static Result upstreamError(Fields given) {
        if (given.has("backendStatus")) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            given.objectIfAny("backendHeaders").ifPresent(all -> headers.putAll(all.asTexts()));
            Set<String> removed = HopByHop.of(headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("Connection"))
                    .map(Map.Entry::getValue)
                    .toList());
            headers.keySet().removeIf(name -> removed.contains(name.toLowerCase(Locale.ROOT)));
            return Result.of("httpStatus", given.count("backendStatus"))
                    .and("headers", new Result.Values(new TreeMap<>(headers)));
        }
        Optional<Duration> deadline = millis(given, "requestDeadlineMs").filter(limit -> !limit.isZero());
        UpstreamFailure failure = failure(given);
        OwnAnswer answer = failure.answer(deadline.isPresent());
        Result.Values result = Result.of("httpStatus", answer.status()).and("body", answer.body());
        return failure == UpstreamFailure.UNREACHABLE
                ? result.and(
                        "notBeforeMs", UpstreamFailure.connectsFor(deadline).toMillis())
                : result;
    }

    /** In every spelling: of what a case can mean, only these differ in the answer. */
    private static UpstreamFailure failure(Fields given) {
        return switch (given.text("failure")) {
            case "responseHeaderTimeout" -> UpstreamFailure.RESPONSE_HEADER_TIMEOUT;
            case "requestTimeout", "requestDeadline", "deadlineExceeded", "timeout" -> UpstreamFailure.REQUEST_TIMEOUT;
            case "connectRefused", "connectTimeout", "dialTimeout", "unreachable" -> UpstreamFailure.UNREACHABLE;
            case "malformedResponse" -> UpstreamFailure.BAD_RESPONSE;
            default -> UpstreamFailure.BROKEN;
        };
    }

    private static Result forwardedHeaders(Fields given) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.objectIfAny("headers").ifPresent(all -> headers.putAll(all.asTexts()));
        ForwardedHeaders.of(
                        given.text("clientAddress"),
                        given.text("host"),
                        given.flagOrFalse("tls"),
                        name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of())
                .set(headers::put);
        Map<String, Object> shown = new TreeMap<>(headers);
        shown.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-"));
        return Result.of("headers", shown);
    }

    private static Result backendProtocol(Fields given) {
        BackendProtocol protocol =
                given.flagOrFalse("serviceAppProtocolH2c") ? BackendProtocol.H2C : BackendProtocol.HTTP_1_1;
        return Result.of("backendHttpMajor", protocol.highestMajor(given.flagOrFalse("tlsBackend")));
    }

    private static Result drain(Fields given) {
        return Result.of(
                "connectionHeader",
                Drain.connectionHeader(given.flag("draining"), given.count("httpMajor"))
                        .orElse(null));
    }

    static Optional<Duration> millis(Fields given, String name) {
        return given.has(name) ? Optional.of(Duration.ofMillis(given.integer(name))) : Optional.empty();
    }
}

package io.scaler4j.http;

import io.scaler4j.conformance.Kinds;

/** The kinds that the HTTP source answers. They live in its package to reach its parts; class path only. */
public final class HttpKinds {

    private HttpKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        RoutingKinds.register(kinds);
        CountKinds.register(kinds);
        ScalerKinds.register(kinds);
        ColdStartKinds.register(kinds);
        skipped(kinds);
    }

    private static void skipped(Kinds kinds) {
        kinds.skip(
                "not evaluated yet: answers of an interceptor that is to come",
                "http.routing-outcome",
                "http.request-deadline",
                "http.placeholder",
                "http.static-route",
                "http.upstream-error",
                "http.forwarded-headers",
                "http.backend-protocol",
                "http.drain",
                "http.metric-method");
        kinds.skip("not evaluated yet: reading of HTTPScaledObjects", "http.legacy-timeouts");
        kinds.skip("not evaluated yet: reading of EndpointSlices", "http.ready-endpoints");
    }
}

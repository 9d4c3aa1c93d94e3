package io.scaler4j.http;

import io.scaler4j.conformance.Kinds;
import io.scaler4j.http.proxy.InterceptorKinds;
import io.scaler4j.http.proxy.standalone.LegacyKinds;

/** The kinds that the HTTP source answers. They live in its package to reach its parts; class path only. */
public final class HttpKinds {

    private HttpKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        RoutingKinds.register(kinds);
        CountKinds.register(kinds);
        ScalerKinds.register(kinds);
        ColdStartKinds.register(kinds);
        SliceKinds.register(kinds);
        InterceptorKinds.register(kinds);
        LegacyKinds.register(kinds);
    }
}

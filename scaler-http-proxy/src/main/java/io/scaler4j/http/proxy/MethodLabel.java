package io.scaler4j.http.proxy;

import java.util.Set;

/** The method of a request as a label of metrics: clients must not be able to make up labels. */
final class MethodLabel {

    static final String OTHER = "_OTHER";

    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private MethodLabel() {}

    static String of(String method) {
        return KNOWN.contains(method) ? method : OTHER;
    }
}

package io.scaler4j.http.proxy;

import io.scaler4j.http.RequestHeaders;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What a replica learns of the client: {@code X-Forwarded-For} is extended; {@code -Host} and {@code -Proto} stay if
 * they are there. {@code -Port} stays as it is, and is never invented.
 */
record ForwardedHeaders(String client, String host, String protocol) {

    static final String FOR = "X-Forwarded-For";
    static final String HOST = "X-Forwarded-Host";
    static final String PROTO = "X-Forwarded-Proto";

    /**
     * Decides for one request.
     *
     * @param clientAddress of the connection, without a port
     * @param host as the client sent it
     * @param tls whether the client's connection has TLS
     * @param headers as the client sent them
     */
    static ForwardedHeaders of(String clientAddress, String host, boolean tls, RequestHeaders headers) {
        String before = String.join(", ", headers.values(FOR));
        return new ForwardedHeaders(
                before.isBlank() ? clientAddress : before + ", " + clientAddress,
                firstOr(headers.values(HOST), host),
                firstOr(headers.values(PROTO), tls ? "https" : "http"));
    }

    private static String firstOr(List<String> values, String orElse) {
        return values.isEmpty() || values.get(0).isBlank() ? orElse : values.get(0);
    }

    /** Calls back with each header, which replaces all lines of its name. */
    void set(BiConsumer<String, String> replace) {
        replace.accept(FOR, client);
        if (!host.isEmpty()) { // a client of HTTP/1.0 may send none
            replace.accept(HOST, host);
        }
        replace.accept(PROTO, protocol);
    }
}

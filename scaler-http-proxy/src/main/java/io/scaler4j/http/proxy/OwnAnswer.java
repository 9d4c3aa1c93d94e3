package io.scaler4j.http.proxy;

import java.util.Locale;

/**
 * The answers that the interceptor gives itself, apart from those that are configured. The body is plain text, and the
 * header {@link #REASON_HEADER} tells which one it is.
 */
enum OwnAnswer {
    NO_ROUTE(404, "Not Found", 12),
    NO_TABLE(503, "Service Unavailable", 14),
    UNKNOWN_PORT(500, "Internal Server Error", 13),
    BAD_REQUEST(400, "Bad Request", 13),
    TARGET_TOO_LONG(414, "URI Too Long", 13),
    HEADERS_TOO_LONG(431, "Request Header Fields Too Large", 13),
    REQUEST_HEAD_TIMEOUT(408, "Request Timeout", 4),
    CONNECT_REFUSED(405, "Method Not Allowed", 12),
    EXPECTATION_FAILED(417, "Expectation Failed", 13),
    HOLD_FULL(503, "Service Unavailable", 14),
    READINESS_TIMEOUT(504, "Gateway Timeout", 4),
    REQUEST_TIMEOUT(504, "Gateway Timeout", 4),
    RESPONSE_HEADER_TIMEOUT(504, "Gateway Timeout", 4),
    UNREACHABLE_UNTIL_DEADLINE(504, "Gateway Timeout", 4),
    UNREACHABLE(502, "Bad Gateway", 14),
    BACKEND_FAILED(502, "Bad Gateway", 14),
    BAD_RESPONSE(502, "Bad Gateway", 14),
    STOPPING(503, "Service Unavailable", 14),
    INTERNAL_ERROR(500, "Internal Server Error", 13);

    static final String REASON_HEADER = "X-Scaler4j-Reason";

    private final int status;
    private final String phrase;
    private final int grpcStatus;

    OwnAnswer(int status, String phrase, int grpcStatus) {
        this.status = status;
        this.phrase = phrase;
        this.grpcStatus = grpcStatus;
    }

    int status() {
        return status;
    }

    String body() {
        return phrase + "\n";
    }

    /** For a client of gRPC: 4 for a deadline, 12 for no such method, 13 for a fault, 14 for "try again". */
    int grpcStatus() {
        return grpcStatus;
    }

    /** As in {@code no-route}: of {@link #REASON_HEADER}, of labels and of the log. */
    String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the same request may succeed soon, so that {@code Retry-After} is sent. */
    boolean passes() {
        return status == 503;
    }

    /** What a request gets that has no way to a replica, by what routing found. */
    static OwnAnswer ofRouting(boolean routeFound) {
        return routeFound ? UNKNOWN_PORT : NO_ROUTE;
    }
}

package io.scaler4j.http.proxy;

/** How a request ended. Each request has exactly one outcome. */
public enum Outcome {
    /** A replica was ready at once, and its answer was passed on to the end. */
    READY,
    /** The request waited for a replica, and the replica's answer was passed on to the end. */
    HELD_READY,
    /** The request waited too long, and the fallback's answer was passed on to the end. */
    FALLBACK,
    /** A limit was reached before an answer began: status 504. */
    TIMEOUT,
    /** As many requests waited as may: status 503. */
    REJECTED,
    /** The route's placeholder was sent, because no replica was ready. */
    PLACEHOLDER,
    /** A static route answered. The request was not counted. */
    STATIC,
    /** The client left before its answer was complete. */
    CLIENT_GONE,
    /** No route takes the request: status 404. */
    NO_ROUTE,
    /** The request is malformed, or asks for what a proxy does not do: a status from 400 to 431. */
    BAD_REQUEST,
    /** The replica failed before its answer began: status 502. */
    BACKEND_FAILED,
    /** The answer began and was cut: the replica failed, or the request's limit was reached. */
    ABORTED,
    /** The interceptor stops, or does not have its routes yet: status 503. */
    UNAVAILABLE,
    /** The interceptor itself failed: status 500. */
    FAILED
}

package io.scaler4j.http.proxy;

/** What an interceptor speaks to the replicas of a route. The protocol of the client does not matter. */
public enum BackendProtocol {
    /** HTTP/1.1. */
    HTTP_1_1,
    /** HTTP/2 without TLS, from the first byte on. gRPC needs it. */
    H2C
}

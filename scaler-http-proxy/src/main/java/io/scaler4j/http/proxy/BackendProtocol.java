package io.scaler4j.http.proxy;

/** What an interceptor speaks to the replicas of a route. The protocol of the client does not matter. */
public enum BackendProtocol {
    /** HTTP/1.1; to replicas with TLS, HTTP/2 if they choose it. */
    HTTP_1_1,
    /** HTTP/2 without TLS, from the first byte on. gRPC needs it. */
    H2C;

    /** The highest major version that is offered to a replica. */
    int highestMajor(boolean tls) {
        return tls || this == H2C ? 2 : 1;
    }
}

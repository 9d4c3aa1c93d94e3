package io.scaler4j.http.proxy;

import java.util.Optional;

/** What answers say while the interceptor stops. */
final class Drain {

    private Drain() {}

    /** The value of {@code Connection} on an answer; empty for none. HTTP/2 says it by a GOAWAY frame. */
    static Optional<String> connectionHeader(boolean draining, int httpMajor) {
        return draining && httpMajor == 1 ? Optional.of("close") : Optional.empty();
    }
}

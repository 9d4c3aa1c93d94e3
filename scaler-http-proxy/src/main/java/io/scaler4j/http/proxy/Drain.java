package io.scaler4j.http.proxy;

import java.util.Optional;

/** What answers say when their connection ends with them, as all do while the interceptor stops. */
final class Drain {

    private Drain() {}

    /** The value of {@code Connection} on an answer; empty for none. HTTP/2 says it by a GOAWAY frame. */
    static Optional<String> connectionHeader(boolean ends, int httpMajor) {
        return ends && httpMajor == 1 ? Optional.of("close") : Optional.empty();
    }
}

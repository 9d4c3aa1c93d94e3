package io.scaler4j.http.proxy;

import io.scaler4j.http.Endpoint;
import java.time.Duration;
import java.util.Optional;

/** Requests that have ended. */
final class Exchanges {

    private Exchanges() {}

    static Exchange of(Optional<String> route, String method, int status, Outcome outcome, Duration held) {
        return new Exchange(
                route,
                method,
                "shop.example.com",
                "/api",
                "HTTP/1.1",
                status,
                outcome,
                Duration.ofMillis(1204),
                held,
                !held.isZero(),
                3,
                512,
                Optional.of(Endpoint.http("10.0.0.5", 8080)),
                Optional.empty());
    }

    static Exchange ready(String route, String method, int status) {
        return of(Optional.of(route), method, status, Outcome.READY, Duration.ZERO);
    }

    static Exchange held(String route, Outcome outcome, int status) {
        return of(Optional.of(route), "GET", status, outcome, Duration.ofMillis(1190));
    }

    static Exchange sent(String method, String host, String path) {
        return new Exchange(
                Optional.empty(),
                method,
                host,
                path,
                "HTTP/1.1",
                404,
                Outcome.NO_ROUTE,
                Duration.ZERO,
                Duration.ZERO,
                false,
                0,
                10,
                Optional.empty(),
                Optional.of("no-route"));
    }
}

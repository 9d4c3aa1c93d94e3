package io.scaler4j.http.proxy;

import io.scaler4j.http.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link Exchange} tells. */
final class ExchangeRecord {

    private static final long NOT_HELD = -1;

    private final String protocol;
    private final String method;
    private final String host;
    private final String path;
    private final long began;

    private Optional<String> route = Optional.empty();
    private int status;
    private long heldSince = NOT_HELD;
    private long held;
    private boolean coldStart;
    private long requestBytes;
    private long responseBytes;
    private @Nullable Endpoint endpoint;

    ExchangeRecord(RequestHead head, int major, long now) {
        protocol = major == 2 ? "HTTP/2" : head.version().text();
        method = head.method().name();
        host = head.host();
        path = RequestHead.pathOf(head.uri());
        began = now;
    }

    String path() {
        return path;
    }

    String host() {
        return host;
    }

    long began() {
        return began;
    }

    void route(Optional<String> name) {
        route = name;
    }

    void status(int code) {
        status = code;
    }

    void holds(long now, boolean nothingReady) {
        heldSince = now;
        coldStart |= nothingReady;
    }

    void holdsNoMore(long now) {
        if (heldSince != NOT_HELD) {
            held += now - heldSince;
            heldSince = NOT_HELD;
        }
    }

    boolean wasHeld() {
        return held > 0;
    }

    void coldStart() {
        coldStart = true;
    }

    void requestBytes(int more) {
        requestBytes += more;
    }

    void responseBytes(int more) {
        responseBytes += more;
    }

    void endpoint(Endpoint tried) {
        endpoint = tried;
    }

    Exchange end(Outcome outcome, @Nullable String reason, long now) {
        holdsNoMore(now);
        return new Exchange(
                route,
                method,
                host,
                path,
                protocol,
                status,
                outcome,
                Duration.ofNanos(now - began),
                Duration.ofNanos(held),
                coldStart,
                requestBytes,
                responseBytes,
                Optional.ofNullable(endpoint),
                Optional.ofNullable(reason));
    }
}

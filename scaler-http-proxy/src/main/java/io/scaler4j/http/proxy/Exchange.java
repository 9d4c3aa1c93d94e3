package io.scaler4j.http.proxy;

import io.scaler4j.http.Endpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one request. A request that becomes a tunnel, such as a WebSocket, ends with the tunnel.
 *
 * <p>Host, path and method come from the client, as they were sent: whoever writes them somewhere masks what could do
 * harm there. The query is left out, because it often has secrets.
 *
 * @param route the route's name; empty if no route takes the request
 * @param method the method, such as {@code GET}
 * @param host the host, with its port if there was one; empty text if the request has none
 * @param path the path without its query
 * @param protocol what the client speaks: {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}
 * @param status the status that was sent; 0 if none was
 * @param outcome how the request ended
 * @param duration from the head of the request to the end
 * @param held how long it waited for a replica; 0 if it did not
 * @param coldStart whether no replica was ready when the request arrived
 * @param requestBytes bytes of the request's body that were passed on, and of a tunnel
 * @param responseBytes bytes of the answer's body that were passed on, and of a tunnel
 * @param endpoint the replica that was last tried; empty if there was none
 * @param reason why there was no complete answer of a replica, in a few words as in the header
 *     {@code X-Scaler4j-Reason}; empty if there was one
 */
public record Exchange(
        Optional<String> route,
        String method,
        String host,
        String path,
        String protocol,
        int status,
        Outcome outcome,
        Duration duration,
        Duration held,
        boolean coldStart,
        long requestBytes,
        long responseBytes,
        Optional<Endpoint> endpoint,
        Optional<String> reason) {}

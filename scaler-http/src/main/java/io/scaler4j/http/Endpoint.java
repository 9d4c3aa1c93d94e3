package io.scaler4j.http;

import java.util.Objects;

/**
 * Where a replica takes requests.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 * @param tls whether it speaks TLS
 */
public record Endpoint(String host, int port, boolean tls) {

    private static final int MOST_PORTS = 65_535;

    /**
     * Checks the parts.
     *
     * @param host not blank
     * @param port from 1 to 65535
     * @param tls whether it speaks TLS
     * @throws IllegalArgumentException if the host is blank or the port is none
     */
    public Endpoint {
        Objects.requireNonNull(host, "host must not be null; it is a name or an address");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank; give a name or an address");
        }
        if (port < 1 || port > MOST_PORTS) {
            throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
        }
    }

    /**
     * Returns an endpoint in clear text.
     *
     * @param host a name or an address
     * @param port from 1 to 65535
     * @return the endpoint
     */
    public static Endpoint http(String host, int port) {
        return new Endpoint(host, port, false);
    }

    /**
     * Returns an endpoint that speaks TLS.
     *
     * @param host a name or an address
     * @param port from 1 to 65535
     * @return the endpoint
     */
    public static Endpoint https(String host, int port) {
        return new Endpoint(host, port, true);
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

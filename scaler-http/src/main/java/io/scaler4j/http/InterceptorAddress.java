package io.scaler4j.http;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where interceptors answer. One name may stand for many, as that of a headless service does. */
record InterceptorAddress(String scheme, String host, int port, String path) {

    private static final int MOST_PORTS = 65_535;

    /** Looks names up. */
    @FunctionalInterface
    interface Names {

        /** All addresses of a name. */
        List<InetAddress> addresses(String host) throws UnknownHostException;

        /** The JVM's. */
        static Names ofJvm() {
            return host -> Arrays.asList(InetAddress.getAllByName(host));
        }
    }

    /** Reads {@code host:port} or a URL; empty, and a problem, if it is neither. */
    static Optional<InterceptorAddress> read(String text, Problems problems) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && List.of("http", "https").contains(scheme)
                    && uri.getPort() != 0
                    && uri.getPort() <= MOST_PORTS) {
                return Optional.of(new InterceptorAddress(scheme, uri.getHost(), portOf(uri, scheme), pathOf(uri)));
            }
        } catch (URISyntaxException e) {
            // said below
        }
        problems.add("address of an interceptor must be host:port or a URL such as http://10.0.0.5:9090/queue,"
                + " without a login and a query, was " + withoutQuery(Masking.address(text)));
        return Optional.empty();
    }

    /** A query or a fragment may be a token. */
    private static String withoutQuery(String text) {
        return text.replaceFirst("(?s)[?#].*", "?***");
    }

    private static int portOf(URI uri, String scheme) {
        return uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    }

    private static String pathOf(URI uri) {
        return uri.getPath() == null || RequestPath.trimmed(uri.getPath()).isEmpty() ? QueueAnswer.PATH : uri.getPath();
    }

    /** Each interceptor behind this address. A name with TLS stays one, since its certificate has the name. */
    List<URI> resolve(Names names) throws UnknownHostException {
        if (scheme.equals("https")) {
            return List.of(uri(host));
        }
        List<URI> all = new ArrayList<>();
        for (InetAddress address :
                names.addresses(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)) {
            String literal = address.getHostAddress();
            all.add(uri(literal.contains(":") ? "[" + literal.replaceAll("%.*", "") + "]" : literal));
        }
        return all;
    }

    private URI uri(String name) {
        return URI.create(scheme + "://" + name + ":" + port + path);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

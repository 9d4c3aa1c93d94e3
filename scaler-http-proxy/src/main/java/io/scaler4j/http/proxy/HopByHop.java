package io.scaler4j.http.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The headers that belong to one connection, and are not passed on. */
final class HopByHop {

    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    /** Without these the next server would read another message: a client must not take them out. */
    private static final Set<String> KEPT = Set.of("", "host", "content-length", "content-type", "cookie");

    private HopByHop() {}

    /**
     * The headers of one message that stay behind, in lower case: the usual ones, and those {@code Connection} names.
     */
    static Set<String> of(List<String> connection) {
        if (connection.isEmpty()) {
            return ALWAYS;
        }
        Set<String> names = new HashSet<>(ALWAYS);
        for (String line : connection) {
            for (String name : line.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        names.removeAll(KEPT);
        return names;
    }
}

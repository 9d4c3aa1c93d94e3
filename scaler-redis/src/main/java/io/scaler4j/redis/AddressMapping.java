package io.scaler4j.redis;

import io.scaler4j.config.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import redis.clients.jedis.HostAndPort;

/**
 * Where announced addresses can be reached, as the text of a trigger says it. Immutable, equal for equal pairs.
 *
 * @param reachable by {@code host:port}, or by {@code host} for all its ports
 */
record AddressMapping(Map<String, String> reachable) implements UnaryOperator<String> {

    static final AddressMapping NONE = new AddressMapping(Map.of());

    AddressMapping {
        reachable = Map.copyOf(reachable);
    }

    /** Reads {@code announced=reachable} pairs, both with a port, or both without. */
    static AddressMapping read(List<String> pairs, Problems problems) {
        Map<String, String> reachable = new HashMap<>();
        for (String pair : pairs) {
            String[] sides = pair.split("=", -1);
            boolean addresses = sides.length == 2
                    && ServerSettings.isAddress(sides[0].trim())
                    && ServerSettings.isAddress(sides[1].trim());
            boolean hosts = sides.length == 2 && isHost(sides[0].trim()) && isHost(sides[1].trim());
            if (problems.check(
                    addresses || hosts,
                    "addressMapping must be pairs of announced=reachable with commas in between, with a port on both sides"
                            + " of a pair or on none, as in 10.0.0.5:6379=proxy:7001")) {
                reachable.put(sides[0].trim(), sides[1].trim());
            }
        }
        return new AddressMapping(reachable);
    }

    private static boolean isHost(String text) {
        return ServerSettings.isAddress(text + ":1");
    }

    @Override
    public String apply(String announced) {
        HostAndPort address = HostAndPort.from(announced);
        String host = written(address.getHost());
        String whole = reachable.get(host + ":" + address.getPort());
        if (whole != null) {
            return whole;
        }
        String instead = reachable.get(host);
        return instead == null ? announced : new HostAndPort(instead, address.getPort()).toString();
    }

    /** As a user writes it: servers announce an address of IPv6 without brackets. */
    private static String written(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The pairs in a fixed order. */
    @Override
    public String toString() {
        return new TreeMap<>(reachable).toString();
    }
}

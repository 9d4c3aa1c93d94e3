package io.scaler4j.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/** Which node of a cluster serves which slot, as one of them told. Immutable. */
final class ClusterSlots {

    static final int COUNT = 16_384;

    private final @Nullable HostAndPort[] bySlot = new HostAndPort[COUNT];
    private final Set<HostAndPort> nodes = new HashSet<>();

    /**
     * What a node answers to {@code CLUSTER SLOTS}.
     *
     * @param reply ranges of slots, each with its primary first
     * @param asked the node that told it
     */
    ClusterSlots(Reply reply, HostAndPort asked) {
        for (Reply range : reply.list()) {
            HostAndPort primary = node(range.part(2), asked);
            nodes.add(primary);
            int from = slot(range.part(0));
            int to = slot(range.part(1));
            for (int slot = from; slot <= to; slot++) {
                bySlot[slot] = primary;
            }
        }
    }

    private static int slot(Reply told) {
        long slot = told.number();
        if (slot < 0 || slot >= COUNT) {
            throw new JedisException("the server answered with " + slot + " instead of a slot");
        }
        return (int) slot;
    }

    private static HostAndPort node(Reply told, HostAndPort asked) {
        List<Reply> parts = told.list();
        Reply host = told.part(0);
        String name = host.isNothing() ? "" : host.text();
        String instead = name.equals("?") ? ip(parts).orElse("") : name;
        return orHostOf(asked, new HostAndPort(instead, told.part(1).port()));
    }

    /** A node that is to be called by a name and has none may still tell its address. */
    private static Optional<String> ip(List<Reply> parts) {
        return parts.size() < 4
                ? Optional.empty()
                : parts.get(3).field("ip").filter(ip -> !ip.isNothing()).map(Reply::text);
    }

    /** A node that does not know its own address, or is not to tell it, is reached as the one that was asked. */
    static HostAndPort orHostOf(HostAndPort asked, HostAndPort told) {
        boolean unknown = told.getHost().isEmpty() || told.getHost().equals("?");
        return unknown ? new HostAndPort(asked.getHost(), told.getPort()) : told;
    }

    /** The primary; none if nobody serves the slot. */
    @Nullable
    HostAndPort nodeOf(int slot) {
        return bySlot[slot];
    }

    Set<HostAndPort> nodes() {
        return Set.copyOf(nodes);
    }
}

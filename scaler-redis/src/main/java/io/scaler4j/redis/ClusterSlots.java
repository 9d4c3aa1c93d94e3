package io.scaler4j.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

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
            List<Reply> parts = range.list();
            HostAndPort primary = node(parts.get(2).list(), asked);
            nodes.add(primary);
            for (int slot = (int) parts.get(0).number(); slot <= parts.get(1).number(); slot++) {
                bySlot[slot] = primary;
            }
        }
    }

    private static HostAndPort node(List<Reply> parts, HostAndPort asked) {
        Reply host = parts.get(0);
        String told = host.isNothing() ? "" : host.text();
        String instead = told.equals("?") ? ip(parts).orElse("") : told;
        return orHostOf(asked, new HostAndPort(instead, (int) parts.get(1).number()));
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

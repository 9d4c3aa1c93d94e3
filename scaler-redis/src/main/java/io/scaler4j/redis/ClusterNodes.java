package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** The nodes of a cluster that are known, a pool for each, and what slots they serve. Thread-safe. */
final class ClusterNodes implements AutoCloseable {

    private final Set<HostAndPort> seeds;
    private final JedisClientConfig config;
    private final Map<HostAndPort, NodePool> pools = new HashMap<>();
    private @Nullable ClusterSlots slots;
    private @Nullable HostAndPort answeredLast;
    private boolean closed;

    ClusterNodes(Set<HostAndPort> seeds, JedisClientConfig config) {
        this.seeds = seeds;
        this.config = config;
    }

    /** As they were told last, or are told now. */
    ClusterSlots slots(Deadline deadline) {
        ClusterSlots known = known();
        return known != null ? known : renew(null, deadline);
    }

    private synchronized @Nullable ClusterSlots known() {
        return slots;
    }

    /**
     * Asks one node after the other, those that are known and those to begin with; the one that answered comes first
     * the next time.
     *
     * @param stale what turned out to be wrong; if another has asked since, that counts
     */
    ClusterSlots renew(@Nullable ClusterSlots stale, Deadline deadline) {
        ClusterSlots known = known();
        if (known != null && known != stale) {
            return known;
        }
        JedisException first = null;
        for (HostAndPort node : inOrder()) {
            try {
                Reply reply = pool(node)
                        .ask(List.of(Command.clusterSlots()), deadline)
                        .get(0);
                return use(new ClusterSlots(reply, node), node);
            } catch (JedisException e) {
                first = first == null ? reasonOf(e, node, deadline) : first;
            }
            if (deadline.isOver()) {
                break;
            }
        }
        throw first == null ? new JedisConnectionException("no node of the cluster is known") : first;
    }

    /** What it is if it is no node of a cluster. */
    private JedisException reasonOf(JedisException failed, HostAndPort node, Deadline deadline) {
        Reply refusal = new Reply(failed);
        if (refusal.isRefusal("ERR This instance has cluster support disabled")) {
            return WrongServerException.noCluster(node, failed);
        }
        boolean isSentinel = refusal.isRefusal("ERR unknown command")
                && pool(node).ask(List.of(Command.role()), deadline).get(0).isRoleOfSentinel();
        return isSentinel ? WrongServerException.sentinel() : failed;
    }

    private synchronized List<HostAndPort> inOrder() {
        Set<HostAndPort> all = new LinkedHashSet<>();
        if (answeredLast != null) {
            all.add(answeredLast);
        }
        all.addAll(seeds);
        if (slots != null) {
            all.addAll(slots.nodes());
        }
        return new ArrayList<>(all);
    }

    private synchronized ClusterSlots use(ClusterSlots found, HostAndPort node) {
        slots = found;
        answeredLast = node;
        Set<HostAndPort> gone = new LinkedHashSet<>(pools.keySet());
        gone.removeAll(found.nodes());
        gone.removeAll(seeds);
        gone.remove(node);
        gone.stream().map(pools::remove).filter(Objects::nonNull).forEach(NodePool::close);
        return found;
    }

    /** Not closed while it is asked: a failure tells. */
    synchronized NodePool pool(HostAndPort node) {
        if (closed) {
            throw new JedisConnectionException("the connection is closed");
        }
        return pools.computeIfAbsent(node, first -> new NodePool(first, config, ServerSettings.CONNECTIONS));
    }

    /** What comes next does so on a new connection. */
    synchronized void dropIdle(HostAndPort node) {
        NodePool pool = pools.get(node);
        if (pool != null) {
            pool.dropIdle();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        pools.values().forEach(NodePool::close);
    }
}

package io.scaler4j.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.StaticCommandFlagsRegistry;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * A cluster: the primaries are asked, each for its own keys, all at the same time. Where a slot has moved, or a node is
 * gone, the client looks at the slots anew and asks once more; what is being moved just then is asked for singly.
 */
final class ClusterServers implements Servers {

    private static final int MOST_SINGLE = 200;
    private static final int ATTEMPTS = 3;

    private final ServerSettings settings;
    private final JedisClientConfig config;
    private @Nullable ClusterConnectionProvider provider;
    private boolean closed;

    ClusterServers(ServerSettings settings) {
        this.settings = settings;
        config = settings.clientConfig();
    }

    @Override
    public void ask(Round round, Deadline deadline) {
        List<Command> commands = new ArrayList<>();
        for (List<Command> next = round.next(); !next.isEmpty(); next = round.next()) {
            commands.addAll(next);
        }
        round.take(ask(commands, deadline));
    }

    private List<Reply> ask(List<Command> commands, Deadline deadline) {
        try {
            ClusterConnectionProvider nodes = nodes();
            Reply[] replies = new Reply[commands.size()];
            ask(nodes, commands, indices(commands.size()), replies, deadline);
            List<Integer> lost = where(replies, ClusterServers::mayHaveMoved);
            if (!lost.isEmpty() && !deadline.isOver()) {
                nodes.renewSlotCache();
                ask(nodes, commands, lost, replies, deadline);
            }
            askSingly(nodes, commands, replies, deadline);
            return Arrays.asList(replies);
        } catch (JedisException e) {
            return Exchange.failed(commands.size(), e);
        }
    }

    /** Not closed while it is asked: a failure tells. */
    private synchronized ClusterConnectionProvider nodes() {
        if (closed) {
            throw new JedisConnectionException("the connection is closed");
        }
        if (provider == null) {
            provider = connect();
        }
        return provider;
    }

    /** The client keeps to itself why no node told the slots: that it was not let in, for example. */
    private ClusterConnectionProvider connect() {
        try {
            return new ClusterConnectionProvider(
                    settings.addresses(), config, NodePool.config(ServerSettings.CONNECTIONS));
        } catch (JedisClusterOperationException e) {
            for (Throwable reason : e.getSuppressed()) {
                if (reason instanceof JedisException told) {
                    throw told;
                }
            }
            throw e;
        }
    }

    private static List<Integer> indices(int count) {
        List<Integer> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return all;
    }

    private interface Condition {
        boolean holds(JedisException error);
    }

    private static List<Integer> where(Reply[] replies, Condition condition) {
        return indices(replies.length).stream()
                .filter(i -> replies[i].error().filter(condition::holds).isPresent())
                .toList();
    }

    private static boolean mayHaveMoved(JedisException error) {
        return error instanceof JedisConnectionException
                || error instanceof JedisClusterOperationException
                || (error instanceof JedisRedirectionException && !(error instanceof JedisAskDataException));
    }

    private void ask(
            ClusterConnectionProvider nodes,
            List<Command> commands,
            List<Integer> which,
            Reply[] replies,
            Deadline deadline) {
        Map<HostAndPort, List<Integer>> byNode = new LinkedHashMap<>();
        for (int i : which) {
            HostAndPort node = nodes.getNode(commands.get(i).slot());
            if (node == null) {
                replies[i] = new Reply(new JedisClusterOperationException(
                        "no node serves slot " + commands.get(i).slot()));
            } else {
                byNode.computeIfAbsent(node, first -> new ArrayList<>()).add(i);
            }
        }
        int longest = byNode.values().stream().mapToInt(List::size).max().orElse(0);
        for (int from = 0; from < longest; from += PIPELINE) {
            askAll(nodes, commands, part(byNode, from), replies, deadline);
        }
    }

    private static Map<HostAndPort, List<Integer>> part(Map<HostAndPort, List<Integer>> byNode, int from) {
        Map<HostAndPort, List<Integer>> part = new LinkedHashMap<>();
        byNode.forEach((node, all) -> {
            if (from < all.size()) {
                part.put(node, all.subList(from, Math.min(from + PIPELINE, all.size())));
            }
        });
        return part;
    }

    /** All nodes work on their part while the first is waited for. */
    private void askAll(
            ClusterConnectionProvider nodes,
            List<Command> commands,
            Map<HostAndPort, List<Integer>> byNode,
            Reply[] replies,
            Deadline deadline) {
        Map<Exchange, List<Integer>> begun = new LinkedHashMap<>();
        byNode.forEach((node, which) -> {
            try {
                List<Command> theirs = which.stream().map(commands::get).toList();
                begun.put(Exchange.begin(nodes.getConnection(node), theirs, deadline), which);
            } catch (JedisException e) {
                put(replies, which, Exchange.failed(which.size(), e));
            }
        });
        begun.forEach((exchange, which) -> {
            try {
                put(replies, which, exchange.end(config.getSocketTimeoutMillis()));
            } catch (JedisException e) {
                put(replies, which, Exchange.failed(which.size(), e));
            }
        });
    }

    private static void put(Reply[] replies, List<Integer> which, List<Reply> found) {
        for (int i = 0; i < which.size(); i++) {
            replies[which.get(i)] = found.get(i);
        }
    }

    /** The client follows redirections then. */
    private void askSingly(
            ClusterConnectionProvider nodes, List<Command> commands, Reply[] replies, Deadline deadline) {
        List<Integer> redirected = where(replies, JedisRedirectionException.class::isInstance);
        for (int i : redirected.subList(0, Math.min(MOST_SINGLE, redirected.size()))) {
            if (deadline.isOver()) {
                return;
            }
            var executor = new ClusterCommandExecutor(
                    nodes,
                    ATTEMPTS,
                    Duration.ofMillis(deadline.remainingMillis()),
                    StaticCommandFlagsRegistry.registry());
            try {
                replies[i] = new Reply(executor.executeCommand(
                        new CommandObject<>(commands.get(i).arguments(), BuilderFactory.RAW_OBJECT)));
            } catch (JedisException e) {
                replies[i] = new Reply(e);
            }
        }
    }

    @Override
    public void close() {
        ClusterConnectionProvider last = last();
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable ClusterConnectionProvider last() {
        closed = true;
        return provider;
    }
}

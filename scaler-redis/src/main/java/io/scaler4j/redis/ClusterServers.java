package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * A cluster: the primaries are asked, each for its own keys, all at the same time. Where a slot has moved, or a node is
 * gone, the slots are asked for again and all that was lost once more; what is being moved just then is asked for where
 * the answer says.
 */
final class ClusterServers implements Servers {

    private static final int MOST_REDIRECTIONS = 3;

    private final ClusterNodes nodes;
    private final Runnable onRenewal;

    /**
     * @param settings the addresses to begin with
     * @param config for each connection
     * @param onRenewal told that slots may be served by other nodes from now on
     */
    ClusterServers(ServerSettings settings, JedisClientConfig config, Runnable onRenewal) {
        nodes = new ClusterNodes(settings.addresses(), config);
        this.onRenewal = onRenewal;
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
            var sent = new ClusterCommands(nodes, commands, deadline);
            ClusterSlots slots = nodes.slots(deadline);
            sent.ask(slots, IntStream.range(0, commands.size()).boxed().toList());
            List<Integer> lost = sent.where(ClusterServers::mayHaveMoved);
            if (!lost.isEmpty() && !deadline.isOver()) {
                onRenewal.run();
                sent.ask(nodes.renew(slots, deadline), lost);
            }
            for (int turn = 0; turn < MOST_REDIRECTIONS && !deadline.isOver(); turn++) {
                sent.follow();
            }
            return sent.replies();
        } catch (JedisException e) {
            return Exchange.failed(commands.size(), e);
        }
    }

    private static boolean mayHaveMoved(JedisException error) {
        return error instanceof JedisConnectionException
                || error instanceof JedisClusterOperationException
                || (error instanceof JedisRedirectionException && !(error instanceof JedisAskDataException));
    }

    @Override
    public void close() {
        nodes.close();
    }
}

package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One server. */
final class SingleServer implements Servers {

    private final NodePool pool;

    SingleServer(HostAndPort address, JedisClientConfig settings, int connections) {
        pool = new NodePool(address, settings, connections);
    }

    @Override
    public List<Reply> ask(List<Command> commands, Deadline deadline) {
        List<Reply> replies = new ArrayList<>(commands.size());
        try {
            askTwice(commands, deadline, replies);
        } catch (JedisException e) {
            replies.addAll(Exchange.failed(commands.size() - replies.size(), e));
        }
        return replies;
    }

    /** A connection that broke while it was idle, or on the way, says nothing about the server. */
    private void askTwice(List<Command> commands, Deadline deadline, List<Reply> replies) {
        try {
            pool.ask(commands, deadline, replies);
        } catch (JedisConnectionException e) {
            if (deadline.isOver()) {
                throw e;
            }
            pool.dropIdle();
            pool.ask(commands.subList(replies.size(), commands.size()), deadline, replies);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.scaler4j.redis;

import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** One server. */
final class SingleServer implements Servers {

    private final NodePool pool;

    SingleServer(HostAndPort address, JedisClientConfig settings, int connections) {
        pool = new NodePool(address, settings, connections);
    }

    @Override
    public List<Reply> ask(List<Command> commands, Deadline deadline) {
        return Exchange.inPipelines(commands, pipeline -> askTwice(pipeline, deadline));
    }

    /** A connection that broke while it was idle says nothing about the server. */
    private List<Reply> askTwice(List<Command> commands, Deadline deadline) {
        try {
            return pool.ask(commands, deadline);
        } catch (JedisConnectionException e) {
            if (deadline.isOver()) {
                throw e;
            }
            pool.dropIdle();
            return pool.ask(commands, deadline);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.scaler4j.redis;

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
    public void ask(Round round, Deadline deadline) {
        try {
            askTwice(round, deadline);
        } catch (JedisException e) {
            round.fail(e);
        }
    }

    /** A connection that broke while it was idle, or on the way, says nothing about the server. */
    private void askTwice(Round round, Deadline deadline) {
        try {
            pool.ask(round, deadline);
        } catch (JedisConnectionException e) {
            if (deadline.isOver()) {
                throw e;
            }
            pool.dropIdle();
            round.again();
            pool.ask(round, deadline);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

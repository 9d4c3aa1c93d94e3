package io.scaler4j.redis;

import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** The few connections to one node. Thread-safe. */
final class NodePool implements AutoCloseable {

    private final ConnectionPool pool;
    private final int timeoutMillis;

    NodePool(HostAndPort node, JedisClientConfig settings, int connections) {
        pool = new ConnectionPool(node, settings, config(connections));
        timeoutMillis = settings.getSocketTimeoutMillis();
    }

    /** Without a thread that looks after idle connections: one that is stale is noticed when it is used. */
    static GenericObjectPoolConfig<Connection> config(int connections) {
        var config = new GenericObjectPoolConfig<Connection>();
        config.setMaxTotal(connections);
        config.setMaxIdle(connections);
        config.setMaxWait(Duration.ofSeconds(1));
        config.setJmxEnabled(false);
        return config;
    }

    List<Reply> ask(List<Command> commands, Deadline deadline) {
        return Exchange.begin(pool.getResource(), commands, deadline).end(timeoutMillis);
    }

    /** As many pipelines as it takes. The round has what came back, also if the rest does not come. */
    void ask(Round round, Deadline deadline) {
        Exchange.inARow(pool.getResource(), round, deadline, timeoutMillis);
    }

    /** What comes next does so on a new connection. */
    void dropIdle() {
        pool.clear();
    }

    @Override
    public void close() {
        pool.close();
    }
}

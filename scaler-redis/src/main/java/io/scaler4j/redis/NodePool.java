package io.scaler4j.redis;

import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** The few connections to one node. Thread-safe. */
final class NodePool implements AutoCloseable {

    private final ConnectionPool pool;
    private final int timeoutMillis;

    NodePool(HostAndPort node, JedisClientConfig settings, int connections) {
        pool = new OpenOnDemand(node, settings, connections);
        timeoutMillis = settings.getSocketTimeoutMillis();
    }

    /** Connects as the client's own does, and does not log what went wrong: a server may quote the password. */
    private static final class QuietFactory extends ConnectionFactory {
        private final Connecting connecting;

        QuietFactory(HostAndPort node, JedisClientConfig settings) {
            super(node, settings);
            connecting = new Connecting(node, settings);
        }

        @Override
        public PooledObject<Connection> makeObject() {
            return new DefaultPooledObject<>(connecting.open());
        }
    }

    /** No caller waits for another's connection, so a broken one is not replaced until a caller needs one. */
    private static final class OpenOnDemand extends ConnectionPool {
        OpenOnDemand(HostAndPort node, JedisClientConfig settings, int connections) {
            super(new QuietFactory(node, settings), config(connections));
        }

        @Override
        public void addObject() {
            // the pool opens another one for each that broke
        }
    }

    /** Without a thread that looks after idle connections: one that is stale is noticed when it is used. */
    private static GenericObjectPoolConfig<Connection> config(int connections) {
        var config = new GenericObjectPoolConfig<Connection>();
        config.setMaxTotal(connections);
        config.setMaxIdle(connections);
        config.setMaxWait(Duration.ofSeconds(1));
        config.setJmxEnabled(false);
        return config;
    }

    List<Reply> ask(List<Command> commands, Deadline deadline) {
        return begin(commands, deadline).end();
    }

    /** Sends the commands; the replies are waited for at the end of the exchange. */
    Exchange begin(List<Command> commands, Deadline deadline) {
        return Exchange.begin(pool.getResource(), commands, deadline, timeoutMillis);
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

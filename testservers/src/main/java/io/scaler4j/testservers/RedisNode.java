package io.scaler4j.testservers;

/**
 * A real Redis server that a test owns: the system's {@code redis-server} program as a child process, or a container.
 *
 * <pre>{@code
 * try (var redis = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()))) {
 *     new Jedis("127.0.0.1", redis.port()).rpush("mails", "one");
 * }
 * }</pre>
 *
 * <p>A factory returns once the server accepts connections. If the program, or the image, is missing, a
 * {@link ServerUnavailableException} says how to get it; {@link ServerRequirement} turns that into a skipped or failed
 * test. Clusters and sentinels are several nodes that a test introduces to each other.
 *
 * <p>Methods may be called from any thread; they wait for each other.
 */
public interface RedisNode extends AutoCloseable {

    /** {@return the port, which never changes; on 127.0.0.1, unless a process binds to another address} */
    int port();

    /** {@return the address for a client under test} */
    default String address() {
        return "127.0.0.1:" + port();
    }

    /**
     * Starts it again with the port and the data it had, and waits until it accepts connections. Does nothing if it
     * runs.
     *
     * @throws IllegalStateException if it was closed, or does not come up in time; the message holds its last output
     */
    void start();

    /** Ends it as a crash would and keeps its files. Does nothing if it does not run. */
    void kill();

    /** Ends it and deletes its files. May be called again. */
    @Override
    void close();

    /** {@return a started child process} */
    static RedisNode process(RedisOptions options) {
        return ProcessRedis.started(options);
    }

    /** {@return a started container} */
    static RedisNode container(RedisOptions options) {
        return ContainerRedis.started(options);
    }
}

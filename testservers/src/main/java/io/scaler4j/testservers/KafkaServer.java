package io.scaler4j.testservers;

/**
 * A real Kafka broker (one node, KRaft) that a test or an example owns, stops, kills and starts again.
 *
 * <p>The three variants behave alike for a client and differ in what a {@link #kill()} is and in what they need:
 *
 * <table>
 * <caption>Variants</caption>
 * <tr><th>Factory</th><th>{@code kill()}</th><th>Needs</th></tr>
 * <tr><td>{@link #inProcess()}</td><td>a quick end, then recovery as after a crash</td><td>nothing</td></tr>
 * <tr><td>{@link #childJvm()}</td><td>the process is destroyed</td><td>the {@code java} of this JVM</td></tr>
 * <tr><td>{@link #container()}</td><td>the container is killed</td><td>a Docker daemon on this machine</td></tr>
 * </table>
 *
 * <p>A factory returns once the broker serves requests. If what it needs is missing it throws a
 * {@link ServerUnavailableException}; {@link ServerRequirement} turns that into a skipped or failed test.
 *
 * <pre>{@code
 * try (var kafka = KafkaServer.inProcess();
 *         var topics = KafkaTopics.of(kafka)) {
 *     topics.create("orders", 10);
 *     topics.produce("orders", 1000);
 *     kafka.kill();
 *     kafka.start(); // same port, same data
 * }
 * }</pre>
 *
 * <p>Ports lie below the range from which the system serves outgoing connections, so that no client takes the port of a
 * broker that is down. Methods may be called from any thread; they wait for each other.
 */
public interface KafkaServer extends AutoCloseable {
    /**
     * The address for the client under test: the broker's, or that of the proxy it was put {@link KafkaOptions#behind}.
     */
    String bootstrapServers();

    /**
     * The address of a secure listener. It never leads through a proxy.
     *
     * @throws IllegalStateException if the broker has none, since it was not made with {@link KafkaOptions#secured}
     */
    String bootstrapServers(SecureListener listener);

    /**
     * An address that leads to the broker past any proxy, so that a test can still prepare and check while the way of
     * the client under test is broken. Without a proxy it serves as well as {@link #bootstrapServers()}.
     */
    String directBootstrapServers();

    /**
     * Starts the broker again with the addresses and the data it had, and waits until it serves requests. Does nothing
     * if it runs.
     *
     * @throws IllegalStateException if it was closed, or does not come up in time; the message holds its last output
     */
    void start();

    /** Ends the broker in an orderly way and keeps its data. Does nothing if it does not run. */
    void stop();

    /**
     * Ends the broker as a crash would, and keeps its data. Clients see their connections break without a farewell, and
     * the next start has to recover the logs. Does nothing if it does not run.
     *
     * <p>A child JVM or a container is killed. In this process nothing can be killed: there the broker is shut down,
     * which takes half a second, and then loses its mark of a clean end. Where a test is about what a broker had no
     * time to say, use {@link #childJvm()}.
     */
    void kill();

    /** Ends the broker and deletes its data. May be called again. */
    @Override
    void close();

    /** {@return a started broker inside this JVM} See {@link #inProcess(KafkaOptions)}. */
    static KafkaServer inProcess() {
        return inProcess(KafkaOptions.defaults());
    }

    /**
     * {@return a started broker inside this JVM} The quickest and the easiest to debug.
     *
     * <p>After {@link #close()} two daemon threads of Kafka's metrics registry ({@code metrics-meter-tick-thread})
     * remain; all brokers of a JVM share them. A broker that meets a fatal error, such as a data folder that was taken
     * away, ends the whole JVM.
     */
    static KafkaServer inProcess(KafkaOptions options) {
        return ManagedKafka.started(new InProcessKafka(options));
    }

    /** {@return a started broker in a separate JVM} See {@link #childJvm(KafkaOptions)}. */
    static KafkaServer childJvm() {
        return childJvm(KafkaOptions.defaults());
    }

    /**
     * {@return a started broker in a separate JVM} It has this JVM's class path and a heap of 256 MiB, and ends when
     * this JVM does; only a JVM that is itself killed leaves the data folder behind.
     */
    static KafkaServer childJvm(KafkaOptions options) {
        return ManagedKafka.started(new ChildJvmKafka(options));
    }

    /** {@return a started broker in a container} See {@link #container(KafkaOptions)}. */
    static KafkaServer container() {
        return container(KafkaOptions.defaults());
    }

    /**
     * {@return a started broker in a container} made of the image {@value ContainerKafka#IMAGE}, which is pulled if the
     * daemon does not have it. Tests that use it carry the tag {@code containers}.
     */
    static KafkaServer container(KafkaOptions options) {
        return ManagedKafka.started(ContainerKafka.create(options));
    }
}

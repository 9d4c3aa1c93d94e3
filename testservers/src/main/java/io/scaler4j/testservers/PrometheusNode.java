package io.scaler4j.testservers;

import java.util.List;

/**
 * A real Prometheus that a test owns: the system's {@code prometheus} program as a child process, or a container.
 *
 * <pre>{@code
 * try (var prometheus = ServerRequirement.start(() -> PrometheusNode.scraping("127.0.0.1:9400"))) {
 *     await().untilAsserted(() -> assertThat(prometheus.query("up")).hasSize(1));
 * }
 * }</pre>
 *
 * <p>A factory returns once the server is ready. It scrapes every second, but the first sample takes longer: targets
 * are discovered at most every 5 s. If the program is missing, a {@link ServerUnavailableException} says how to get it;
 * {@link ServerRequirement} turns that into a skipped or failed test.
 *
 * <p>Methods may be called from any thread; they wait for each other.
 */
public interface PrometheusNode extends AutoCloseable {

    /** {@return the address for a client under test, without a path} */
    String url();

    /**
     * Asks for the present value of an expression.
     *
     * @param expression PromQL that gives a vector, such as {@code up}
     * @return the samples, empty if there are none
     * @throws IllegalStateException if the server refuses the expression or does not answer; the message holds its
     *     answer
     */
    List<PrometheusSample> query(String expression);

    /**
     * Starts it again with the address and the data it had, and waits until it is ready. Does nothing if it runs.
     *
     * @throws IllegalStateException if it was closed, or does not come up in time; the message holds its last output
     */
    void start();

    /** Ends it in an orderly way and keeps its data. Does nothing if it does not run. */
    void stop();

    /** Ends it as a crash would and keeps its data. Does nothing if it does not run. */
    void kill();

    /** Ends it and deletes its data. May be called again. */
    @Override
    void close();

    /**
     * {@return a started server that scrapes these targets every second, at {@code /metrics}}
     *
     * @param targets such as {@code 127.0.0.1:9400}; none for a server without data
     */
    static PrometheusNode scraping(String... targets) {
        return process(PrometheusOptions.scraping(targets));
    }

    /** {@return a started server} */
    static PrometheusNode process(PrometheusOptions options) {
        return ProcessPrometheus.started(options);
    }

    /**
     * {@return a started server in a container} It cannot scrape what listens on the loopback address of this machine.
     */
    static PrometheusNode container(PrometheusOptions options) {
        return ContainerPrometheus.started(options);
    }
}

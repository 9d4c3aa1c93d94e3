package io.scaler4j.exporter;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves a registry to Prometheus over HTTP, for applications that do not do so already: at {@code /metrics}, as text
 * or OpenMetrics, without encryption or authentication. An application that needs either builds its own
 * {@link HTTPServer}.
 *
 * <p>It has two threads for requests and one that accepts them, all gone after {@link #close()}. Safe to use from any
 * thread.
 */
public final class MetricsEndpoint implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long GRACE_SECONDS = 1;

    private final HTTPServer server;
    private final ExecutorService workers;
    private final InetSocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MetricsEndpoint(HTTPServer server, ExecutorService workers, InetSocketAddress address) {
        this.server = server;
        this.workers = workers;
        this.address = address;
    }

    /**
     * Serves to this machine only, at the loopback address.
     *
     * @param registry what is served
     * @param port 0 for any that is free, see {@link #address()}
     * @return to be closed by the caller
     * @throws UncheckedIOException if the port is taken
     * @throws IllegalArgumentException if there can be no such port
     */
    public static MetricsEndpoint open(CollectorRegistry registry, int port) {
        return open(registry, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Serves at an address.
     *
     * @param registry what is served
     * @param address of this machine; {@code new InetSocketAddress(9400)} for all of them, so that every client that
     *     reaches the machine can read the metrics
     * @return to be closed by the caller
     * @throws UncheckedIOException if the address is taken or not of this machine
     * @throws IllegalArgumentException if its host name is unknown
     */
    public static MetricsEndpoint open(CollectorRegistry registry, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("cannot serve metrics at " + address + ", which is no known address");
        }
        ExecutorService workers = Executors.newFixedThreadPool(THREADS, daemons());
        try {
            HTTPServer server = new HTTPServer.Builder()
                    .withInetSocketAddress(address)
                    .withRegistry(registry)
                    .withExecutorService(workers)
                    .withDaemonThreads(true)
                    .build();
            return new MetricsEndpoint(server, workers, new InetSocketAddress(address.getAddress(), server.getPort()));
        } catch (IOException e) {
            workers.shutdownNow();
            throw new UncheckedIOException(
                    "cannot serve metrics at " + address + ": " + e.getMessage()
                            + "; choose another port, or 0 for any that is free",
                    e);
        }
    }

    private static ThreadFactory daemons() {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "scaler4j-metrics-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Where it listens.
     *
     * @return the given address; with the port that was chosen, if 0 was given
     */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops serving at once and ends its threads. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.close();
        workers.shutdownNow();
        try {
            workers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "metrics at " + address;
    }
}

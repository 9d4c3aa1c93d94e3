package io.scaler4j.external;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An external scaler for KEDA: serves triggers of this library over KEDA's gRPC contract.
 *
 * <pre>{@code
 * var server = ExternalScalerServer.builder()
 *         .port(9090)
 *         .trigger("orders", TriggerPlan.of(MetricSpec.of("orders", averageValue(50)), context -> backlog))
 *         .start();
 * }</pre>
 *
 * <p>A {@code ScaledObject} of KEDA uses it with a trigger of type {@code external} or {@code external-push}, whose
 * metadata has {@code scalerAddress} and {@code trigger: orders}. With a
 * {@linkplain ExternalScalerServerBuilder#catalog catalog} its user may write a whole trigger there.
 *
 * <ul>
 *   <li>A source is read at most once per freshness, however many objects and calls ask for it.
 *   <li>If a read fails, the last value stands in as long as it is not too old. After that the answer is the status
 *       {@code UNAVAILABLE}: never an older number, and never 0. So it is for a number that is only a lower bound.
 *   <li>Metadata that is no trigger of this server is the status {@code INVALID_ARGUMENT} with every problem.
 *   <li>Streams tell the state at once, on each change, and every 30 s.
 *   <li>The health service answers for the server as a whole and for {@code externalscaler.ExternalScaler}.
 * </ul>
 *
 * <p>It has its own threads, which end with {@link #close()}. Thread-safe.
 */
public final class ExternalScalerServer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Server server;
    private final ScalerService service;
    private final HealthStatusManager health;
    private final ServerThreads threads;
    private final Runnable stopRenewals;
    private final AtomicBoolean closed = new AtomicBoolean();

    ExternalScalerServer(
            Server server,
            ScalerService service,
            HealthStatusManager health,
            ServerThreads threads,
            Runnable stopRenewals) {
        this.server = server;
        this.service = service;
        this.health = health;
        this.threads = threads;
        this.stopRenewals = stopRenewals;
        for (String name : ExternalScalerServerBuilder.SERVICES) {
            health.setStatus(name, ServingStatus.SERVING);
        }
    }

    /**
     * Starts the settings of a server.
     *
     * @return a builder without triggers
     */
    public static ExternalScalerServerBuilder builder() {
        return new ExternalScalerServerBuilder();
    }

    /** {@return the port on which it listens; -1 after it was closed} */
    public int port() {
        return closed.get() ? -1 : server.getPort();
    }

    /** {@return what it has done so far and what it holds now} */
    public ServerCounts counts() {
        return service.counts();
    }

    /**
     * Stops: reports that it serves no more, completes the streams so that clients reconnect elsewhere, and lets calls
     * under way end for up to 5 s. Then it closes the sources. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        health.enterTerminalState();
        stopRenewals.run();
        service.completeStreams();
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            service.close();
            threads.close();
        }
    }

    @Override
    public String toString() {
        return "external scaler server";
    }
}

package io.scaler4j.http.proxy.standalone;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.http.proxy.HttpInterceptor;
import io.scaler4j.http.proxy.HttpInterceptorBuilder;
import io.scaler4j.http.proxy.InterceptorLimits;
import io.scaler4j.http.proxy.InterceptorMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** An interceptor that runs, with its metrics. */
final class Standalone implements AutoCloseable {

    /** Look-ups, probes and metrics. */
    private static final int BLOCKING_THREADS = 4;

    private final HttpInterceptor interceptor;
    private final InterceptorMetrics metrics;
    private final ExecutorService blocking;
    private final Duration longestStop;

    private Standalone(
            HttpInterceptor interceptor, InterceptorMetrics metrics, ExecutorService blocking, Duration longestStop) {
        this.interceptor = interceptor;
        this.metrics = metrics;
        this.blocking = blocking;
        this.longestStop = longestStop;
    }

    /**
     * Opens the ports.
     *
     * @throws IOException if one cannot be opened; nothing is open then
     */
    static Standalone start(Configuration configuration) throws IOException {
        Settings settings = configuration.settings();
        InterceptorLimits limits = settings.limits.build();
        ExecutorService blocking = Executors.newFixedThreadPool(BLOCKING_THREADS, threads());
        InterceptorMetrics metrics = InterceptorMetrics.register(new CollectorRegistry());
        HttpInterceptorBuilder builder = HttpInterceptor.builder()
                .listen(settings.port)
                .admin(settings.adminPort)
                .limits(limits)
                .routes(configuration.routes())
                .executor(blocking)
                .accessLog(settings.accessLog)
                .observer(metrics)
                .adminPage("/metrics", metrics.page(blocking));
        settings.address.ifPresent(builder::bindAddress);
        settings.adminAddress.ifPresent(builder::adminAddress);
        settings.threads.ifPresent(builder::threads);
        if (settings.tls != null) {
            builder.tls(settings.tls);
        }
        HttpInterceptor interceptor = builder.build();
        metrics.follow(interceptor);
        var running = new Standalone(interceptor, metrics, blocking, longestStop(limits));
        try {
            interceptor.start();
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
        return running;
    }

    /** With a second for what comes between the steps. */
    private static Duration longestStop(InterceptorLimits limits) {
        return limits.drain().isZero()
                ? Duration.ofDays(1)
                : limits.shutdownDelay().plus(limits.drain()).plusSeconds(1);
    }

    private static ThreadFactory threads() {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "scaler4j-http-blocking-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    int port() {
        return interceptor.port();
    }

    int adminPort() {
        return interceptor.adminPort();
    }

    /** Stops without losing requests, and closes everything. Blocks until that is done. */
    void stop() {
        try {
            interceptor.shutdown().toCompletableFuture().get(longestStop.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // what is left is cut by close()
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        interceptor.close();
        metrics.close();
        blocking.shutdownNow();
    }
}

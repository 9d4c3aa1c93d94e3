package io.scaler4j.http.proxy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.scaler4j.http.RequestTracker;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the metrics of an interceptor in a registry of Prometheus's classic client.
 *
 * <pre>{@code
 * var metrics = InterceptorMetrics.register(registry);
 * var interceptor = HttpInterceptor.builder()
 *         .admin(9090)
 *         .observer(metrics)
 *         .adminPage("/metrics", metrics.page(executor))
 *         ...
 * metrics.follow(interceptor);
 * }</pre>
 *
 * <p><b>Labels.</b> {@code route} is the name of a route, and empty for requests that no route takes. {@code method} is
 * a known method or {@code _OTHER}, {@code code} a status from 100 to 599 or {@code other}. No other text of a client
 * becomes a label. The series of a route go with the route.
 *
 * <p>Thread-safe.
 */
public final class InterceptorMetrics implements ExchangeObserver, AutoCloseable {

    private final CollectorRegistry registry;
    private final InterceptorSeries series;
    private final AtomicBoolean closed = new AtomicBoolean();

    private InterceptorMetrics(CollectorRegistry registry, InterceptorSeries series) {
        this.registry = registry;
        this.series = series;
    }

    /**
     * Registers the metrics, without any series yet.
     *
     * @param registry where they are kept
     * @return the observer to give to one interceptor
     * @throws IllegalStateException if the registry has metrics of these names already; nothing is registered then
     */
    public static InterceptorMetrics register(CollectorRegistry registry) {
        Objects.requireNonNull(registry, "registry must not be null; CollectorRegistry.defaultRegistry is one");
        var series = new InterceptorSeries();
        try {
            registry.register(series);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the registry has metrics of an interceptor already; give each interceptor its own registry, or"
                            + " close the first metrics before",
                    e);
        }
        return new InterceptorMetrics(registry, series);
    }

    /**
     * Shows the counts of a tracker, too: requests in flight, and those that wait. From then on the series of routes
     * that the tracker does not have are removed.
     *
     * @param tracker of the interceptor; replaces an earlier one
     */
    public void follow(RequestTracker tracker) {
        series.follow(Objects.requireNonNull(tracker, "tracker must not be null; interceptor.tracker() is one"), null);
    }

    /**
     * Shows the counts of an interceptor, and how long ago another process has read them.
     *
     * @param interceptor that has this observer; replaces an earlier one
     */
    public void follow(HttpInterceptor interceptor) {
        Objects.requireNonNull(interceptor, "interceptor must not be null; it is the one that has this observer");
        series.follow(interceptor.tracker(), interceptor::countsReadAge);
    }

    @Override
    public void onExchange(Exchange exchange) {
        series.onExchange(exchange);
    }

    /**
     * Returns the page for Prometheus: all metrics of the registry, as text.
     *
     * @param executor where the text is made, because there may be many series
     * @return a page for {@code /metrics}
     */
    public AdminPage page(Executor executor) {
        Objects.requireNonNull(executor, "executor must not be null; it makes the text");
        return request -> CompletableFuture.supplyAsync(() -> new AdminPage.Answer(text(), Map.of()), executor);
    }

    private AdminAnswer text() {
        var writer = new StringWriter();
        try {
            TextFormat.write004(writer, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory
        }
        return new AdminAnswer(
                200, TextFormat.CONTENT_TYPE_004, writer.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the metrics out of the registry. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            registry.unregister(series);
        }
    }

    @Override
    public String toString() {
        return "metrics of an interceptor";
    }
}

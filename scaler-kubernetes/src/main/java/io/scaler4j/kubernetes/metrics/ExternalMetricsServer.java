package io.scaler4j.kubernetes.metrics;

import io.scaler4j.kubernetes.https.HttpsService;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves scalers as external metrics of Kubernetes, behind an {@code APIService}: HPAs then scale on them.
 *
 * <ul>
 *   <li>A scaler is read when an HPA asks, at most once per freshness, however many ask.
 *   <li>What could not be measured, or only in part, or too long ago, is an error with the sentence. The HPA shows it
 *       in its condition {@code ScalingActive}, and does not scale in.
 *   <li>Only the API server is answered, by its client certificate. {@code /healthz}, {@code /livez} and
 *       {@code /readyz} answer anybody, for probes.
 * </ul>
 *
 * <p>Which answers there are is in a table of {@linkplain io.scaler4j.kubernetes.metrics the package}. It has its own
 * threads, which end with {@link #close()}. Thread-safe.
 */
public final class ExternalMetricsServer implements AutoCloseable {

    private final HttpsService service;
    private final ServedMetrics metrics;
    private final Runnable end;
    private final AtomicBoolean closed = new AtomicBoolean();

    ExternalMetricsServer(HttpsService service, ServedMetrics metrics, Runnable end) {
        this.service = service;
        this.metrics = metrics;
        this.end = end;
    }

    /**
     * Starts the settings of a server.
     *
     * @return a builder without metrics
     */
    public static ExternalMetricsServerBuilder builder() {
        return new ExternalMetricsServerBuilder();
    }

    /**
     * Adds a metric while the server runs.
     *
     * @param metric one of the same namespace, name and labels ends, and its scaler is closed
     * @throws IllegalStateException if the server is closed; the metric's scaler is closed then
     */
    public void serve(ExternalMetric metric) {
        metrics.put(Objects.requireNonNull(metric, "metric must not be null; ExternalMetric.of makes one"));
    }

    /**
     * Ends the metrics of a name, with whatever labels, and closes their scalers. HPAs that ask for it get 404.
     *
     * @param namespace of the metric
     * @param name of the metric
     * @return whether there was one
     */
    public boolean remove(String namespace, String name) {
        return metrics.remove(namespace, name);
    }

    /** Ends one metric. */
    void remove(ExternalMetric.Key key) {
        metrics.remove(key);
    }

    /** {@return the port on which it listens; -1 after it was closed} */
    public int port() {
        return service.port();
    }

    /** {@return how many requests were answered so far, by status of HTTP, probes not among them; a copy} */
    public Map<Integer, Long> answers() {
        return service.answers();
    }

    /** Lets requests under way end for up to 5 s, then closes the scalers. A second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        service.close();
        metrics.close();
        end.run();
    }

    @Override
    public String toString() {
        return "external metrics server";
    }
}

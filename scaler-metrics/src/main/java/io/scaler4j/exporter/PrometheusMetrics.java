package io.scaler4j.exporter;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps the metrics of any number of autoscalers in a registry of Prometheus's classic client.
 *
 * <pre>{@code
 * var metrics = PrometheusMetrics.register(registry);
 * var orders = Autoscaler.builder("orders").observer(metrics)...
 * var billing = Autoscaler.builder("billing").observer(metrics)...
 * }</pre>
 *
 * <p><b>Series.</b> Each has the label {@code autoscaler}; those of a trigger also {@code trigger}. The other labels
 * ({@code kind}, {@code stage}, {@code direction}) have a few fixed values; no free text becomes a label. Counters are
 * there with 0 from an autoscaler's first turn on, so that {@code increase()} sees the first event. All series of an
 * autoscaler are removed when it is closed.
 *
 * <p><b>Failed reads.</b> A failed read is not a value: while a trigger cannot be read, its value and its activity have
 * no series, rather than an old one or 0. What counts are the errors, by kind.
 *
 * <p>Safe for use by many autoscalers and threads at once. Autoscalers that share it need different names: a second one
 * of a name is refused by its {@code build()} while the first is open.
 */
public final class PrometheusMetrics implements AutoscalerObserver, AutoCloseable {

    private final Registration registration;
    private final AutoscalerSeries autoscalers;
    private final TriggerSeries triggers;
    private final ConcurrentMap<String, SeriesOfOne> attached = new ConcurrentHashMap<>();

    private PrometheusMetrics(Registration registration) {
        this.registration = registration;
        autoscalers = new AutoscalerSeries(registration);
        triggers = new TriggerSeries(registration);
    }

    /**
     * Registers the metrics, without any series yet.
     *
     * @param registry where they are kept, such as {@link CollectorRegistry#defaultRegistry} or your own registry
     * @return the observer to give to autoscalers
     * @throws IllegalStateException if the registry has metrics of these names already; nothing is registered then
     */
    public static PrometheusMetrics register(CollectorRegistry registry) {
        if (registry == null) {
            throw new IllegalArgumentException(
                    "the registry must not be null; CollectorRegistry.defaultRegistry is one");
        }
        var registration = new Registration(registry);
        try {
            return new PrometheusMetrics(registration);
        } catch (RuntimeException e) {
            registration.undo();
            throw e;
        }
    }

    /** {@inheritDoc} Refuses a second autoscaler of a name while the first is open: their series would be one. */
    @Override
    public AutoscalerObserver attachedTo(String autoscaler) {
        var series = new SeriesOfOne(this, ended -> attached.remove(autoscaler, ended));
        if (attached.putIfAbsent(autoscaler, series) != null) {
            throw new IllegalArgumentException("an autoscaler of the name \"" + autoscaler
                    + "\" has its metrics there already; give each autoscaler its own name, or close the first one"
                    + " before");
        }
        return series;
    }

    /** Takes the metrics out of the registry. A second call does nothing. */
    @Override
    public void close() {
        registration.undo();
    }

    @Override
    public void turnEnded(Turn turn) {
        triggers.turnEnded(turn);
        autoscalers.turnEnded(turn);
    }

    @Override
    public void closed(String autoscaler) {
        triggers.remove(autoscaler);
        autoscalers.remove(autoscaler);
    }

    @Override
    public String toString() {
        return "Prometheus metrics";
    }
}

package io.scaler4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Shows what any number of autoscalers do as meters of Micrometer.
 *
 * <pre>{@code
 * var metrics = MicrometerMetrics.create();
 * metrics.bindTo(registry);
 * var orders = Autoscaler.builder("orders").observer(metrics)...
 * var billing = Autoscaler.builder("billing").observer(metrics)...
 * }</pre>
 *
 * <p><b>Meters.</b> Each has the tag {@code autoscaler}; those of a trigger also {@code trigger}. The other tags
 * ({@code kind}, {@code stage}, {@code direction}) have a few fixed values; no free text becomes a tag. Counters are
 * there with 0 from an autoscaler's first turn on, so that the first event is seen as an increase. All meters of an
 * autoscaler are removed when it is closed. A registry of Prometheus writes the series that {@code scaler-metrics}
 * writes, so the same dashboard and the same alerts serve both.
 *
 * <p><b>Failed reads.</b> A failed read is not a value: while a trigger cannot be read, its value and its activity have
 * no meter, rather than an old one or 0. What counts are the errors, by kind.
 *
 * <p><b>Registries.</b> Any number of them, bound before or after autoscalers begin: a registry that is bound later
 * shows the counts from their beginning. A registry must not be bound to a second {@code MicrometerMetrics} that has
 * autoscalers of the same names, because Micrometer would show the numbers of the first one for both.
 *
 * <p>Safe for use by many autoscalers and threads at once. Autoscalers that share it need different names: a second one
 * of a name is refused by its {@code build()} while the first is open.
 */
public final class MicrometerMetrics implements AutoscalerObserver, MeterBinder, AutoCloseable {

    static final String NAME = "Micrometer metrics";

    private final CopyOnWriteArrayList<MeterRegistry> registries = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, AutoscalerMeters> attached = new ConcurrentHashMap<>();

    private MicrometerMetrics() {}

    /**
     * Makes an observer that shows its meters nowhere yet, see {@link #bindTo}.
     *
     * @return the observer to give to autoscalers
     */
    public static MicrometerMetrics create() {
        return new MicrometerMetrics();
    }

    /**
     * Shows the meters in a registry, those of autoscalers that run already and of those to come. A second call with
     * the same registry does nothing. Frameworks that know {@link MeterBinder} call this themselves.
     *
     * @param registry where the meters are shown until {@link #close()}
     * @throws IllegalArgumentException if it is null
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (registry == null) {
            throw new IllegalArgumentException(
                    "the registry must not be null; give the application's MeterRegistry, or Metrics.globalRegistry");
        }
        registries.addIfAbsent(registry);
        attached.values().forEach(autoscaler -> autoscaler.showIn(registry));
    }

    /** {@inheritDoc} Refuses a second autoscaler of a name while the first is open: their meters would be one. */
    @Override
    public AutoscalerObserver attachedTo(String autoscaler) {
        AutoscalerMeters meters = metersOf(autoscaler);
        if (attached.putIfAbsent(autoscaler, meters) != null) {
            throw new IllegalArgumentException("an autoscaler of the name \"" + autoscaler
                    + "\" has its metrics there already; give each autoscaler its own name, or close the first one"
                    + " before");
        }
        return meters;
    }

    private AutoscalerMeters metersOf(String autoscaler) {
        return new AutoscalerMeters(new MeterSet(autoscaler, registries), ended -> attached.remove(autoscaler, ended));
    }

    /** {@inheritDoc} Autoscalers tell what {@link #attachedTo} returned; this is for observers that pass turns on. */
    @Override
    public void turnEnded(Turn turn) {
        attached.computeIfAbsent(turn.autoscaler(), this::metersOf).turnEnded(turn);
    }

    @Override
    public void closed(String autoscaler) {
        AutoscalerMeters meters = attached.get(autoscaler);
        if (meters != null) {
            meters.closed(autoscaler);
        }
    }

    /**
     * Takes all meters out of all registries, which are not closed. Autoscalers that still run are counted on, and a
     * registry that is bound later shows them. A second call does nothing.
     */
    @Override
    public void close() {
        registries.clear();
        attached.values().forEach(AutoscalerMeters::hide);
    }

    @Override
    public String toString() {
        return NAME;
    }
}

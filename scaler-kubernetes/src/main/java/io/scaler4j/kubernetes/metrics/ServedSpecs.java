package io.scaler4j.kubernetes.metrics;

import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Serves the triggers of specifications, such as those of ScaledObjects, as external metrics: under KEDA's names, and
 * with KEDA's label {@code scaledobject.keda.sh/name}. So the HPA that KEDA made of a ScaledObject works as it is.
 *
 * <pre>{@code
 * var server = ExternalMetricsServer.builder()...start();
 * var served = new ServedSpecs(server);
 * ScaledObjects.read(Path.of("deploy")).specs().forEach(served::put);
 * }</pre>
 *
 * <p>Triggers of type {@code cpu} and {@code memory} are left to the HPA, which measures them itself. Triggers that a
 * formula combines ({@code scalingModifiers}) are one metric, {@code composite-metric}. A fallback does not apply: a
 * failed read is an error, and the HPA holds the count. Thread-safe.
 */
public final class ServedSpecs implements AutoCloseable {

    /** The label by which KEDA's HPAs select the metrics of their object. */
    public static final String OBJECT_LABEL = "scaledobject.keda.sh/name";

    private static final Set<String> RESOURCES = Set.of("cpu", "memory");

    private final ExternalMetricsServer server;
    private final SharedConnections connections = new SharedConnections();
    private final Map<Name, Served> served = new HashMap<>();

    private record Name(String namespace, String object) {}

    private record Served(AutoscalerSpec spec, Set<ExternalMetric.Key> keys) {}

    /**
     * Serves nothing yet.
     *
     * @param server stays the caller's to close, before or after this
     */
    public ServedSpecs(ExternalMetricsServer server) {
        this.server = Objects.requireNonNull(server, "server must not be null; it serves the metrics");
    }

    /**
     * Serves the triggers of an object, in place of those that it had before. Does nothing for one that is as before.
     *
     * @param spec with a namespace; its name is that of the object, without the namespace
     * @return the names of the metrics that are served now, sorted
     * @throws InvalidConfigurationException if a trigger cannot be opened; what was served before is served on
     * @throws IllegalArgumentException if there is no namespace
     */
    public synchronized Set<String> put(AutoscalerSpec spec) {
        Objects.requireNonNull(spec, "spec must not be null; ScaledObjects.read(path).specs() has some");
        if (spec.namespace().isBlank()) {
            throw new IllegalArgumentException(spec.name()
                    + " has no namespace, and HPAs ask for the metrics of theirs; write metadata.namespace");
        }
        var name = new Name(spec.namespace(), spec.name());
        Served before = served.get(name);
        Set<ExternalMetric.Key> keys = before != null && before.spec().equals(spec) ? before.keys() : open(spec);
        served.put(name, new Served(spec, keys));
        if (before != null) {
            before.keys().stream().filter(key -> !keys.contains(key)).forEach(server::remove);
        }
        return keys.stream().map(ExternalMetric.Key::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<ExternalMetric.Key> open(AutoscalerSpec spec) {
        List<Trigger> opened = spec.openTriggers(connections);
        List<ExternalMetric> metrics = PolicyDetails.of(spec.policy())
                .flatMap(PolicyDetails::composite)
                .map(composite -> List.of(
                        composite(spec, opened, Set.copyOf(composite.formula().triggers()))))
                .orElseGet(() -> metrics(spec, opened));
        var keys = new HashSet<ExternalMetric.Key>();
        for (ExternalMetric metric : metrics) {
            server.serve(metric);
            keys.add(metric.key());
        }
        return keys;
    }

    /** In place of its inputs; what the formula does not name has no effect. */
    private static ExternalMetric composite(AutoscalerSpec spec, List<Trigger> opened, Set<String> named) {
        var inputs = new ArrayList<Trigger>();
        for (Trigger trigger : opened) {
            if (named.contains(trigger.name())) {
                inputs.add(trigger);
            } else {
                trigger.scaler().close();
            }
        }
        return ExternalMetric.of(spec.namespace(), CompositeScaler.METRIC, new CompositeScaler(spec.policy(), inputs))
                .labels(Map.of(OBJECT_LABEL, spec.name()));
    }

    private static List<ExternalMetric> metrics(AutoscalerSpec spec, List<Trigger> opened) {
        var metrics = new ArrayList<ExternalMetric>();
        try {
            for (int index = 0; index < opened.size(); index++) {
                String metric = spec.triggers().get(index).metricName(index);
                Scaler scaler = opened.get(index).scaler();
                if (RESOURCES.contains(metric)) {
                    scaler.close();
                } else {
                    metrics.add(ExternalMetric.of(spec.namespace(), metric, scaler)
                            .labels(Map.of(OBJECT_LABEL, spec.name())));
                }
            }
            return metrics;
        } catch (IllegalArgumentException e) {
            opened.forEach(trigger -> trigger.scaler().close());
            throw e;
        }
    }

    /**
     * Ends the metrics of an object.
     *
     * @param namespace of the object
     * @param object its name
     * @return whether it was served
     */
    public synchronized boolean remove(String namespace, String object) {
        Served before = served.remove(new Name(namespace, object));
        if (before == null) {
            return false;
        }
        before.keys().forEach(server::remove);
        return true;
    }

    /** {@return how many objects are served} */
    public synchronized int size() {
        return served.size();
    }

    /** Ends all metrics. May be repeated. */
    @Override
    public synchronized void close() {
        served.values().forEach(each -> each.keys().forEach(server::remove));
        served.clear();
        connections.close();
    }

    @Override
    public synchronized String toString() {
        return served.size() + " objects as external metrics";
    }
}

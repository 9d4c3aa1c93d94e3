package io.scaler4j.kubernetes.metrics;

import io.scaler4j.kubernetes.api.LabelSelector;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** The metrics of a server, which may change while it runs. Thread-safe. */
final class ServedMetrics implements AutoCloseable {

    private static final Comparator<ExternalMetric.Key> ORDER = Comparator.comparing(ExternalMetric.Key::namespace)
            .thenComparing(ExternalMetric.Key::name)
            .thenComparing(key -> new TreeMap<>(key.labels()).toString());

    private final Map<ExternalMetric.Key, MetricSource> sources = new TreeMap<>(ORDER);
    private final MetricSource.Limits limits;
    private final Executor executor;
    private boolean closed;

    ServedMetrics(MetricSource.Limits limits, Executor executor) {
        this.limits = limits;
        this.executor = executor;
    }

    /** Adds a metric; one of the same name and labels ends. */
    void put(ExternalMetric metric) {
        MetricSource before = null;
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                before = sources.put(metric.key(), new MetricSource(metric, limits, executor));
            }
        }
        if (refused) {
            metric.close();
            throw new IllegalStateException("the server is closed, so it takes no metric; " + metric + " was closed");
        }
        if (before != null && before.metric().scaler() != metric.scaler()) {
            before.close();
        }
    }

    /** Ends the metrics of this name, with whatever labels. */
    boolean remove(String namespace, String name) {
        List<MetricSource> removed;
        synchronized (this) {
            removed = matching(named(namespace, name));
            sources.values().removeAll(removed);
        }
        removed.forEach(MetricSource::close);
        return !removed.isEmpty();
    }

    /** Ends one metric; one that is not served is no error. */
    void remove(ExternalMetric.Key key) {
        MetricSource removed;
        synchronized (this) {
            removed = sources.remove(key);
        }
        if (removed != null) {
            removed.close();
        }
    }

    /** Those of a name whose labels fit. */
    synchronized List<MetricSource> find(String namespace, String name, LabelSelector selector) {
        Predicate<ExternalMetric.Key> named = named(namespace, name);
        return matching(key -> named.test(key) && selector.matches(key.labels()));
    }

    private static Predicate<ExternalMetric.Key> named(String namespace, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return key -> key.namespace().equals(namespace) && key.name().equals(lower);
    }

    private List<MetricSource> matching(Predicate<ExternalMetric.Key> wanted) {
        return sources.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public void close() {
        List<MetricSource> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(sources.values());
            sources.clear();
        }
        all.forEach(MetricSource::close);
    }
}

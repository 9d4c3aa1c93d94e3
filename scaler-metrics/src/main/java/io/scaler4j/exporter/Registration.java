package io.scaler4j.exporter;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.ArrayList;
import java.util.List;

/** The metrics of one observer in a registry, to be taken out together. */
final class Registration {

    private final CollectorRegistry registry;
    private final List<Collector> collectors = new ArrayList<>();

    Registration(CollectorRegistry registry) {
        this.registry = registry;
    }

    Gauge gauge(String name, String help, String... labels) {
        return register(name, Gauge.build(name, help).labelNames(labels).create());
    }

    Counter counter(String name, String help, String... labels) {
        return register(name, Counter.build(name, help).labelNames(labels).create());
    }

    private <C extends Collector> C register(String name, C collector) {
        try {
            registry.register(collector);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the registry has a metric " + name + " already; register once, and give the one observer to all"
                            + " autoscalers",
                    e);
        }
        collectors.add(collector);
        return collector;
    }

    void undo() {
        collectors.forEach(registry::unregister);
        collectors.clear();
    }
}

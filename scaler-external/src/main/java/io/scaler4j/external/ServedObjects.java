package io.scaler4j.external;

import io.grpc.Status;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of clients, each by its namespace, name and metadata, and the sources behind them. Objects with the same
 * trigger share a source. The objects that were not asked for the longest are forgotten if there are too many; a source
 * closes with its last object or stream. Thread-safe.
 */
final class ServedObjects implements AutoCloseable {

    /** A source and its users. */
    private static final class Shared {

        private final ServedSource source;
        private int users;

        Shared(ServedSource source) {
            this.source = source;
        }
    }

    /** A hold on the source of an object. */
    final class Hold implements AutoCloseable {

        private final TriggerPlan plan;
        private final ServedSource source;
        private boolean open = true;

        private Hold(TriggerPlan plan, ServedSource source) {
            this.plan = plan;
            this.source = source;
        }

        ServedSource source() {
            return source;
        }

        @Override
        public void close() {
            ServedSource last;
            synchronized (ServedObjects.this) {
                last = open ? release(plan) : null;
                open = false;
            }
            if (last != null) {
                last.close();
            }
        }
    }

    private final TriggerPlans plans;
    private final ServerParts parts;
    private final SharedConnections connections;
    private final int maximum;
    private final LinkedHashMap<ScaledObjectRef, Hold> objects = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<TriggerPlan, Shared> sources = new HashMap<>();
    private boolean closed;

    ServedObjects(TriggerPlans plans, ServerParts parts, SharedConnections connections, int maximum) {
        this.plans = plans;
        this.parts = parts;
        this.connections = connections;
        this.maximum = maximum;
    }

    /**
     * The source of an object, which is opened for the first that asks.
     *
     * @throws io.grpc.StatusRuntimeException if the metadata is no trigger that is served
     */
    ServedSource find(ScaledObjectRef object) {
        synchronized (this) {
            Hold known = objects.get(object);
            if (known != null) {
                return known.source();
            }
        }
        Hold added = hold(object);
        List<Hold> forgotten = new ArrayList<>();
        synchronized (this) {
            Hold before = objects.putIfAbsent(object, added);
            if (before != null) {
                forgotten.add(added);
                added = before;
            }
            var eldest = objects.entrySet().iterator();
            while (objects.size() > maximum && eldest.hasNext()) {
                forgotten.add(eldest.next().getValue());
                eldest.remove();
            }
        }
        forgotten.forEach(Hold::close);
        return added.source();
    }

    /**
     * A hold for a stream, which keeps the source open whatever becomes of the object.
     *
     * @throws io.grpc.StatusRuntimeException as {@link #find} does
     */
    Hold hold(ScaledObjectRef object) {
        TriggerPlan plan = plan(object);
        synchronized (this) {
            if (closed) {
                throw Status.UNAVAILABLE
                        .withDescription("the server is closing")
                        .asRuntimeException();
            }
            Shared shared = sources.computeIfAbsent(plan, absent -> new Shared(open(absent)));
            shared.users++;
            return new Hold(plan, shared.source);
        }
    }

    private TriggerPlan plan(ScaledObjectRef object) {
        try {
            TriggerPlan plan = plans.plan(object.getScalerMetadataMap());
            if (plan.metric().target() instanceof MetricTarget.Utilization) {
                throw refused("a utilization needs a sample of each replica, which this contract cannot carry; set the"
                        + " metricType AverageValue");
            }
            return plan;
        } catch (InvalidConfigurationException e) {
            throw refused(String.join("; ", e.problems()));
        }
    }

    private static RuntimeException refused(String sentence) {
        return Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException();
    }

    private ServedSource open(TriggerPlan plan) {
        try {
            var source =
                    new ServedSource.OpenSource(name(plan), plan.metric(), plan.open(TriggerContext.of(connections)));
            return new ServedSource(source, parts);
        } catch (InvalidConfigurationException e) {
            throw refused(String.join("; ", e.problems()));
        } catch (RuntimeException e) { // without what it says, which may be anything
            throw Status.UNAVAILABLE
                    .withDescription(
                            "the source could not be opened (" + e.getClass().getSimpleName() + ")")
                    .asRuntimeException();
        }
    }

    /** Without the position that KEDA puts in front again, and with the characters that Kubernetes takes. */
    private static String name(TriggerPlan plan) {
        String name = plan.metricName(0);
        String own = name.startsWith(MetricNames.inCluster(0, "")) ? MetricNames.own(0, name) : name;
        return own.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** Called with the lock held; the source to close, if it was the last user. */
    private @org.jspecify.annotations.Nullable ServedSource release(TriggerPlan plan) {
        Shared shared = sources.get(plan);
        if (shared == null || --shared.users > 0) {
            return null;
        }
        sources.remove(plan);
        return shared.source;
    }

    synchronized int size() {
        return objects.size();
    }

    synchronized int sources() {
        return sources.size();
    }

    @Override
    public void close() {
        List<Hold> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(objects.values());
            objects.clear();
        }
        all.forEach(Hold::close);
    }

    /** The sentence for metadata that names nothing. */
    static String quoted(String text) {
        return Masking.quote(text);
    }
}

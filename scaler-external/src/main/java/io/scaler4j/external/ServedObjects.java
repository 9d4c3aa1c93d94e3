package io.scaler4j.external;

import io.grpc.Status;
import io.scaler4j.Scaler;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The objects of clients, each by its namespace, name and metadata, and the sources behind them. Objects with the same
 * trigger share a source. The objects that were not asked for the longest are forgotten if there are too many; a source
 * closes with its last object or stream. Thread-safe.
 */
final class ServedObjects implements AutoCloseable {

    /** A source and its users. The first opens it, while only those of the same trigger wait. */
    private final class Shared {

        private final TriggerPlan plan;
        /** Guarded by all objects. */
        private int users;

        private @Nullable ServedSource source;

        Shared(TriggerPlan plan) {
            this.plan = plan;
        }

        synchronized ServedSource opened() {
            if (source == null) {
                source = open(plan);
            }
            return source;
        }

        synchronized void close() {
            if (source != null) {
                source.close();
            }
        }
    }

    /** A hold on the source of an object. */
    final class Hold implements AutoCloseable {

        private final Shared shared;
        private final ServedSource source;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Hold(Shared shared, ServedSource source) {
            this.shared = shared;
            this.source = source;
        }

        ServedSource source() {
            return source;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                release(shared);
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

    /** The source of an object that was asked for before. */
    synchronized Optional<ServedSource> known(ScaledObjectRef object) {
        return Optional.ofNullable(objects.get(object)).map(Hold::source);
    }

    /**
     * The source of an object, which is opened for the first that asks.
     *
     * @throws io.grpc.StatusRuntimeException if the metadata is no trigger that is served
     */
    ServedSource find(ScaledObjectRef object) {
        Optional<ServedSource> known = known(object);
        return known.isPresent() ? known.get() : add(object, hold(object));
    }

    private ServedSource add(ScaledObjectRef object, Hold added) {
        List<Hold> forgotten = new ArrayList<>();
        Hold kept = added;
        synchronized (this) {
            Hold before = objects.putIfAbsent(object, added);
            if (before != null) {
                forgotten.add(added);
                kept = before;
            }
            var eldest = objects.entrySet().iterator();
            while (objects.size() > (closed ? 0 : maximum)) {
                forgotten.add(eldest.next().getValue());
                eldest.remove();
            }
        }
        forgotten.forEach(Hold::close);
        return kept.source();
    }

    /**
     * A hold for a stream, which keeps the source open whatever becomes of the object.
     *
     * @throws io.grpc.StatusRuntimeException as {@link #find} does
     */
    Hold hold(ScaledObjectRef object) {
        TriggerPlan plan = plan(object);
        Shared shared;
        synchronized (this) {
            if (closed) {
                throw Status.UNAVAILABLE
                        .withDescription("the server is closing")
                        .asRuntimeException();
            }
            shared = sources.computeIfAbsent(plan, Shared::new);
            shared.users++;
        }
        try {
            return new Hold(shared, shared.opened());
        } catch (RuntimeException | Error e) {
            release(shared);
            throw e;
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
            return served(plan, plan.open(TriggerContext.of(connections)));
        } catch (InvalidConfigurationException e) {
            throw refused(String.join("; ", e.problems()));
        } catch (RuntimeException e) { // without what it says, which may be anything
            throw Status.UNAVAILABLE
                    .withDescription(
                            "the source could not be opened (" + e.getClass().getSimpleName() + ")")
                    .asRuntimeException();
        }
    }

    /** Takes over the scaler. */
    private ServedSource served(TriggerPlan plan, Scaler scaler) {
        try {
            return new ServedSource(new ServedSource.OpenSource(name(plan), plan.metric(), scaler), parts);
        } catch (RuntimeException | Error e) {
            scaler.close();
            throw e;
        }
    }

    /** Without the position that KEDA puts in front again, and with the characters that Kubernetes takes. */
    private static String name(TriggerPlan plan) {
        String name = plan.metricName(0);
        String own = name.startsWith(MetricNames.inCluster(0, "")) ? MetricNames.own(0, name) : name;
        return own.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private void release(Shared shared) {
        synchronized (this) {
            if (--shared.users > 0) {
                return;
            }
            sources.remove(shared.plan);
        }
        shared.close();
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

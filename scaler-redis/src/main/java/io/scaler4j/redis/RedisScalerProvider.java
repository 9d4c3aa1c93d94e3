package io.scaler4j.redis;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;

/**
 * Makes triggers of the types {@code redis}, {@code redis-cluster} and {@code redis-sentinel}, on the length of keys,
 * and of {@code redis-streams}, {@code redis-cluster-streams} and {@code redis-sentinel-streams}. The options are those
 * of the tables in {@link io.scaler4j.redis}. Triggers that name the same addresses, in whatever order, with the same
 * other settings, share one connection.
 *
 * <p>There is one class for each type, for {@link java.util.ServiceLoader}.
 */
public abstract sealed class RedisScalerProvider implements ScalerProvider {

    private final String type;
    private final Topology topology;
    private final Kind kind;

    /** What is measured. */
    private enum Kind {
        LENGTH,
        STREAM
    }

    private RedisScalerProvider(String type, Topology topology, Kind kind) {
        this.type = type;
        this.topology = topology;
        this.kind = kind;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        ServerSettings settings = ConnectionOptions.read(spec, topology).settings(spec);
        settings.checkForm(spec.problems());
        return kind == Kind.LENGTH ? length(spec, settings, connections) : stream(spec, settings, connections);
    }

    private static Trigger length(TriggerSpec spec, ServerSettings settings, SharedConnections connections) {
        var options = LengthTriggerOptions.read(spec);
        MetricTarget target = spec.target((double) options.listLength(), "listLength");
        spec.verify();
        RedisServer server = server(spec, settings, connections);
        return Trigger.of(spec.name(), RedisLengthScaler.open(server, options.length()), target)
                .activatesAbove((double) options.activationListLength());
    }

    private static Trigger stream(TriggerSpec spec, ServerSettings settings, SharedConnections connections) {
        var options = StreamTriggerOptions.read(spec);
        MetricTarget target = spec.target((double) options.target(), options.targetOption());
        spec.verify();
        RedisServer server = server(spec, settings, connections);
        return Trigger.of(spec.name(), RedisStreamScaler.open(server, options.stream()), target)
                .activatesAbove((double) options.activationLagCount());
    }

    private static RedisServer server(TriggerSpec spec, ServerSettings settings, SharedConnections connections) {
        try {
            return RedisServer.of(
                    connections.lease(settings.key(), RedisConnection.class, () -> RedisServer.connect(settings)));
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(spec.toString(), e.problems());
        }
    }

    /** Type {@code redis}: the length of keys of one server. */
    public static final class Length extends RedisScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Length() {
            super("redis", Topology.SINGLE, Kind.LENGTH);
        }
    }

    /** Type {@code redis-cluster}: the length of keys of a cluster. */
    public static final class ClusterLength extends RedisScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public ClusterLength() {
            super("redis-cluster", Topology.CLUSTER, Kind.LENGTH);
        }
    }

    /** Type {@code redis-sentinel}: the length of keys of the primary that sentinels name. */
    public static final class SentinelLength extends RedisScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public SentinelLength() {
            super("redis-sentinel", Topology.SENTINEL, Kind.LENGTH);
        }
    }

    /** Type {@code redis-streams}: a stream of one server. */
    public static final class Streams extends RedisScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Streams() {
            super("redis-streams", Topology.SINGLE, Kind.STREAM);
        }
    }

    /** Type {@code redis-cluster-streams}: a stream of a cluster. */
    public static final class ClusterStreams extends RedisScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public ClusterStreams() {
            super("redis-cluster-streams", Topology.CLUSTER, Kind.STREAM);
        }
    }

    /** Type {@code redis-sentinel-streams}: a stream of the primary that sentinels name. */
    public static final class SentinelStreams extends RedisScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public SentinelStreams() {
            super("redis-sentinel-streams", Topology.SENTINEL, Kind.STREAM);
        }
    }
}

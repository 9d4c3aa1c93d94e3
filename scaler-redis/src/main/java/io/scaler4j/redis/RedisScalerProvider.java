package io.scaler4j.redis;

import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans triggers of the types {@code redis}, {@code redis-cluster} and {@code redis-sentinel}, on the length of keys,
 * and of {@code redis-streams}, {@code redis-cluster-streams} and {@code redis-sentinel-streams}. The options are those
 * of the tables in {@code docs/redis.md}. Triggers that name the same addresses, in whatever order, with the same other
 * settings, share one connection.
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
    public List<Option<?>> options() {
        return Stream.of(
                        kind == Kind.LENGTH ? LengthTriggerOptions.DECLARED : StreamTriggerOptions.DECLARED,
                        ConnectionOptions.DECLARED)
                .<Option<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, options());
        ServerSettings settings = ConnectionOptions.read(given, topology).settings(given);
        settings.checkForm(given.problems());
        return kind == Kind.LENGTH ? length(given, settings) : stream(given, settings);
    }

    private static TriggerPlan length(OptionReader given, ServerSettings settings) {
        var options = LengthTriggerOptions.read(given);
        MetricSpec metric = MetricSpec.of(
                        given.spec().name(),
                        given.target((double) options.listLength(), LengthTriggerOptions.LIST_LENGTH))
                .activatesAbove((double) options.activationListLength());
        String name = "redis-" + String.join(",", options.length().keys);
        return given.plan(
                metric,
                index -> TriggerPlan.externalMetricName(index, name),
                context -> RedisLengthScaler.open(server(settings, context), options.length()));
    }

    private static TriggerPlan stream(OptionReader given, ServerSettings settings) {
        var options = StreamTriggerOptions.read(given);
        MetricSpec metric = MetricSpec.of(
                        given.spec().name(), given.target((double) options.target(), options.targetOption()))
                .activatesAbove((double) options.activationLagCount());
        String name = "redis-streams-" + options.stream().stream;
        return given.plan(
                metric,
                index -> TriggerPlan.externalMetricName(index, name),
                context -> RedisStreamScaler.open(server(settings, context), options.stream()));
    }

    private static RedisServer server(ServerSettings settings, TriggerContext context) {
        return RedisServer.of(context.connections()
                .lease(settings.key(), RedisConnection.class, () -> RedisServer.connect(settings)));
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

package io.scaler4j.redis;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What options mean, and which are refused. */
final class RedisOptionKinds {

    private static final Map<String, List<Option<?>>> OPTIONS = Stream.of(
                    new RedisScalerProvider.Length(),
                    new RedisScalerProvider.ClusterLength(),
                    new RedisScalerProvider.SentinelLength(),
                    new RedisScalerProvider.Streams(),
                    new RedisScalerProvider.ClusterStreams(),
                    new RedisScalerProvider.SentinelStreams())
            .collect(Collectors.toMap(ScalerProvider::type, ScalerProvider::options));

    private RedisOptionKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("redis.list.parse", given -> parse(given, RedisOptionKinds::length))
                .evaluate("redis.streams.parse", given -> parse(given, RedisOptionKinds::stream))
                .evaluate("redis.streams.metricTarget", RedisOptionKinds::target)
                .evaluate("redis.metricName", RedisOptionKinds::metricName);
    }

    private static Result parse(Fields given, Function<OptionReader, Result.Values> options) {
        try {
            OptionReader reader = reader(given);
            ConnectionOptions connection = ConnectionOptions.read(reader, topology(given.text("scaler")));
            Result.Values values = options.apply(reader);
            reader.verify();
            add(values, connection);
            return Result.of("valid", true).and("values", values);
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false)
                    .and("values", Result.of("refused", e.getMessage()))
                    .notCompared("errorKind");
        }
    }

    private static Result.Values length(OptionReader reader) {
        var options = LengthTriggerOptions.read(reader);
        return Result.of("listName", String.join(",", options.length().keys))
                .and("listLength", options.listLength())
                .and("activationListLength", options.activationListLength());
    }

    private static Result.Values stream(OptionReader reader) {
        var options = StreamTriggerOptions.read(reader);
        return Result.of("stream", options.stream().stream)
                .and("consumerGroup", text(options.stream().group))
                .and("mode", mode(options))
                .and("pendingEntriesCount", targetOf(options, "pendingEntriesCount"))
                .and("streamLength", targetOf(options, "streamLength"))
                .and("lagCount", targetOf(options, "lagCount"))
                .and("activationLagCount", options.activationLagCount());
    }

    private static long targetOf(StreamTriggerOptions options, String option) {
        return options.targetOption().name().equals(option) ? options.target() : 0;
    }

    /** The names are KEDA's. */
    private static String mode(StreamTriggerOptions options) {
        return switch (options.stream().metric) {
            case LENGTH -> "streamLength";
            case PENDING -> "pendingEntries";
            case LAG -> "lag";
            case LAG_AND_PENDING -> "lagAndPending";
        };
    }

    private static void add(Result.Values values, ConnectionOptions options) {
        values.and("addresses", options.addresses())
                .and("hosts", options.hosts())
                .and("ports", options.ports())
                .and("username", options.credentials().user().orElse(null))
                .and("password", text(options.credentials().password()))
                .and("sentinelUsername", options.sentinelCredentials().user().orElse(null))
                .and("sentinelPassword", text(options.sentinelCredentials().password()))
                .and("sentinelMaster", text(options.sentinelMaster()))
                .and("databaseIndex", options.database())
                .and("enableTLS", options.encrypted())
                .and("unsafeSsl", options.tls().unsafe())
                .and("ca", text(options.tls().ca()))
                .and("cert", text(options.tls().cert()))
                .and("key", text(options.tls().key()))
                .and("keyPassword", text(options.tls().keyPassword()));
    }

    private static Result target(Fields given) {
        try {
            OptionReader reader = reader(given);
            var options = StreamTriggerOptions.read(reader);
            ConnectionOptions.read(reader, topology(given.text("scaler")));
            reader.verify();
            return Result.of("mode", mode(options)).and("target", options.target());
        } catch (InvalidConfigurationException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    /** The server is no part of the name, and some cases have a word in place of its address. */
    private static Result metricName(Fields given) {
        Map<String, String> options =
                new TreeMap<>(given.object("triggerMetadata").asTexts());
        options.put("address", "redis:6379");
        try (var catalog = ScalerCatalog.load()) {
            TriggerPlan plan = catalog.plan(
                    TriggerSpec.builder(given.text("scaler")).metadata(options).build());
            return Result.of("metricName", plan.metricName(given.count("triggerIndex")));
        }
    }

    static OptionReader reader(Fields given) {
        return OptionReader.of(spec(given), OPTIONS.getOrDefault(given.text("scaler"), List.of()));
    }

    private static TriggerSpec spec(Fields given) {
        return TriggerSpec.builder(given.text("scaler"))
                .metadata(given.object("triggerMetadata").asTexts())
                .authentication(
                        given.objectIfAny("authParams").map(Fields::asTexts).orElseGet(TreeMap::new))
                .environment(
                        given.objectIfAny("resolvedEnv").map(Fields::asTexts).orElseGet(TreeMap::new))
                .build();
    }

    private static Topology topology(String type) {
        if (type.startsWith("redis-cluster")) {
            return Topology.CLUSTER;
        }
        return type.startsWith("redis-sentinel") ? Topology.SENTINEL : Topology.SINGLE;
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }
}

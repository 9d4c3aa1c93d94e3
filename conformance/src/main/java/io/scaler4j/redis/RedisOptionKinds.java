package io.scaler4j.redis;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.spi.TriggerSpec;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What options mean, and which are refused. */
final class RedisOptionKinds {

    private RedisOptionKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("redis.list.parse", given -> parse(given, RedisOptionKinds::length))
                .evaluate("redis.streams.parse", given -> parse(given, RedisOptionKinds::stream))
                .evaluate("redis.streams.metricTarget", RedisOptionKinds::target)
                .evaluate("redis.metricName", RedisOptionKinds::metricName);
    }

    private static Result parse(Fields given, Function<TriggerSpec, Result.Values> options) {
        try {
            TriggerSpec spec = spec(given);
            ConnectionOptions connection = ConnectionOptions.read(spec, topology(spec.type()));
            Result.Values values = options.apply(spec);
            spec.verify();
            add(values, connection);
            return Result.of("valid", true).and("values", values);
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false)
                    .and("values", Result.of("refused", e.getMessage()))
                    .notCompared("errorKind");
        }
    }

    private static Result.Values length(TriggerSpec spec) {
        var options = LengthTriggerOptions.read(spec);
        return Result.of("listName", String.join(",", options.length().keys))
                .and("listLength", options.listLength())
                .and("activationListLength", options.activationListLength());
    }

    private static Result.Values stream(TriggerSpec spec) {
        var options = StreamTriggerOptions.read(spec);
        return Result.of("stream", options.stream().stream)
                .and("consumerGroup", text(options.stream().group))
                .and("mode", mode(options))
                .and("pendingEntriesCount", targetOf(options, "pendingEntriesCount"))
                .and("streamLength", targetOf(options, "streamLength"))
                .and("lagCount", targetOf(options, "lagCount"))
                .and("activationLagCount", options.activationLagCount());
    }

    private static long targetOf(StreamTriggerOptions options, String option) {
        return options.targetOption().equals(option) ? options.target() : 0;
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
            TriggerSpec spec = spec(given);
            var options = StreamTriggerOptions.read(spec);
            ConnectionOptions.read(spec, topology(spec.type()));
            spec.verify();
            return Result.of("mode", mode(options)).and("target", options.target());
        } catch (InvalidConfigurationException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static Result metricName(Fields given) {
        TriggerSpec spec = spec(given);
        int index = given.count("triggerIndex");
        return Result.of(
                "metricName",
                spec.type().endsWith("-streams")
                        ? KedaMetric.ofStream(index, StreamTriggerOptions.read(spec).stream().stream)
                        : KedaMetric.ofLength(
                                index,
                                String.join(",", LengthTriggerOptions.read(spec).length().keys)));
    }

    static TriggerSpec spec(Fields given) {
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

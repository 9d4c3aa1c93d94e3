package io.scaler4j.external;

import io.grpc.Status;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.connect.Renewable;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.GetMetricsResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.external.grpc.MetricSpec;
import io.scaler4j.external.grpc.MetricValue;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client of external scalers: options, connections, answers and streams. */
public final class ExternalKinds {

    /** As KEDA has it: a value below 0 counts as 0. */
    private static final ValueRules LIKE_KEDA = new ValueRules(ValueRules.TargetForm.AVERAGE_VALUE, NegativeValue.ZERO);

    private ExternalKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("external.parse", ExternalKinds::parse)
                .evaluate("external.pool-key", ExternalKinds::poolKey)
                .evaluate("external.tls", ExternalKinds::tls)
                .evaluate("external.metric-spec", ExternalKinds::metricSpec)
                .evaluate("external.metric-values", ExternalKinds::metricValues)
                .evaluate("external.strip-index", ExternalKinds::stripIndex)
                .evaluate("external.stream-retry", ExternalKinds::streamRetry)
                .evaluate("external.backoff", ExternalKinds::backoff)
                .evaluate("external.push-event", ExternalKinds::pushEvent)
                .evaluate(
                        "push_event", given -> Result.of("triggersImmediateDecision", wakes(given.flag("activeFlag"))));
    }

    private static Map<String, String> texts(Fields given, String name) {
        return given.objectIfAny(name).map(Fields::asTexts).orElseGet(LinkedHashMap::new);
    }

    private static OptionReader reader(
            String type,
            Map<String, String> metadata,
            Map<String, String> authentication,
            Map<String, String> environment,
            String metricType) {
        return OptionReader.of(
                TriggerSpec.builder(type)
                        .metadata(metadata)
                        .authentication(authentication)
                        .environment(environment)
                        .metricType(metricType)
                        .build(),
                ExternalOptions.DECLARED);
    }

    private static Result parse(Fields given) {
        OptionReader reader = reader(
                given.textIfAny("scaler").orElse("external"),
                texts(given, "triggerMetadata"),
                texts(given, "authParams"),
                texts(given, "resolvedEnv"),
                given.textIfAny("metricType").orElse(""));
        try {
            var options = ExternalOptions.read(reader);
            reader.verify();
            return Result.of("valid", true).and("values", values(options));
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false).and("field", Result.mentionedBy(e));
        }
    }

    private static Result.Values values(ExternalOptions options) {
        return Result.of("scalerAddress", options.address())
                .and("enableTLS", options.enableTls())
                .and("unsafeSsl", options.unsafe())
                .and("caCert", orNull(options.caCert()))
                .and("tlsClientCert", orNull(options.clientCert()))
                .and("tlsClientKey", orNull(options.clientKey()))
                .and("scalerMetadata", options.metadata());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The options of a connection as a case gives them, by KEDA's names. */
    private static ExternalOptions connection(Fields given) {
        var metadata = new LinkedHashMap<String, String>();
        var authentication = new LinkedHashMap<String, String>();
        metadata.put("scalerAddress", "grpc.example:9090");
        for (String name : given.names()) {
            String text = given.isText(name) ? given.text(name) : Boolean.toString(given.flag(name));
            boolean secret = name.equals("caCert") || name.startsWith("tlsClient");
            (secret ? authentication : metadata).put(name, text);
        }
        return ExternalOptions.read(reader("external", metadata, authentication, Map.of(), ""));
    }

    private static Object key(Fields given) {
        var options = connection(given);
        return ChannelSettings.of(options.address(), Renewable.from(options::security))
                .key();
    }

    private static Result poolKey(Fields given) {
        return Result.of("sameConnection", key(given.object("left")).equals(key(given.object("right"))));
    }

    private static Result tls(Fields given) {
        return Result.of(
                "transport",
                connection(given)
                        .security()
                        .tls()
                        .map(settings -> settings.showsCertificate() ? "mtls" : "tls")
                        .orElse("plaintext"));
    }

    private static Result metricSpec(Fields given) {
        String metricType = given.textIfAny("metricType").orElse("");
        OptionReader reader = reader("external", Map.of("scalerAddress", "h:1"), Map.of(), Map.of(), metricType);
        ValueRules.TargetForm form = ExternalOptions.read(reader).targetForm();
        if (!reader.problems().isEmpty()) {
            return Result.of("error", true);
        }
        var answer = GetMetricSpecResponse.newBuilder();
        given.objects("response").forEach(spec -> answer.addMetricSpecs(spec(spec)));
        int index = given.count("triggerIndex");
        return Result.of(
                "specs",
                WantedMetric.of(answer.build()).stream()
                        .map(metric -> Result.of("name", MetricNames.inCluster(index, metric.name()))
                                .and("targetType", form == ValueRules.TargetForm.VALUE ? "Value" : "AverageValue")
                                .and("target", quantity(metric.target())))
                        .toList());
    }

    private static MetricSpec spec(Fields given) {
        return MetricSpec.newBuilder()
                .setMetricName(given.text("metricName"))
                .setTargetSize(given.integerIfAny("targetSize").orElse(0))
                .setTargetSizeFloat(given.numberIfAny("targetSizeFloat").orElse(0.0))
                .build();
    }

    private static String quantity(double number) {
        return MilliUnits.toText(MilliUnits.of(number));
    }

    private static Result metricValues(Fields given) {
        String name = given.text("metricName");
        var answer = GetMetricsResponse.newBuilder();
        given.objects("getMetrics").forEach(value -> answer.addMetricValues(value(value)));
        var activity = IsActiveResponse.newBuilder().setResult(given.flag("isActive"));
        return Result.of("requestedMetricName", MetricNames.own(given.count("triggerIndex"), name))
                .and(
                        "metrics",
                        LIKE_KEDA.values(answer.build()).stream()
                                .map(number -> Result.of("name", name).and("value", quantity(number)))
                                .toList())
                .and("active", activity.getResult());
    }

    private static MetricValue value(Fields given) {
        return MetricValue.newBuilder()
                .setMetricName(given.textIfAny("metricName").orElse(""))
                .setMetricValue(given.integerIfAny("metricValue").orElse(0))
                .setMetricValueFloat(given.numberIfAny("metricValueFloat").orElse(0.0))
                .build();
    }

    private static Result stripIndex(Fields given) {
        try {
            String own = MetricNames.own(given.count("triggerIndex"), given.text("metricName"));
            return Result.of("name", own)
                    .and("metricName", own)
                    .and("requestedMetricName", own)
                    .and("stripped", own)
                    .and("error", false);
        } catch (IllegalArgumentException e) {
            return Result.of("error", true);
        }
    }

    private static Result streamRetry(Fields given) {
        String end = given.text("end");
        StreamEnd reaction = StreamEnd.of(
                given.text("stream").equals("metricSpec"),
                given.integer("updatesBeforeEnd"),
                end.equals("EOF") ? Status.Code.OK : Status.Code.valueOf(end));
        return Result.of("stop", reaction.stops()).and("resetDelay", reaction.resetsDelay());
    }

    /**
     * The delays of as many failures in a row, and the last of them, in seconds and in milliseconds. Without a number
     * they are as many as it takes to see the longest twice.
     */
    private static Result backoff(Fields given) {
        int failures = Stream.of("failures", "consecutiveFailures", "attempts", "count")
                .filter(given::has)
                .findFirst()
                .map(name -> Math.max(0, Math.min(1_000, given.count(name))))
                .orElse(7);
        var delay = new RetryDelay();
        List<Duration> delays = Stream.generate(delay::next).limit(failures).toList();
        Duration last = delays.isEmpty() ? Duration.ZERO : delays.get(delays.size() - 1);
        return Result.of("delaysSec", delays.stream().map(Duration::toSeconds).toList())
                .and("delaysMs", delays.stream().map(Duration::toMillis).toList())
                .and("delaySec", last.toSeconds())
                .and("delayMs", last.toMillis());
    }

    /**
     * A job has no replicas that could be activated; what waits becomes jobs at the next poll. The word for what is not
     * ignored differs from table to table.
     */
    private static Result pushEvent(Fields given) {
        boolean wakes = given.textIfAny("kind").orElse("ScaledObject").equals("ScaledObject")
                && given.flagIfAny("metricNameKnown").orElse(true)
                && wakes(given.flag("active"));
        return Result.of("action", wakes ? Result.anyOf(List.of("activate", "activated")) : "ignored");
    }

    /** Whether a message of the activity stream makes a turn. */
    private static boolean wakes(boolean active) {
        var told = new AtomicInteger();
        var activity = new Activity();
        activity.tell(told::incrementAndGet);
        activity.pushed(active);
        return told.get() > 0;
    }
}

package io.scaler4j.cron;

import io.scaler4j.ReadRequest;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kinds that the cron source answers. They live in its package to reach its events; class path only. */
public final class CronKinds {

    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private CronKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("cron.parse", CronKinds::parse)
                .evaluate("cron.metric-spec", CronKinds::metricSpec)
                .evaluate("cron.evaluate", CronKinds::evaluate)
                .evaluate("metric.normalize", CronKinds::normalized);
    }

    private static Result parse(Fields given) {
        try {
            return Result.of("valid", true).and("values", values(scaler(trigger(given))));
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false).and("field", Result.mentionedBy(e));
        }
    }

    private static Map<String, Object> values(CronScaler scaler) {
        CronWindow window = scaler.window();
        var values = new LinkedHashMap<String, Object>();
        values.put("timezone", window.zone().getId());
        values.put("start", window.start().text());
        values.put("end", Objects.requireNonNull(window.end()).text());
        values.put("desiredReplicas", scaler.replicas());
        return values;
    }

    private static Result metricSpec(Fields given) {
        try {
            MetricTarget target = trigger(given).target();
            return Result.of("targetType", target.getClass().getSimpleName())
                    .and("target", target instanceof MetricTarget.AverageValue average ? average.perReplica() : null);
        } catch (InvalidConfigurationException e) {
            return Result.error(e.problems().toString());
        }
    }

    /** Under KEDA's rule. */
    private static Result evaluate(Fields given) {
        Map<String, String> options = Map.of(
                "timezone", given.text("timezone"),
                "start", given.text("start"),
                "end", given.text("end"),
                "desiredReplicas", Long.toString(given.integer("desiredReplicas")),
                "rule", "nextEvent");
        try {
            return at(OffsetDateTime.parse(given.text("now")).toInstant(), trigger(options, ""));
        } catch (InvalidConfigurationException e) {
            return Result.error(e.problems().toString());
        }
    }

    private static Result at(Instant now, Trigger trigger) {
        CronScaler scaler = scaler(trigger);
        CronWindow window = scaler.window();
        var reading = (Reading.Value) scaler.read(ReadRequest.of(now, Duration.ofSeconds(1)));
        WindowEdge end = Objects.requireNonNull(window.end());
        return Result.of("active", reading.activationValue() > trigger.activationThreshold())
                .and("metric", MilliUnits.toDouble(reading.milli()))
                .and("nextStart", text(window.start().nextPass(now), window))
                .and("nextEnd", text(end.nextPass(now), window));
    }

    private static @Nullable String text(@Nullable Instant instant, CronWindow window) {
        return instant == null ? null : WITH_OFFSET.format(instant.atZone(window.zone()));
    }

    /** KEDA's name of the metric, as the cases about names of metrics want it. */
    public static Result name(Fields given) {
        TriggerPlan plan = new CronScalerProvider()
                .plan(spec(given.object("triggerMetadata").asTexts(), ""));
        return Result.of("name", plan.metricName(given.count("triggerIndex")));
    }

    /** The name of an external metric, without the position in front of it. */
    private static Result normalized(Fields given) {
        return Result.of(
                "text", TriggerPlan.externalMetricName(0, given.text("text")).substring("s0-".length()));
    }

    private static Trigger trigger(Fields given) {
        return trigger(
                given.object("triggerMetadata").asTexts(),
                given.textIfAny("metricType").orElse(""));
    }

    private static Trigger trigger(Map<String, String> options, String metricType) {
        try (var catalog = ScalerCatalog.of(new CronScalerProvider())) {
            return catalog.open(spec(options, metricType));
        }
    }

    private static TriggerSpec spec(Map<String, String> options, String metricType) {
        return TriggerSpec.builder("cron")
                .metadata(options)
                .metricType(metricType)
                .build();
    }

    private static CronScaler scaler(Trigger trigger) {
        return (CronScaler) trigger.scaler();
    }
}

package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.Trigger;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds that the Prometheus source answers. They live in its package to reach its rules; class path only. */
public final class PrometheusKinds {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private PrometheusKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        PrometheusOptionKinds.register(kinds);
        kinds.evaluate("prometheus.request", PrometheusRequestKind::request)
                .evaluate("prometheus.response", PrometheusKinds::response)
                .evaluate("prometheus.activity", PrometheusKinds::activity)
                .evaluate("metric.quantity", PrometheusKinds::quantity);
    }

    /** KEDA's name of the metric, as the cases about names of metrics want it. */
    public static Result name(Fields given) {
        Map<String, String> options =
                new HashMap<>(Map.of("serverAddress", "http://h", "query", "up", "threshold", "1"));
        given.objectIfAny("triggerMetadata").map(Fields::asTexts).ifPresent(options::putAll);
        TriggerPlan plan = new PrometheusScalerProvider()
                .plan(TriggerSpec.builder("prometheus").metadata(options).build());
        return Result.of("name", plan.metricName(given.count("triggerIndex")));
    }

    private static Result response(Fields given) {
        MissingValue missing =
                given.flagIfAny("ignoreNullValues").orElse(true) ? MissingValue.zero() : MissingValue.failure();
        var rules = new ValueRules(missing, missing, NegativeValue.ZERO, Optional.empty());
        try {
            byte[] body = given.text("body").getBytes(UTF_8);
            QueryResult result = AnswerReader.result(new HttpAnswer(given.count("httpStatus"), null, false, body));
            Reading.Value reading = rules.reading(result, NOW, null);
            return Result.of("ok", true).and("value", reading.activationValue());
        } catch (AnswerException e) {
            return Result.of("ok", false).and("errorKind", word(e.problem()));
        }
    }

    private static String word(Problem problem) {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As the trigger's activation threshold is compared. */
    private static Result activity(Fields given) {
        Reading.Value reading = reading(number(given));
        var trigger = Trigger.of("query", request -> reading, MetricTarget.averageValue(1))
                .activatesAbove(given.number("activationThreshold"));
        boolean active = ScalingPolicy.builder()
                .build()
                .decide(ScalingState.initial(), Observation.of(NOW, Replicas.of(1), List.of(trigger.measure(reading))))
                .explanation()
                .recommendations()
                .stream()
                .anyMatch(Recommendation::isActive);
        return Result.of("active", active).and("metric", MilliUnits.toDouble(reading.milli()));
    }

    private static Result quantity(Fields given) {
        try {
            return Result.of(
                    "quantity", MilliUnits.toText(reading(number(given)).milli()));
        } catch (AnswerException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static Reading.Value reading(double number) {
        return ValueRules.STRICT.reading(QueryResult.of(QueryResult.Sample.of(number)), NOW, null);
    }

    /** Words for what JSON cannot write. */
    private static double number(Fields given) {
        return given.isText("value") ? NumberText.parse(given.text("value")) : given.number("value");
    }
}

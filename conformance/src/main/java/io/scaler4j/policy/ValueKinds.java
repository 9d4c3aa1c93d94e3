package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** Recommendations from one value, and how a number becomes such a value. */
final class ValueKinds {

    private ValueKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("replicas-object-value", given -> total(given, given.integer("metricValueMilli")))
                .evaluate("replicas-external-value", given -> external(given, ValueKinds::total))
                .evaluate("replicas-object-average-value", given -> average(given, given.integer("metricValueMilli")))
                .evaluate("replicas-external-average-value", given -> external(given, ValueKinds::average))
                .evaluate("metric_quantity", ValueKinds::quantity);
    }

    /** An external metric without a value is an error. */
    private static Result external(Fields given, BiFunction<Fields, Long, Result> one) {
        OptionalLong sum = sum(given);
        return sum.isPresent() ? one.apply(given, sum.getAsLong()) : Result.error("the metric has no value");
    }

    private static Result total(Fields given, long milli) {
        var pods = new Pods(given);
        Replicas replicas = pods.asReplicas(given.count("currentReplicas"), pods.count());
        MetricTarget target = MetricTarget.value(MilliUnits.toDouble(given.integer("targetValueMilli")));
        return recommend(replicas, target, Given.tolerance(given), milli);
    }

    private static Result average(Fields given, long milli) {
        Replicas replicas = Replicas.of(given.count("statusReplicas"));
        MetricTarget target = MetricTarget.averageValue(MilliUnits.toDouble(given.integer("targetAverageValueMilli")));
        Result result = recommend(replicas, target, Given.tolerance(given), milli);
        // The average is what an HPA's status shows; the library has no such number.
        return result instanceof Result.Values values ? values.notCompared("averageValueMilli") : result;
    }

    private static Result recommend(Replicas replicas, MetricTarget target, Tolerance tolerance, long milli) {
        Reading.Value reading = Reading.valueOfMilli(milli).build();
        Recommendation recommendation =
                recommendation(Measurement.of("metric", target, reading).tolerance(tolerance), replicas);
        return recommendation.isUsable()
                ? Result.of("replicas", recommendation.replicas().getAsInt()).and("valueMilli", reading.milli())
                : Result.error(recommendation.toString());
    }

    /** What a decision says of one measurement. */
    static Recommendation recommendation(Measurement measurement, Replicas replicas) {
        return ScalingPolicy.builder()
                .build()
                .decide(ScalingState.initial(), Observation.of(Given.NOW, replicas, measurement))
                .explanation()
                .recommendations()
                .get(0);
    }

    /** The values of an external metric as one, if there are any. */
    static OptionalLong sum(Fields metric) {
        return metric.integers("metricValuesMilli").stream()
                .mapToLong(Long::longValue)
                .reduce(Saturating::plus);
    }

    /** The thousandths that a number scales on; nothing if not even the smallest target asks for a replica. */
    private static Result quantity(Fields given) {
        Reading reading = Reading.of(number(given.text("input")));
        if (reading instanceof Reading.Failure failure) {
            return Result.error(failure.toString());
        }
        MetricTarget smallest = MetricTarget.averageValue(0.001);
        int asked = recommendation(Measurement.of("metric", smallest, reading), Replicas.of(0))
                .replicas()
                .getAsInt();
        long milli = asked == 0 ? 0 : ((Reading.Value) reading).milli();
        return Result.of("decimal", BigDecimal.valueOf(milli, 3)).and("isZero", asked == 0);
    }

    private static double number(String text) {
        return switch (text) {
            case "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}

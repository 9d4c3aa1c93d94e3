package io.scaler4j.external;

import static io.scaler4j.metric.Reading.Failure.Kind.EMPTY;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.NON_FINITE;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.Masking;
import io.scaler4j.external.grpc.GetMetricsResponse;
import io.scaler4j.external.grpc.MetricValue;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the answers of a server mean.
 *
 * @param targetForm the form of the targets that the server names
 * @param whenNegative what a value below 0 means
 */
record ValueRules(TargetForm targetForm, NegativeValue whenNegative) {

    /** How the target of a metric is meant: KEDA's {@code trigger.metricType}. */
    enum TargetForm {
        AVERAGE_VALUE,
        VALUE;

        MetricTarget of(double target) {
            return this == VALUE ? MetricTarget.value(target) : MetricTarget.averageValue(target);
        }
    }

    /**
     * The values of one metric, in the order of the answer. Their names in the answer do not matter, as in KEDA.
     *
     * @return finite or not, negative only if that is a failure
     */
    List<Double> values(GetMetricsResponse answer) {
        return answer.getMetricValuesList().stream().map(this::value).toList();
    }

    /** The fraction counts if it is above 0, as in KEDA. Beside a 0 it also counts if it is no usable number. */
    private double value(MetricValue value) {
        double fraction = value.getMetricValueFloat();
        double number = fraction > 0 || value.getMetricValue() == 0 ? fraction : value.getMetricValue();
        return number < 0 && whenNegative == NegativeValue.ZERO ? 0 : number;
    }

    /** The reading of one metric: the sum of its values, as the HPA adds them, with the target. */
    Reading reading(WantedMetric metric, GetMetricsResponse answer) {
        List<Double> values = values(answer);
        String name = Masking.quote(metric.name());
        if (values.isEmpty()) {
            return Reading.failure(EMPTY, "the answer for metric " + name + " has no value; check the server's metric");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return Reading.failure(
                        NON_FINITE, "metric " + name + " is " + value + "; the server must answer a finite number");
            }
            if (value < 0) {
                return Reading.failure(
                        UNAVAILABLE,
                        "metric " + name + " is " + value + ", below 0; correct the server, or set whenNegative to zero"
                                + " to count it as 0");
            }
        }
        return reading(metric, values.stream().mapToDouble(value -> value).sum());
    }

    private Reading reading(WantedMetric metric, double sum) {
        try {
            return Reading.value(sum).target(targetForm.of(metric.target())).build();
        } catch (IllegalArgumentException e) { // also for a sum beyond all numbers
            return Reading.failure(
                    MISCONFIGURED,
                    "metric " + Masking.quote(metric.name()) + " cannot be scaled on: " + e.getMessage());
        }
    }

    /**
     * The reading of a trigger: the metric that asks for the most, since the HPA takes the largest count. If a metric
     * failed, the others are a lower bound, as in the HPA: on them a target may grow and does not shrink.
     *
     * @param readings of all metrics by their names, in order; not empty
     * @param active whether the server takes the trigger for active; values play no part in it
     */
    static Reading combined(Map<String, Reading> readings, boolean active) {
        List<Reading.Value> values = readings.values().stream()
                .filter(Reading.Value.class::isInstance)
                .map(Reading.Value.class::cast)
                .toList();
        if (values.isEmpty()) {
            return readings.values().iterator().next();
        }
        Reading.Value largest =
                values.stream().max(Comparator.comparing(ValueRules::ratio)).orElseThrow();
        Reading.Value.Builder reading = Reading.valueOfMilli(largest.milli())
                .target(largest.target().orElseThrow())
                .activatingOn(active ? 1 : 0);
        if (readings.size() > 1) {
            reading.details(details(readings));
        }
        return (values.size() < readings.size() ? reading.lowerBound() : reading).build();
    }

    private static double ratio(Reading.Value value) {
        MetricTarget target = value.target().orElseThrow();
        long wanted = target instanceof MetricTarget.Value total
                ? total.milli()
                : ((MetricTarget.AverageValue) target).milli();
        return (double) value.milli() / wanted;
    }

    /** Each number that there is, by the metric's name. */
    private static Map<String, Double> details(Map<String, Reading> readings) {
        var details = new LinkedHashMap<String, Double>();
        readings.forEach((name, reading) -> {
            if (reading instanceof Reading.Value value) {
                details.put(name, MilliUnits.toDouble(value.milli()));
            }
        });
        return details;
    }
}

package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.time.Instant;

/** Turns one measurement into a recommendation: the formula that fits, then the reading's replica limits. */
final class TriggerCalculator {

    private TriggerCalculator() {}

    /**
     * One trigger's recommendation.
     *
     * @param tolerance where the measurement has no tolerance
     * @param at matters for samples alone
     */
    static Recommendation recommend(Measurement measurement, Replicas replicas, Tolerance tolerance, Instant at) {
        Tolerance own = measurement.toleranceOrNull();
        Tolerance applied = own == null ? tolerance : own;
        Reading reading = measurement.reading();
        if (reading instanceof Reading.Value value) {
            return fromValue(measurement, value, replicas, applied);
        }
        if (reading instanceof Reading.Samples samples) {
            return fromSamples(measurement, samples, replicas, applied, at);
        }
        return Recommendation.unusable(measurement, reading.toString());
    }

    private static Recommendation fromValue(
            Measurement measurement, Reading.Value value, Replicas replicas, Tolerance applied) {
        long milli = Math.max(0, value.milli());
        if (measurement.target() instanceof MetricTarget.AverageValue target) {
            double ratio = ReplicaCalculator.ratioPerReplica(milli, target.milli(), replicas.desired());
            int count = ReplicaCalculator.perReplica(milli, target.milli());
            return fromCount(measurement, value, count, replicas.desired(), applied.covers(ratio));
        }
        if (measurement.target() instanceof MetricTarget.Value target) {
            double ratio = ReplicaCalculator.ratioInTotal(milli, target.milli());
            boolean within = replicas.desired() > 0 && applied.covers(ratio);
            if (!within && replicas.desired() > 0 && replicas.current() == 0) {
                return Recommendation.unusable(measurement, "there is no replica yet that could share the value");
            }
            int count = ReplicaCalculator.inTotal(ratio, replicas.desired(), replicas.ready());
            return fromCount(measurement, value, count, replicas.desired(), within);
        }
        return mismatch(measurement, "a utilization target needs samples per replica, not one value");
    }

    private static Recommendation fromCount(
            Measurement measurement, Reading.Value value, int count, int held, boolean within) {
        boolean active = !measurement.isAbstaining() && value.activationValue() > measurement.activationThreshold();
        int tolerated = within ? held : count;
        int limited = value.limits().apply(tolerated);
        Reason reason = limited != tolerated ? Reason.REPLICA_LIMITS : within ? Reason.WITHIN_TOLERANCE : Reason.RATIO;
        int unheld = reason == Reason.WITHIN_TOLERANCE ? value.limits().apply(count) : tolerated;
        return Recommendation.of(measurement, limited, unheld, reason, active);
    }

    private static Recommendation fromSamples(
            Measurement measurement, Reading.Samples samples, Replicas replicas, Tolerance applied, Instant at) {
        SampleCalculator.Result result;
        if (measurement.target() instanceof MetricTarget.Utilization target) {
            result = SampleCalculator.utilization(samples, target, replicas.desired(), applied, at);
        } else if (measurement.target() instanceof MetricTarget.AverageValue target) {
            result = SampleCalculator.average(samples, target, replicas.desired(), applied, at);
        } else {
            return mismatch(measurement, "samples per replica need a utilization or average value target");
        }
        if (result instanceof SampleCalculator.Recommended recommended) {
            Reason reason = recommended.withinTolerance() ? Reason.WITHIN_TOLERANCE : Reason.RATIO;
            boolean active = !measurement.isAbstaining()
                    && MilliUnits.toDouble(recommended.averageMilli()) > measurement.activationThreshold();
            // Negative samples act as 0, as a negative value does.
            return Recommendation.of(
                            measurement,
                            Math.max(0, recommended.replicas()),
                            Math.max(0, recommended.unheld()),
                            reason,
                            active)
                    .with(new Detail.Sampled(recommended.measured(), recommended.averageMilli()));
        }
        return Recommendation.unusable(measurement, ((SampleCalculator.Unusable) result).sentence());
    }

    private static Recommendation mismatch(Measurement measurement, String sentence) {
        return Recommendation.unusable(measurement, Reading.Failure.Kind.MISMATCH + " " + sentence);
    }
}

package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import java.time.Instant;

/**
 * The HPA's formulas from one sample per replica to a recommended count: utilization and average value. Replicas that
 * are missing or unready are filled in with care, so that a replica which cannot be judged never causes a change by
 * itself.
 */
final class SampleCalculator {

    /** What the samples led to, or why they led to nothing. */
    sealed interface Result {}

    /**
     * A recommended count.
     *
     * @param unheld the count without tolerance
     * @param ratio of the usable samples alone
     * @param measured what the ratio compares with the target: whole percent, or thousandths
     * @param averageMilli of the usable samples alone
     */
    record Recommended(
            int replicas, int unheld, boolean withinTolerance, double ratio, long measured, long averageMilli)
            implements Result {}

    /** The samples cannot be used. */
    record Unusable(String sentence) implements Result {}

    private final Reading.Samples samples;
    private final int desired;
    private final Tolerance tolerance;
    private final ReplicaGroups groups;

    private SampleCalculator(Reading.Samples samples, int desired, Tolerance tolerance, Instant at) {
        this.samples = samples;
        this.desired = desired;
        this.tolerance = tolerance;
        this.groups = ReplicaGroups.of(samples, at);
    }

    static Result utilization(
            Reading.Samples samples, MetricTarget.Utilization target, int desired, Tolerance tolerance, Instant at) {
        return new SampleCalculator(samples, desired, tolerance, at).recommend(new UtilizationRatio(target.percent()));
    }

    static Result average(
            Reading.Samples samples, MetricTarget.AverageValue target, int desired, Tolerance tolerance, Instant at) {
        return new SampleCalculator(samples, desired, tolerance, at).recommend(new AverageRatio(target.milli()));
    }

    private Result recommend(SampleRatio ratio) {
        if (samples.replicas().stream().allMatch(replica -> replica.phase() == ReplicaSample.Phase.UNLISTED)) {
            return new Unusable("there is no replica to measure");
        }
        if (ratio.needsRequests()) {
            for (ReplicaSample replica : samples.replicas()) {
                if (replica.phase() != ReplicaSample.Phase.UNLISTED
                        && replica.requestMilli().isEmpty()) {
                    return new Unusable("replica " + replica.name() + " requests no " + samples.resource()
                            + ", so utilization is unknown; set a request on each of its containers");
                }
            }
        }
        if (groups.counted().isEmpty()) {
            return new Unusable(groups.whyNoneCounts());
        }
        groups.counted().forEach(ratio::add);
        if (!ratio.isDefined()) {
            return new Unusable("no sample belongs to a replica with a request");
        }
        double first = ratio.value();
        long measured = ratio.measured();
        long average = ratio.averageMilli();
        boolean growWithUnready = first > 1.0 && !groups.unready().isEmpty();
        if (!growWithUnready && groups.missing().isEmpty()) {
            boolean within = tolerance.covers(first);
            int count = ReplicaCalculator.ceil(first * groups.readyCount());
            return new Recommended(within ? desired : count, count, within, first, measured, average);
        }
        fillIn(ratio, first, growWithUnready);
        return afterFillingIn(first, ratio, measured, average);
    }

    private void fillIn(SampleRatio ratio, double first, boolean growWithUnready) {
        if (first < 1.0) {
            groups.missing().forEach(ratio::addAsBusy);
        } else if (first > 1.0) {
            groups.missing().forEach(ratio::addAsIdle);
        }
        if (growWithUnready) {
            groups.unready().forEach(ratio::addAsIdle);
        }
    }

    private Result afterFillingIn(double first, SampleRatio ratio, long measured, long average) {
        double second = ratio.value();
        boolean turned = (first < 1.0 && second > 1.0) || (first > 1.0 && second < 1.0);
        int count = ReplicaCalculator.ceil(second * ratio.count());
        boolean against = (second < 1.0 && count > desired) || (second > 1.0 && count < desired);
        boolean holds = tolerance.covers(second) || turned || against;
        return new Recommended(holds ? desired : count, count, holds, first, measured, average);
    }

    /** Sums samples up and compares them with the target. */
    private abstract static class SampleRatio {

        private int count;

        /** Adds a replica with a value: measured, or filled in. */
        abstract void add(ReplicaSample replica, long usageMilli);

        abstract void addAsBusy(ReplicaSample replica);

        abstract boolean needsRequests();

        abstract boolean isDefined();

        abstract double value();

        /** What is compared with the target, in the target's own unit. */
        abstract long measured();

        abstract long averageMilli();

        final void add(ReplicaSample replica) {
            count++;
            add(replica, replica.usageMilli().orElseThrow());
        }

        final void addAsIdle(ReplicaSample replica) {
            fillIn(replica, 0);
        }

        final void fillIn(ReplicaSample replica, long usageMilli) {
            count++;
            add(replica, usageMilli);
        }

        final int count() {
            return count;
        }
    }

    /** Whole percent of the requests, truncated before it is compared, as the HPA does. */
    private static final class UtilizationRatio extends SampleRatio {

        private final int percent;
        private long used;
        private long asked;
        private int replicas;

        UtilizationRatio(int percent) {
            this.percent = percent;
        }

        @Override
        void add(ReplicaSample replica, long usageMilli) {
            if (replica.phase() != ReplicaSample.Phase.UNLISTED) {
                used = Saturating.plus(used, usageMilli);
                asked = Saturating.plus(asked, replica.requestMilli().orElseThrow());
                replicas++;
            }
        }

        @Override
        void addAsBusy(ReplicaSample replica) {
            long request = replica.requestMilli().orElseThrow();
            fillIn(replica, Saturating.times(request, Math.max(100, percent)) / 100);
        }

        @Override
        boolean needsRequests() {
            return true;
        }

        @Override
        boolean isDefined() {
            return asked != 0;
        }

        @Override
        double value() {
            return (double) measured() / (double) percent;
        }

        @Override
        long measured() {
            return (int) Math.min(Integer.MAX_VALUE, Saturating.times(used, 100) / asked);
        }

        @Override
        long averageMilli() {
            return used / replicas;
        }
    }

    /** The whole average against a share per replica. */
    private static final class AverageRatio extends SampleRatio {

        private final long targetMilli;
        private long sum;

        AverageRatio(long targetMilli) {
            this.targetMilli = targetMilli;
        }

        @Override
        void add(ReplicaSample replica, long usageMilli) {
            sum = Saturating.plus(sum, usageMilli);
        }

        @Override
        void addAsBusy(ReplicaSample replica) {
            fillIn(replica, targetMilli);
        }

        @Override
        boolean needsRequests() {
            return false;
        }

        @Override
        boolean isDefined() {
            return true;
        }

        @Override
        double value() {
            return (double) averageMilli() / (double) targetMilli;
        }

        @Override
        long measured() {
            return averageMilli();
        }

        @Override
        long averageMilli() {
            return sum / count();
        }
    }
}

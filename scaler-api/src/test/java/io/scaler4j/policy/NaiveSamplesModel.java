package io.scaler4j.policy;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import io.scaler4j.metric.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The recommendation from one sample per replica for a second time: written from the description of the HPA to be
 * obvious, and sharing no code with what it checks.
 */
final class NaiveSamplesModel {

    /** What a replica uses and requests; unlisted ones request nothing. */
    private record Use(long used, long requested) {}

    /** @param target percent of the request, or thousandths per replica */
    record Target(boolean utilization, long target) {}

    private final Target target;
    private final Tolerance tolerance;
    private final int current;
    private final List<Use> counted = new ArrayList<>();
    private final List<ReplicaSample> unready = new ArrayList<>();
    private final List<ReplicaSample> missing = new ArrayList<>();
    private int ready;

    private NaiveSamplesModel(Target target, Tolerance tolerance, int current) {
        this.target = target;
        this.tolerance = tolerance;
        this.current = current;
    }

    /** Empty where the samples cannot be used. */
    static OptionalInt propose(Reading.Samples samples, Target target, Tolerance tolerance, int current, Instant now) {
        boolean anyListed = false;
        boolean anyWithoutRequest = false;
        var model = new NaiveSamplesModel(target, tolerance, current);
        for (ReplicaSample replica : samples.replicas()) {
            boolean listed = replica.phase() != Phase.UNLISTED;
            anyListed |= listed;
            anyWithoutRequest |= listed && replica.requestMilli().isEmpty();
            model.classify(samples, replica, now);
        }
        if (!anyListed || (target.utilization() && anyWithoutRequest) || model.counted.isEmpty()) {
            return OptionalInt.empty();
        }
        return model.propose();
    }

    private void classify(Reading.Samples samples, ReplicaSample replica, Instant now) {
        if (replica.phase() == Phase.UNLISTED) {
            replica.usageMilli().ifPresent(usage -> counted.add(new Use(usage, 0)));
        } else if (replica.terminating() || replica.phase() == Phase.FAILED) {
            return;
        } else if (replica.phase() == Phase.PENDING) {
            unready.add(replica);
        } else if (replica.usageMilli().isEmpty()) {
            missing.add(replica);
        } else if (samples.resource() == Resource.CPU && isStartingUp(samples, replica, now)) {
            unready.add(replica);
        } else {
            ready++;
            counted.add(use(replica, replica.usageMilli().getAsLong()));
        }
    }

    private static boolean isStartingUp(Reading.Samples samples, ReplicaSample replica, Instant now) {
        if (replica.ready().isEmpty() || replica.startedAt().isEmpty()) {
            return true;
        }
        boolean isReady = replica.ready().get();
        Instant started = replica.startedAt().get();
        Instant changed = replica.readyChangedAt().orElseThrow();
        if (started.plus(samples.initializationPeriod()).isAfter(now)) {
            return !isReady || replica.sampledAt().orElseThrow().isBefore(changed.plus(replica.window()));
        }
        return !isReady && started.plus(samples.readinessDelay()).isAfter(changed);
    }

    private static Use use(ReplicaSample replica, long used) {
        return new Use(used, replica.requestMilli().orElse(0));
    }

    private OptionalInt propose() {
        if (target.utilization() && requested() == 0) {
            return OptionalInt.empty();
        }
        double ratio = ratio();
        boolean growWithUnready = !unready.isEmpty() && ratio > 1.0;
        if (!growWithUnready && missing.isEmpty()) {
            return OptionalInt.of(isOnTarget(ratio) ? current : (int) Math.ceil(ratio * ready));
        }
        for (ReplicaSample replica : missing) {
            if (ratio < 1.0) {
                counted.add(use(replica, assumed(replica)));
            } else if (ratio > 1.0) {
                counted.add(use(replica, 0));
            }
        }
        if (growWithUnready) {
            unready.forEach(replica -> counted.add(use(replica, 0)));
        }
        double filled = ratio();
        int recommended = (int) Math.ceil(filled * counted.size());
        boolean turns = (ratio < 1.0 && filled > 1.0) || (ratio > 1.0 && filled < 1.0);
        boolean contradicts = (filled < 1.0 && recommended > current) || (filled > 1.0 && recommended < current);
        return OptionalInt.of(isOnTarget(filled) || turns || contradicts ? current : recommended);
    }

    private long assumed(ReplicaSample replica) {
        return target.utilization()
                ? replica.requestMilli().orElseThrow() * Math.max(100, target.target()) / 100
                : target.target();
    }

    private boolean isOnTarget(double ratio) {
        return 1.0 - tolerance.down() <= ratio && ratio <= 1.0 + tolerance.up();
    }

    private long requested() {
        return counted.stream().mapToLong(Use::requested).sum();
    }

    private double ratio() {
        if (target.utilization()) {
            long used = counted.stream()
                    .filter(use -> use.requested() > 0)
                    .mapToLong(Use::used)
                    .sum();
            return (double) (used * 100 / requested()) / (double) target.target();
        }
        long average = counted.stream().mapToLong(Use::used).sum() / counted.size();
        return (double) average / (double) target.target();
    }
}

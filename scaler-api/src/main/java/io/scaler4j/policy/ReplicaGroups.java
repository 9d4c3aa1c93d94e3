package io.scaler4j.policy;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Replicas by how much their sample can be trusted, as the HPA classifies pods: ready, unready, missing (no sample) and
 * ignored.
 */
final class ReplicaGroups {

    private final List<ReplicaSample> counted = new ArrayList<>();
    private final List<ReplicaSample> unready = new ArrayList<>();
    private final List<ReplicaSample> missing = new ArrayList<>();
    private final List<ReplicaSample> ignored = new ArrayList<>();
    private int readyCount;

    private ReplicaGroups() {}

    static ReplicaGroups of(Reading.Samples samples, Instant at) {
        var groups = new ReplicaGroups();
        for (ReplicaSample replica : samples.replicas()) {
            groups.add(replica, samples, at);
        }
        return groups;
    }

    /** Those whose samples count: ready replicas, and samples of replicas that are not listed. */
    List<ReplicaSample> counted() {
        return counted;
    }

    List<ReplicaSample> unready() {
        return unready;
    }

    List<ReplicaSample> missing() {
        return missing;
    }

    List<ReplicaSample> ignored() {
        return ignored;
    }

    int readyCount() {
        return readyCount;
    }

    /** A sentence for the case that no sample counts: how many replicas are left out, and why. */
    String whyNoneCounts() {
        var reasons = new ArrayList<String>();
        long pending = unready.stream()
                .filter(replica -> replica.phase() == Phase.PENDING)
                .count();
        addReason(reasons, missing.size(), "without a sample");
        addReason(reasons, pending, "pending");
        addReason(reasons, unready.size() - pending, "starting up or unready");
        long unlisted = ignored.stream()
                .filter(replica -> replica.phase() == Phase.UNLISTED)
                .count();
        addReason(reasons, ignored.size() - unlisted, "terminating or failed");
        long replicas = missing.size() + unready.size() + ignored.size() - unlisted;
        return "none of " + replicas + " replicas has a usable sample: " + String.join(", ", reasons);
    }

    private static void addReason(List<String> reasons, long replicas, String reason) {
        if (replicas > 0) {
            reasons.add(replicas + " " + reason);
        }
    }

    private void add(ReplicaSample replica, Reading.Samples samples, Instant at) {
        if (replica.phase() == Phase.UNLISTED) {
            (replica.usageMilli().isEmpty() ? ignored : counted).add(replica);
        } else if (replica.terminating() || replica.phase() == Phase.FAILED) {
            ignored.add(replica);
        } else if (replica.phase() == Phase.PENDING) {
            unready.add(replica);
        } else if (replica.usageMilli().isEmpty()) {
            missing.add(replica);
        } else if (samples.resource() == Resource.CPU && isStartingUp(replica, samples, at)) {
            unready.add(replica);
        } else {
            counted.add(replica);
            readyCount++;
        }
    }

    private static boolean isStartingUp(ReplicaSample replica, Reading.Samples samples, Instant at) {
        if (replica.ready().isEmpty() || replica.startedAt().isEmpty()) {
            return true;
        }
        boolean ready = replica.ready().get();
        Instant started = replica.startedAt().get();
        Instant changed = replica.readyChangedAt().orElse(started);
        if (later(started, samples.initializationPeriod()).isAfter(at)) {
            Instant sampledAt = replica.sampledAt().orElse(at);
            return !ready || sampledAt.isBefore(later(changed, replica.window()));
        }
        boolean neverReady = later(started, samples.readinessDelay()).isAfter(changed);
        return !ready && neverReady;
    }

    /** Stops at the last instant, so that a nonsensical time of a replica is no reason to fail. */
    private static Instant later(Instant instant, Duration by) {
        return by.compareTo(Duration.between(instant, Instant.MAX)) > 0 ? Instant.MAX : instant.plus(by);
    }
}

package io.scaler4j.testkit;

import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A target whose replicas are there at once and become ready some time later. The youngest go first. */
final class SimulatedTarget {

    private final Duration startup;
    private final Deque<Batch> starting = new ArrayDeque<>();
    private int desired;

    private record Batch(Instant readyAt, int replicas) {}

    /** @param replicas ready from the beginning */
    SimulatedTarget(int replicas, Duration startup) {
        this.desired = replicas;
        this.startup = startup;
    }

    Replicas at(Instant now) {
        if (starting.isEmpty()) {
            return Replicas.of(desired);
        }
        starting.removeIf(batch -> !batch.readyAt().isAfter(now));
        int notReady = starting.stream().mapToInt(Batch::replicas).sum();
        return new Replicas(desired, desired, desired - notReady);
    }

    void scaleTo(int replicas, Instant now) {
        if (replicas > desired && !startup.isZero()) {
            starting.addLast(new Batch(now.plus(startup), replicas - desired));
        }
        for (int tooMany = desired - replicas; tooMany > 0 && !starting.isEmpty(); ) {
            Batch youngest = starting.removeLast();
            if (youngest.replicas() > tooMany) {
                starting.addLast(new Batch(youngest.readyAt(), youngest.replicas() - tooMany));
            }
            tooMany -= youngest.replicas();
        }
        desired = replicas;
    }
}

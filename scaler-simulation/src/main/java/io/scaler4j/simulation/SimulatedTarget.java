package io.scaler4j.simulation;

import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A target that acts on a new count after some time, and whose replicas become ready some time later. The youngest go
 * first.
 */
final class SimulatedTarget {

    private final Duration startup;
    private final Duration reaction;
    private final Deque<PendingCount> pendingCounts = new ArrayDeque<>();
    private final Deque<Batch> starting = new ArrayDeque<>();
    private int desired;
    private int current;

    /** A count that was asked for and not acted on yet. */
    private record PendingCount(Instant actedOnAt, int replicas) {}

    private record Batch(Instant readyAt, int replicas) {}

    /** @param replicas ready from the beginning */
    SimulatedTarget(int replicas, Duration startup, Duration reaction) {
        this.desired = replicas;
        this.current = replicas;
        this.startup = startup;
        this.reaction = reaction;
    }

    Replicas at(Instant now) {
        actUntil(now);
        if (starting.isEmpty()) {
            return new Replicas(desired, current, current);
        }
        starting.removeIf(batch -> !batch.readyAt().isAfter(now));
        int notReady = starting.stream().mapToInt(Batch::replicas).sum();
        return new Replicas(desired, current, current - notReady);
    }

    void scaleTo(int replicas, Instant now) {
        desired = replicas;
        pendingCounts.addLast(new PendingCount(now.plus(reaction), replicas));
        actUntil(now);
    }

    private void actUntil(Instant now) {
        while (!pendingCounts.isEmpty()
                && !pendingCounts.peekFirst().actedOnAt().isAfter(now)) {
            act(pendingCounts.removeFirst());
        }
    }

    private void act(PendingCount pending) {
        Instant when = pending.actedOnAt();
        starting.removeIf(batch -> !batch.readyAt().isAfter(when));
        if (pending.replicas() > current && !startup.isZero()) {
            starting.addLast(new Batch(when.plus(startup), pending.replicas() - current));
        }
        for (int tooMany = current - pending.replicas(); tooMany > 0 && !starting.isEmpty(); ) {
            Batch youngest = starting.removeLast();
            if (youngest.replicas() > tooMany) {
                starting.addLast(new Batch(youngest.readyAt(), youngest.replicas() - tooMany));
            }
            tooMany -= youngest.replicas();
        }
        current = pending.replicas();
    }
}

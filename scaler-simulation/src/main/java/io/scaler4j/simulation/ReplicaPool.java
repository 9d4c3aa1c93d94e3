package io.scaler4j.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * The replicas of a {@link QueueModel}: those that start, those that are ready, with a message or without, and those on
 * their way out. Times are nanoseconds since the beginning. Used by one run.
 */
final class ReplicaPool {

    private static final long NEVER = Long.MAX_VALUE;

    private final int partitions;
    private final long serviceNanos;
    private final long warmUpNanos;
    private final double coldFactor;
    private final long drainNanos;
    private final long startupNanos;
    private final long reactionNanos;

    /** The counts that were asked for and not acted on yet, each with the time at which it will be. */
    private final ArrayDeque<long[]> pendingCounts = new ArrayDeque<>();
    /** The youngest last. */
    private final ArrayDeque<Replica> starting = new ArrayDeque<>();
    /** With a message or without; the youngest last. */
    private final ArrayDeque<Replica> ready = new ArrayDeque<>();
    /** Those of the ready that have no message, the oldest first. */
    private final PriorityQueue<Replica> idle =
            new PriorityQueue<>(Comparator.comparingLong(replica -> replica.number));
    /** All that have a message, those on their way out, too; the next to finish first. */
    private final PriorityQueue<Replica> busy =
            new PriorityQueue<>(Comparator.comparingLong(replica -> replica.doneAt));
    /** Those on their way out, the next to be ended first; some are gone already. */
    private final ArrayDeque<Replica> draining = new ArrayDeque<>();

    private long made;
    private int leaving;

    private static final class Replica {
        final long number;
        final long readyAt;
        boolean isBusy;
        boolean isLeaving;
        long arrivedAt;
        double size;
        long begunAt;
        long doneAt;
        long endsAt;

        Replica(long number, long readyAt) {
            this.number = number;
            this.readyAt = readyAt;
        }
    }

    /**
     * @param replicas ready, and warm, from the beginning
     * @param startup until a new one is ready
     * @param reaction until a count that is asked for is acted on
     */
    ReplicaPool(Workload workload, int replicas, Duration startup, Duration reaction) {
        partitions = workload.partitions();
        serviceNanos = workload.serviceTime().toNanos();
        warmUpNanos = workload.warmUp().toNanos();
        coldFactor = workload.coldFactor();
        drainNanos = workload.drain().toNanos();
        startupNanos = startup.toNanos();
        reactionNanos = reaction.toNanos();
        for (int i = 0; i < replicas; i++) {
            welcome(new Replica(made++, -warmUpNanos));
        }
    }

    // ---- what comes next

    long nextDone() {
        return busy.isEmpty() ? NEVER : busy.element().doneAt;
    }

    long nextEnd() {
        while (!draining.isEmpty() && !draining.element().isBusy) {
            draining.remove();
        }
        return draining.isEmpty() ? NEVER : draining.element().endsAt;
    }

    long nextReady() {
        return starting.isEmpty() ? NEVER : starting.element().readyAt;
    }

    long nextWish() {
        return pendingCounts.isEmpty() ? NEVER : pendingCounts.element()[0];
    }

    // ---- replicas come and go

    void scaleTo(int replicas, long now) {
        pendingCounts.add(new long[] {now + reactionNanos, replicas});
    }

    /** Those that start go first, and the youngest before the others. */
    void act(long now) {
        long replicas = pendingCounts.remove()[1];
        while (ready.size() + starting.size() < replicas) {
            starting.addLast(new Replica(made++, now + startupNanos));
        }
        while (ready.size() + starting.size() > replicas && !starting.isEmpty()) {
            starting.removeLast();
        }
        while (ready.size() > replicas) {
            dismiss(ready.removeLast(), now);
        }
    }

    void start() {
        welcome(starting.remove());
    }

    private void welcome(Replica replica) {
        ready.addLast(replica);
        idle.add(replica);
    }

    private void dismiss(Replica replica, long now) {
        if (!replica.isBusy) {
            idle.remove(replica);
            return;
        }
        leaving++;
        replica.isLeaving = true;
        replica.endsAt = now + drainNanos;
        draining.addLast(replica);
    }

    // ---- messages

    boolean isFree() {
        return !idle.isEmpty() && busy.size() < partitions;
    }

    /** The one that is ready for longest takes it. */
    void take(QueueModel.Message message, long now) {
        Replica replica = idle.remove();
        boolean isCold = now - replica.readyAt < warmUpNanos;
        double nanos = message.size() * serviceNanos * (isCold ? coldFactor : 1);
        replica.isBusy = true;
        replica.arrivedAt = message.arrivedAt();
        replica.size = message.size();
        replica.begunAt = now;
        replica.doneAt = now + Math.max(1, (long) nanos);
        busy.add(replica);
    }

    /** The next message is done. Returns for how long it had waited, in nanoseconds. */
    long finish() {
        Replica replica = busy.remove();
        release(replica);
        return replica.begunAt - replica.arrivedAt;
    }

    /** The next replica that drains is ended. Returns its message. */
    QueueModel.Message end() {
        Replica replica = draining.remove();
        busy.remove(replica);
        release(replica);
        return new QueueModel.Message(replica.arrivedAt, replica.size);
    }

    private void release(Replica replica) {
        replica.isBusy = false;
        if (replica.isLeaving) {
            leaving--;
        } else {
            idle.add(replica);
        }
    }

    int busy() {
        return busy.size();
    }

    /** The ready ones, and those that are told to go and still work. */
    int working() {
        return ready.size() + leaving;
    }

    /** For how long the messages that are worked on had waited, in nanoseconds. */
    void forEachDelayUnderWay(LongConsumer delay) {
        busy.forEach(replica -> delay.accept(replica.begunAt - replica.arrivedAt));
    }
}

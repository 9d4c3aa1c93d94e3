package io.scaler4j.examples.demo;

import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A scale target whose replicas are threads, each with its own consumer in one group.
 *
 * <p>A new replica is ready once the group gave it a partition. A replica that has to go finishes its record, commits
 * it and leaves the group; the youngest go first. Like a pod that terminates, it does not count any more from the
 * moment it is told. Thread-safe.
 */
final class ConsumerPool implements ScaleTarget, AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final ConsumerWorker.Job job;
    private final Deque<ConsumerWorker> replicas = new ArrayDeque<>();
    private final List<ConsumerWorker> leaving = new ArrayList<>();
    private int desired;
    private int started;

    ConsumerPool(ConsumerWorker.Job job) {
        this.job = job;
    }

    @Override
    public synchronized Replicas replicas() {
        int running = (int) replicas.stream().filter(ConsumerWorker::isAlive).count();
        int ready = (int) replicas.stream().filter(ConsumerWorker::isReady).count();
        return new Replicas(desired, running, ready);
    }

    @Override
    public void scaleTo(int count, Decision why) {
        scaleTo(count);
    }

    /** Starts or stops as many as are missing or too many. Does not wait for them. */
    synchronized void scaleTo(int count) {
        desired = count;
        leaving.removeIf(worker -> !worker.isAlive());
        while (replicas.size() > count) {
            ConsumerWorker youngest = replicas.removeLast();
            youngest.leave();
            leaving.add(youngest);
        }
        while (replicas.size() < count) {
            replicas.addLast(ConsumerWorker.started("consumer-" + ++started, job));
        }
    }

    /** Lets all replicas go and waits until they have left the group, up to five seconds. */
    @Override
    public void close() {
        List<ConsumerWorker> all;
        synchronized (this) {
            scaleTo(0);
            all = List.copyOf(leaving);
        }
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        all.forEach(worker -> worker.awaitEnd(deadline));
    }
}

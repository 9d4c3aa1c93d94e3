package io.scaler4j.examples.demo;

import io.scaler4j.ScaleTarget;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointList;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Victims;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A scale target whose replicas are processes, and the source that tells which of them are ready.
 *
 * <p>The youngest go first. They are named before, as the victims, so that the interceptor lets their requests end.
 * Thread-safe.
 */
final class WorkerPool implements ScaleTarget, Victims, AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(8);

    private final Stopwatch watch;
    private final EndpointList endpoints = new EndpointList();
    private final Deque<WorkerProcess> replicas = new ArrayDeque<>();
    private final List<WorkerProcess> leaving = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();
    private int desired;

    /**
     * When a worker was started and ready, in seconds of the run.
     *
     * @param isFirst whether there was no other
     */
    record Start(double begun, double ready, boolean isFirst) {}

    WorkerPool(Stopwatch watch) {
        this.watch = watch;
    }

    /** Where the workers are that take requests. */
    EndpointSource endpoints() {
        return endpoints;
    }

    @Override
    public synchronized Replicas replicas() {
        int running = (int) replicas.stream().filter(WorkerProcess::isAlive).count();
        return new Replicas(desired, running, ready().size());
    }

    private List<Endpoint> ready() {
        return replicas.stream()
                .map(WorkerProcess::endpoint)
                .flatMap(Optional::stream)
                .toList();
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
            leaving.add(replicas.removeLast());
        }
        endpoints.set(ready());
        leaving.forEach(WorkerProcess::leave);
        while (replicas.size() < count) {
            replicas.addLast(start(replicas.isEmpty()));
        }
    }

    private WorkerProcess start(boolean isFirst) {
        double begun = watch.seconds();
        return WorkerProcess.started(worker -> changed(worker, begun, isFirst));
    }

    private synchronized void changed(WorkerProcess worker, double begun, boolean isFirst) {
        if (worker.endpoint().isPresent()) {
            starts.add(new Start(begun, watch.seconds(), isFirst));
        }
        endpoints.set(ready());
    }

    /** When workers were started, in the order in which they were ready. */
    synchronized List<Start> starts() {
        return List.copyOf(starts);
    }

    @Override
    public synchronized List<Endpoint> choose(List<Endpoint> candidates, int count) {
        List<Endpoint> victims = new ArrayList<>();
        Iterator<WorkerProcess> youngest = replicas.descendingIterator();
        for (int i = 0; i < count && youngest.hasNext(); i++) {
            youngest.next().endpoint().filter(candidates::contains).ifPresent(victims::add);
        }
        return victims;
    }

    /** Lets all workers end what they have begun, and waits for it. */
    @Override
    public void close() {
        List<WorkerProcess> all;
        synchronized (this) {
            leaving.addAll(replicas);
            replicas.clear();
            endpoints.set(List.of());
            all = List.copyOf(leaving);
        }
        all.forEach(WorkerProcess::leave);
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        all.forEach(worker -> worker.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    }
}

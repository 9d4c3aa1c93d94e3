package io.scaler4j.examples.http;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.http.Arrival;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointList;
import io.scaler4j.http.Gate;
import io.scaler4j.http.Permit;
import io.scaler4j.http.RequestTracker;
import io.scaler4j.http.Tracked;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A function behind a gate, with its replicas, its clients and its autoscaler, in virtual time. */
final class VirtualFunction implements AutoCloseable {

    static final Duration START_UP = Duration.ofSeconds(4);
    static final String NAME = "functions/hello";
    private static final int REPLICA_PORT = 8080;

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final Instant start = time.instant();
    private final RequestTracker tracker = new RequestTracker();
    private final EndpointList endpoints = new EndpointList();
    private final Pool pool = new Pool();
    private final Gate gate;
    private final Autoscaler autoscaler;
    private final List<Duration> latencies = new ArrayList<>();
    private long arrived;
    private long refused;

    /**
     * @param scaler makes the scaler of the function's requests
     * @param perReplica what one replica is meant to have of what is read
     */
    VirtualFunction(Function<RequestTracker, Scaler> scaler, MetricTarget perReplica, ScalingPolicy policy) {
        gate = Gate.builder(NAME)
                .endpoints(endpoints)
                .scheduler(time)
                .executor(Runnable::run)
                .build();
        autoscaler = Autoscaler.builder(NAME)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .target(gate.guard(pool))
                .policy(policy)
                .trigger(Trigger.of("requests", scaler.apply(tracker), perReplica))
                .build()
                .start();
        tracker.wakes(NAME, autoscaler::poke);
    }

    /** A change of the count. */
    record Change(Duration at, int from, int to) {}

    /** A replica is ready some time after it was asked for, and goes at once. */
    private final class Pool implements ScaleTarget {

        private final List<Instant> readyAt = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();

        @Override
        public Replicas replicas() {
            return new Replicas(readyAt.size(), readyAt.size(), ready());
        }

        private int ready() {
            return (int)
                    readyAt.stream().filter(at -> !at.isAfter(time.instant())).count();
        }

        @Override
        public void scaleTo(int count, Decision why) {
            changes.add(new Change(elapsed(), readyAt.size(), count));
            while (readyAt.size() > count) {
                readyAt.remove(readyAt.size() - 1);
            }
            while (readyAt.size() < count) {
                readyAt.add(time.instant().plus(START_UP));
            }
            publish();
            time.schedule(this::publish, START_UP);
        }

        private void publish() {
            List<Endpoint> all = new ArrayList<>();
            for (int i = 0; i < ready(); i++) {
                all.add(Endpoint.http("10.0.0." + (i + 1), REPLICA_PORT));
            }
            endpoints.set(all);
        }
    }

    /** One request, on which a replica works for some time. */
    void request(Duration work) {
        arrived++;
        Instant begun = time.instant();
        Tracked tracked = tracker.begin(NAME);
        gate.admit(Arrival.of(tracker.counter(NAME))).thenAccept(admission -> {
            if (admission instanceof Permit permit) {
                time.schedule(
                        () -> {
                            permit.close();
                            tracked.close();
                            latencies.add(Duration.between(begun, time.instant()));
                        },
                        work);
            } else {
                tracked.close();
                refused++;
            }
        });
    }

    /** Requests at even distances, for a time that then has passed. */
    void requests(int perSecond, Duration work, Duration length) {
        long count = length.multipliedBy(perSecond).toSeconds();
        Duration distance = length.dividedBy(count);
        for (long i = 0; i < count; i++) {
            request(work);
            time.advance(distance);
        }
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    Duration elapsed() {
        return Duration.between(start, time.instant());
    }

    int replicas() {
        return pool.readyAt.size();
    }

    List<Change> changes() {
        return List.copyOf(pool.changes);
    }

    /** The counts that were asked for. */
    List<Integer> series() {
        return pool.changes.stream().map(Change::to).toList();
    }

    /** From arrival to end, of those that have ended, in the order of their ends. */
    List<Duration> latencies() {
        return List.copyOf(latencies);
    }

    long arrived() {
        return arrived;
    }

    long refused() {
        return refused;
    }

    @Override
    public void close() {
        autoscaler.close();
        gate.close();
    }
}

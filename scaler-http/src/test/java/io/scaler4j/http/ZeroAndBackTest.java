package io.scaler4j.http;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From 0 to many and back, in virtual time and with threads: every request is served. */
class ZeroAndBackTest {

    private static final String WEB = "shop/web";

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final EndpointList endpoints = new EndpointList();
    private final RequestTracker tracker = new RequestTracker();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** A replica starts within 3 s and stops at once. */
    private final class Pool implements ScaleTarget {

        private int replicas;
        private final List<Integer> counts = new ArrayList<>();

        @Override
        public Replicas replicas() {
            return Replicas.of(replicas);
        }

        @Override
        public void scaleTo(int count, Decision why) {
            counts.add(count);
            boolean grows = count > replicas;
            replicas = count;
            time.schedule(this::publish, grows ? Duration.ofSeconds(3) : Duration.ZERO);
        }

        private void publish() {
            endpoints.set(IntStream.range(0, replicas)
                    .mapToObj(i -> Endpoint.http("10.0.0." + (i + 1), 8080))
                    .toList());
        }
    }

    @Test
    void everyRequestIsServedFromZeroToManyAndBack() {
        var workers = new Pool();
        try (Gate gate = Gate.builder(WEB)
                        .endpoints(endpoints)
                        .scheduler(time)
                        .perReplicaLimit(20)
                        .build();
                var autoscaler = Autoscaler.builder(WEB)
                        .time(time)
                        .scheduler(time)
                        .executor(Runnable::run)
                        .interval(Duration.ofSeconds(15))
                        .target(gate.guard(workers))
                        .policy(ScalingPolicy.builder()
                                .replicas(0, 10)
                                .cooldown(Duration.ofMinutes(2))
                                .build())
                        .trigger(Trigger.of("requests", tracker.concurrency(WEB), averageValue(10)))
                        .build()
                        .start()) {
            tracker.wakes(WEB, autoscaler::poke);
            time.advance(Duration.ofSeconds(20));
            assertThat(workers.replicas).isZero();
            long arrivals = 0;
            for (int second = 0; second < 240; second++) {
                int now = second < 60 ? 40 : second < 120 ? 80 : second % 30 == 0 ? 1 : 0;
                for (int i = 0; i < now; i++) {
                    arrivals++;
                    request(gate);
                }
                time.advance(Duration.ofSeconds(1));
            }
            time.advance(Duration.ofMinutes(20));
            assertThat(served.get()).isEqualTo(arrivals);
            assertThat(lost).hasValue(0);
            assertThat(workers.counts).startsWith(4, 8).endsWith(0);
            assertThat(workers.replicas).isZero();
            int before = workers.counts.size();
            request(gate);
            time.advance(Duration.ofMillis(3100));
            assertThat(served.get()).as("served within 4 s of a cold start").isEqualTo(arrivals);
            time.advance(Duration.ofSeconds(1));
            assertThat(served.get()).isEqualTo(arrivals + 1);
            assertThat(workers.counts.get(before)).isEqualTo(1);
            assertThat(tracker.counter(WEB).inFlight()).isZero();
        }
    }

    /** Takes a second at a replica. */
    private void request(Gate gate) {
        Tracked tracked = tracker.begin(WEB);
        gate.admit(Arrival.of(tracker.counter(WEB))).thenAccept(admission -> {
            if (admission instanceof Permit permit) {
                time.schedule(
                        () -> {
                            permit.close();
                            tracked.close();
                            served.incrementAndGet();
                        },
                        Duration.ofSeconds(1));
            } else {
                tracked.close();
                lost.incrementAndGet();
            }
        });
    }

    /** A replica that is gone loses what it is sent. Writes of 0 and of 1 take turns, as fast as they can. */
    @Test
    void ofTenThousandArrivalsAroundWritesOfZeroNoneIsLost() throws Exception {
        var alive = new AtomicBoolean(true);
        Endpoint replica = Endpoint.http("10.0.0.1", 8080);
        endpoints.set(replica);
        var target = ScaleTarget.of(() -> alive.get() ? 1 : 0, count -> {
            alive.set(count > 0);
            endpoints.set(count > 0 ? List.of(replica) : List.of());
        });
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try (Gate gate = Gate.builder(WEB)
                .endpoints(endpoints)
                .scheduler(time)
                .hold(Hold.atMost(10_000))
                .build()) {
            GateGuard guard = gate.guard(target);
            var running = new AtomicBoolean(true);
            var start = new CountDownLatch(1);
            var writes = new AtomicInteger();
            var pause = new CyclicBarrier(
                    4,
                    () -> { // a moment without a request, in which a write of 0 goes through
                        int before = writes.get();
                        while (writes.get() < before + 2) {
                            Thread.onSpinWait();
                        }
                    });
            List<Future<List<CompletableFuture<Admission>>>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(threads.submit(() -> {
                    start.await();
                    List<CompletableFuture<Admission>> answers = new ArrayList<>();
                    for (int j = 0; j < 2500; j++) {
                        answers.add(serve(gate, alive));
                        if (j % 50 == 49) {
                            answers.subList(j - 49, j + 1).forEach(CompletableFuture::join);
                            pause.await();
                        }
                    }
                    return answers;
                }));
            }
            Future<int[]> scaling = threads.submit(() -> {
                int zeros = 0;
                int refusals = 0;
                start.await();
                while (running.get()) {
                    guard.replicas();
                    try {
                        guard.scaleTo(0, GateGuardTest.decision(1, 0));
                        zeros++;
                    } catch (RequestsInFlightException e) {
                        refusals++;
                    }
                    writes.incrementAndGet();
                    guard.replicas();
                    guard.scaleTo(1, GateGuardTest.decision(0, 1));
                }
                return new int[] {zeros, refusals};
            });
            start.countDown();
            for (Future<List<CompletableFuture<Admission>>> client : clients) {
                client.get().forEach(CompletableFuture::join);
            }
            running.set(false);
            int[] ends = scaling.get();
            assertThat(ends[0]).as("writes of 0 that went through").isGreaterThanOrEqualTo(50);
            assertThat(served).hasValue(10_000);
            assertThat(lost).hasValue(0);
            assertThat(tracker.counter(WEB).counts().inFlight()).isZero();
            assertThat(tracker.counter(WEB).arrived()).isEqualTo(10_000);
            assertThat(gate.status().arrivals()).isEqualTo(10_000);
            assertThat(gate.status().inFlight()).isZero();
        } finally {
            threads.shutdownNow();
        }
        assertThat(time.pending()).isZero();
    }

    /** Looks twice whether the replica is there, as a request of some length would. */
    private CompletableFuture<Admission> serve(Gate gate, AtomicBoolean alive) {
        Tracked tracked = tracker.begin(WEB);
        return gate.admit(Arrival.of(tracker.counter(WEB))).thenApply(admission -> {
            boolean before = alive.get();
            Thread.yield();
            if (admission instanceof Permit permit && before && alive.get()) {
                served.incrementAndGet();
                permit.close();
            } else {
                lost.incrementAndGet();
            }
            tracked.close();
            return admission;
        });
    }
}

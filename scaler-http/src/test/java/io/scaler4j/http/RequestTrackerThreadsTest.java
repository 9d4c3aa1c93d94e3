package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads count on several routes: when they pause, every number is exact. */
class RequestTrackerThreadsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final int THREADS = 4;
    private static final List<String> ROUTES = List.of("shop/web", "shop/api", "shop/admin");

    private final RequestTracker tracker = new RequestTracker();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** What one thread knows to have done. */
    private static final class Client {

        private final Random random;
        private final Map<String, Deque<Tracked>> open = new java.util.HashMap<>();
        private final Map<String, Integer> arrived = new java.util.HashMap<>();

        Client(long seed) {
            random = new Random(seed);
            ROUTES.forEach(route -> open.put(route, new ArrayDeque<>()));
        }

        void work(RequestTracker tracker) {
            for (int i = 0; i < 2_000; i++) {
                String route = ROUTES.get(random.nextInt(ROUTES.size()));
                if (random.nextBoolean() || open.get(route).isEmpty()) {
                    open.get(route).add(tracker.begin(route));
                    arrived.merge(route, 1, Integer::sum);
                } else {
                    Tracked ended = open.get(route).remove();
                    ended.close();
                    ended.close();
                }
            }
        }
    }

    @Test
    void atEachPauseAllCountsAreExact() throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            clients.add(new Client(i));
        }
        for (int round = 0; round < 20; round++) {
            List<Callable<Void>> work = clients.stream()
                    .map(client -> (Callable<Void>) () -> {
                        client.work(tracker);
                        return null;
                    })
                    .toList();
            for (Future<Void> one : threads.invokeAll(work)) {
                one.get();
            }
            for (String route : ROUTES) {
                long open = clients.stream()
                        .mapToLong(client -> client.open.get(route).size())
                        .sum();
                long arrived = clients.stream()
                        .mapToLong(client -> client.arrived.getOrDefault(route, 0))
                        .sum();
                RequestCounts counts = tracker.snapshot().get(route);
                assertThat(counts.inFlight()).isEqualTo(open);
                assertThat(counts.arrived()).isEqualTo(arrived);
                assertThat(counts.peak()).isGreaterThanOrEqualTo(open);
            }
        }
    }

    /** Whoever asks first makes the counter, and all others get the same. */
    @Test
    void aRouteHasOneCounterHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < 300; round++) {
            String route = "shop/" + round;
            var start = new CyclicBarrier(THREADS);
            List<Callable<RouteCounter>> asks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                asks.add(() -> {
                    start.await();
                    tracker.begin(route);
                    return tracker.counter(route);
                });
            }
            List<RouteCounter> counters = new ArrayList<>();
            for (Future<RouteCounter> counter : threads.invokeAll(asks)) {
                counters.add(counter.get());
            }
            assertThat(counters).allSatisfy(counter -> assertThat(counter).isSameAs(counters.get(0)));
            assertThat(counters.get(0).inFlight()).isEqualTo(THREADS);
        }
    }

    /** Each arrival is in exactly one reading, whenever the reads come. */
    @Test
    void theReadingsTogetherHaveSeenEachArrivalOnce() throws Exception {
        Scaler scaler = tracker.concurrency("shop/web");
        var working = new AtomicInteger(THREADS);
        Future<Double> seen = threads.submit(() -> {
            double sum = 0;
            int second = 0;
            while (working.get() > 0) {
                sum += arrived(scaler, second++);
            }
            return sum + arrived(scaler, second);
        });
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            clients.add(() -> {
                RouteCounter counter = tracker.counter("shop/web");
                for (int j = 0; j < 50_000; j++) {
                    counter.begin();
                    counter.end();
                }
                working.decrementAndGet();
                return null;
            });
        }
        for (Future<Void> client : threads.invokeAll(clients)) {
            client.get();
        }
        assertThat(seen.get()).isEqualTo(THREADS * 50_000.0);
    }

    private static double arrived(Scaler scaler, int second) throws Exception {
        var reading = (Reading.Value) scaler.read(ReadRequest.of(START.plusSeconds(second), Duration.ofSeconds(1)));
        return reading.details().get("arrived");
    }

    /** After a reader found nothing there is exactly one wake, and none is forgotten. */
    @Test
    void whileReadersArmAndRequestsArriveNoSleeperIsForgotten() throws Exception {
        var woken = new AtomicInteger();
        tracker.wakes("shop/web", woken::incrementAndGet);
        RouteCounter counter = tracker.counter("shop/web");
        counter.begin();
        counter.end();
        for (int round = 0; round < 2_000; round++) {
            int before = woken.get();
            var start = new CyclicBarrier(2);
            Future<Void> reader = threads.submit(() -> {
                start.await();
                counter.arm(counter.arrived());
                return null;
            });
            Future<Void> client = threads.submit(() -> {
                start.await();
                counter.begin();
                counter.end();
                return null;
            });
            reader.get();
            client.get();
            counter.begin();
            counter.end();
            assertThat(woken).as("by the first arrival, or by this one").hasValue(before + 1);
        }
    }
}

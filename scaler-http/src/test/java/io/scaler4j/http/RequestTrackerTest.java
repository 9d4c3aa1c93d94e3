package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestTrackerTest {

    private static final String WEB = "shop/web";

    private final RequestTracker tracker = new RequestTracker();

    /** Whatever begins and ends, both counts are what a list of the requests would tell. */
    @Test
    void countsWhatAListOfTheRequestsWould() {
        Seeds.each(300, random -> {
            var counter = new RequestTracker().counter(WEB);
            List<Tracked> open = new ArrayList<>();
            long arrived = 0;
            for (int i = 0; i < 200; i++) {
                if (open.isEmpty() || random.nextBoolean()) {
                    open.add(counter.track());
                    arrived++;
                } else {
                    open.remove(random.nextInt(open.size())).close();
                }
                assertThat(counter.inFlight()).isEqualTo(open.size());
                assertThat(counter.arrived()).isEqualTo(arrived);
            }
        });
    }

    @Test
    void isNeverNegativeAndEndsExactWhileThreadsCount() throws Exception {
        RouteCounter counter = tracker.counter(WEB);
        var running = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            Future<Long> least = threads.submit(() -> {
                long smallest = 0;
                long before = 0;
                while (running.get()) {
                    long arrived = counter.arrived();
                    smallest = Math.min(smallest, Math.min(counter.inFlight(), arrived - before));
                    before = arrived;
                }
                return smallest;
            });
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(() -> {
                    for (int j = 0; j < 100_000; j++) {
                        try (Tracked request = counter.track()) {
                            assertThat(request).isNotNull();
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
            running.set(false);
            assertThat(least.get()).isZero();
        } finally {
            running.set(false);
            threads.shutdownNow();
        }
        assertThat(counter.counts())
                .isEqualTo(new RequestCounts(0, 400_000, 0, counter.counts().peak()));
    }

    @Test
    void aRequestEndsOnceHoweverOftenAndWhereverItIsClosed() throws Exception {
        Tracked request = tracker.begin(WEB);
        tracker.begin(Route.builder(WEB).build());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            var start = new CountDownLatch(1);
            List<Future<?>> closed = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closed.add(threads.submit(() -> {
                    start.await();
                    request.close();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : closed) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tracker.counter(WEB).inFlight()).isEqualTo(1);
        assertThat(request).hasToString("a request on route shop/web");
    }

    @Test
    void anEndTooManyIsNoDebt() {
        RouteCounter counter = tracker.counter(WEB);
        counter.end();
        assertThat(counter.inFlight()).isZero();
        assertThat(counter.counts()).isEqualTo(RequestCounts.NONE);
    }

    @Test
    void thePeakIsTheMostThatALookHasSeen() {
        RouteCounter counter = tracker.counter(WEB);
        counter.begin();
        counter.begin();
        assertThat(counter.counts().peak()).isEqualTo(2);
        counter.end();
        assertThat(counter.takeCounts()).isEqualTo(new RequestCounts(1, 2, 0, 2));
        assertThat(counter.counts().peak()).isEqualTo(1);
    }

    @Test
    void aRemovedRouteIsForgottenWithItsRequests() {
        Tracked old = tracker.begin(WEB);
        assertThat(tracker.remove(WEB)).isTrue();
        assertThat(tracker.remove(WEB)).isFalse();
        tracker.begin(WEB);
        old.close();
        assertThat(tracker.snapshot()).isEqualTo(Map.of(WEB, RequestCounts.of(1, 1)));
        assertThat(tracker.find("shop/other")).isEmpty();
        assertThat(tracker).hasToString("requests of 1 routes");
        assertThat(tracker.counter(WEB)).hasToString("1 requests in flight on route shop/web");
    }

    @Test
    void theFirstArrivalWakesAndNoOtherUntilAReaderFoundNothing() {
        var woken = new AtomicInteger();
        tracker.wakes(WEB, woken::incrementAndGet);
        RouteCounter counter = tracker.counter(WEB);
        counter.begin();
        counter.begin();
        assertThat(woken).hasValue(1);
        counter.end();
        counter.end();
        counter.arm(counter.arrived());
        assertThat(woken).hasValue(1);
        counter.begin();
        assertThat(woken).hasValue(2);
    }

    @Test
    void anArrivalThatTheReaderDidNotSeeWakesWhenItArms() {
        var woken = new AtomicInteger();
        tracker.wakes(WEB, woken::incrementAndGet);
        RouteCounter counter = tracker.counter(WEB);
        counter.begin();
        long seen = counter.arrived();
        counter.begin();
        counter.arm(seen);
        assertThat(woken).hasValue(2);
        tracker.counter("shop/quiet").arm(5);
    }

    @Test
    void ofManyArrivalsAtOnceOneWakes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                var woken = new AtomicInteger();
                String route = "shop/" + round;
                tracker.wakes(route, woken::incrementAndGet);
                RouteCounter counter = tracker.counter(route);
                List<Callable<Void>> arrivals = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    arrivals.add(() -> {
                        counter.begin();
                        return null;
                    });
                }
                for (Future<Void> arrival : threads.invokeAll(arrivals)) {
                    arrival.get();
                }
                assertThat(woken).hasValue(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatNullPointerException()
                .isThrownBy(() -> tracker.counter(null))
                .withMessageContaining("route must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> tracker.wakes(WEB, null))
                .withMessageContaining("action must not be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestCounts.of(-1, 0))
                .withMessageContaining("at least 0");
    }
}

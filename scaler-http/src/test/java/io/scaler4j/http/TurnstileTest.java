package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    @Test
    void eachEventOfOneThreadIsARun() {
        var runs = new AtomicInteger();
        var turnstile = new Turnstile(runs::incrementAndGet);
        for (int i = 0; i < 5; i++) {
            turnstile.event();
        }
        assertThat(runs).hasValue(5);
    }

    @Test
    void anEventOfTheActionItselfIsARunAfterwardsAndNotWithin() {
        List<String> order = new ArrayList<>();
        var self = new AtomicReference<Turnstile>();
        var turnstile = new Turnstile(() -> {
            order.add("begin");
            if (order.size() < 6) {
                self.get().event();
                self.get().event();
            }
            order.add("end");
        });
        self.set(turnstile);
        turnstile.event();
        assertThat(order).isEqualTo(List.of("begin", "end", "begin", "end", "begin", "end", "begin", "end"));
    }

    /** What an event announces is seen by a run that begins after it, and no two runs overlap. */
    @Test
    void noEventOfManyThreadsIsMissed() throws Exception {
        var value = new AtomicInteger();
        var seen = new AtomicInteger();
        var inside = new AtomicBoolean();
        var overlaps = new AtomicInteger();
        var turnstile = new Turnstile(() -> {
            if (!inside.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            seen.set(value.get());
            inside.set(false);
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 500; round++) {
                List<Callable<Void>> events = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    events.add(() -> {
                        value.incrementAndGet();
                        turnstile.event();
                        return null;
                    });
                }
                for (Future<Void> event : threads.invokeAll(events)) {
                    event.get();
                }
                assertThat(seen.get()).isEqualTo(value.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(overlaps).hasValue(0);
    }

    /** A listener that fails once must not keep all later news from everybody. */
    @Test
    void aRunThatFailsDoesNotEndTheRunsThatFollow() {
        var runs = new AtomicInteger();
        var turnstile = new Turnstile(() -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the first fails");
            }
        });
        assertThatIllegalStateException().isThrownBy(turnstile::event).withMessage("the first fails");
        turnstile.event();
        assertThat(runs).hasValue(2);
    }

    @Test
    void anEventDuringARunThatFailsIsNotMissed() {
        var runs = new AtomicInteger();
        var self = new AtomicReference<Turnstile>();
        var turnstile = new Turnstile(() -> {
            if (runs.incrementAndGet() == 1) {
                self.get().event();
                throw new IllegalStateException("the first fails");
            }
        });
        self.set(turnstile);
        assertThatIllegalStateException().isThrownBy(turnstile::event);
        assertThat(runs).hasValue(2);
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheOthersOfAListInTheDark() {
        var list = new EndpointList();
        List<List<Endpoint>> told = new ArrayList<>();
        var fails = new AtomicBoolean();
        list.watch(
                all -> {
                    if (fails.get()) {
                        throw new IllegalStateException("a listener of the application");
                    }
                },
                new EndpointSource.Context((task, delay) -> () -> {}, Runnable::run));
        list.watch(told::add, new EndpointSource.Context((task, delay) -> () -> {}, Runnable::run));
        fails.set(true);
        Endpoint endpoint = Endpoint.http("10.0.0.1", 80);
        assertThatIllegalStateException().isThrownBy(() -> list.set(endpoint));
        fails.set(false);
        list.set(endpoint, Endpoint.http("10.0.0.2", 80));
        assertThat(told).endsWith(List.of(endpoint, Endpoint.http("10.0.0.2", 80)));
    }
}

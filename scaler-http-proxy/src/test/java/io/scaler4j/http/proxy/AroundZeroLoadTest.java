package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTarget;
import io.scaler4j.http.GateGuard;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RequestsInFlightException;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ten thousand requests that arrive while their only replica is stopped and started. */
class AroundZeroLoadTest extends LoadTestBase {

    private static final int CLIENTS = 40;
    private static final int ROUNDS = 250;

    private final AtomicInteger stops = new AtomicInteger();

    /** Stopping it kills what it has: only the guard keeps requests from being lost. */
    private final class OneReplica implements ScaleTarget, AutoCloseable {

        private @Nullable Backend running;

        @Override
        public synchronized Replicas replicas() {
            return Replicas.of(running == null ? 0 : 1);
        }

        @Override
        public synchronized void scaleTo(int count, Decision why) throws IOException {
            if (count > 0 && running == null) {
                running = replica();
                replicas.set(running.endpoint());
            } else if (count == 0) {
                close();
                stops.incrementAndGet();
            }
        }

        @Override
        public synchronized void close() throws IOException {
            replicas.set();
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }

    @Test
    void noRequestIsLostOrExecutedTwice() throws Exception {
        var target = closing(new OneReplica());
        ProxyRoute web = route().hold(Hold.atMost(10_000)).build();
        start(builder -> builder.route(web));
        GateGuard guard = interceptor().guard(web, target);
        var wakes = new AtomicInteger();
        interceptor().wakes(web, wakes::incrementAndGet);
        var refusals = new AtomicInteger();
        var round = new CyclicBarrier(CLIENTS + 1);
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Peer client = client();
            int number = i;
            all.add(() -> {
                for (int r = 0; r < ROUNDS; r++) {
                    round.await(60, TimeUnit.SECONDS);
                    send(client, "/" + number + "/" + r, (number + r) % 2 == 0);
                }
                return null;
            });
        }
        all.add(() -> {
            var random = new SplittableRandom(7);
            for (int r = 0; r < ROUNDS; r++) {
                long before = (long) CLIENTS * r;
                until(() -> exchanges.size() == before && inFlight() == 0);
                guard.replicas(); // a turn begins, and ends before, among or behind the arrivals
                boolean isBefore = r % 4 == 0;
                if (isBefore) {
                    guard.scaleTo(0, decision(1, 0));
                }
                int ended = exchanges.size();
                round.await(60, TimeUnit.SECONDS);
                if (r % 4 == 1) {
                    until(() -> exchanges.size() > ended);
                }
                spin(random.nextInt(2_000));
                try {
                    if (!isBefore) {
                        guard.scaleTo(0, decision(1, 0));
                    }
                } catch (RequestsInFlightException e) {
                    refusals.incrementAndGet();
                }
                long expected = (long) CLIENTS * (r + 1);
                until(() -> exchanges.size() == expected
                        || held() > 0
                        || target.replicas().desired() > 0);
                guard.scaleTo(1, decision(0, 1));
            }
            return null;
        });
        together(all);
        assertThat(refused).isEmpty();
        assertThat(executions)
                .hasSize(CLIENTS * ROUNDS)
                .allSatisfy((id, count) -> assertThat(count).hasValue(1));
        assertCounts(CLIENTS * ROUNDS);
        assertThat(stops.get()).as("rounds that went to 0").isGreaterThanOrEqualTo(ROUNDS / 4);
        assertThat(refusals.get()).as("rounds in which the guard refused").isGreaterThanOrEqualTo(ROUNDS / 4);
        assertThat(stops.get() + refusals.get()).isEqualTo(ROUNDS);
        assertThat(wakes.get()).isPositive();
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}

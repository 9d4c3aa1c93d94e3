package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scheduler;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.IntPredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocks of docs/embed.md, compiled and run. */
class EmbedSnippetsTest {

    private static final class ApiOfTwo implements Fleet.Api {
        private volatile int wanted = 2;

        @Override
        public int wanted() {
            return wanted;
        }

        @Override
        public int running() {
            return wanted;
        }

        @Override
        public int healthy() {
            return wanted;
        }

        @Override
        public void setWanted(int replicas) {
            wanted = replicas;
        }
    }

    /** Logs each turn that changed the replica count, and why. */
    static final class Changes implements AutoscalerObserver {

        private static final Logger log = LoggerFactory.getLogger(Changes.class);

        @Override
        public void turnEnded(Turn turn) {
            turn.decision().filter(Decision::changes).ifPresent(decision -> log.info("{}", turn));
        }
    }

    static final class Fleet implements ScaleTarget {

        private static final Logger log = LoggerFactory.getLogger(Fleet.class);

        /** What your platform offers. */
        interface Api {
            int wanted();

            int running();

            int healthy();

            void setWanted(int replicas);
        }

        private final Api api;

        Fleet(Api api) {
            this.api = api;
        }

        @Override
        public Replicas replicas() {
            return new Replicas(api.wanted(), api.running(), api.healthy());
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            api.setWanted(replicas);
            log.info("{}", why);
        }
    }

    private final ApiOfTwo api = new ApiOfTwo();
    private final ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 20).build();

    @Test
    void aServiceScalesUntilItStops() throws InterruptedException {
        var shutdown = new CountDownLatch(1) {
            @Override
            public void await() {
                Awaitility.await().until(() -> api.wanted() == 6);
            }
        };
        scale(new Fleet(api), new ArrayDeque<>(Collections.nCopies(51, "order")), shutdown);
        assertThat(api.wanted()).isEqualTo(6);
    }

    static void scale(ScaleTarget fleet, Queue<?> orders, CountDownLatch shutdown) throws InterruptedException {
        try (var autoscaler = Autoscaler.builder("orders")
                .target(fleet)
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> Reading.of(orders.size()), averageValue(10)))
                .build()
                .start()) {
            shutdown.await();
        }
    }

    @Test
    void autoscalersShareThreads() throws InterruptedException {
        var trigger = Trigger.of("lag", request -> Reading.of(300), averageValue(50));
        var shutdown = new CountDownLatch(1) {
            @Override
            public void await() {
                Awaitility.await().until(() -> api.wanted() == 6);
            }
        };
        run(new Fleet(api), policy, trigger, shutdown);
        assertThat(api.wanted()).isEqualTo(6);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("scaler4j-orders")));
    }

    private static void run(ScaleTarget fleet, ScalingPolicy policy, Trigger trigger, CountDownLatch shutdown)
            throws InterruptedException {
        var timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true); // each turn takes its time limits back when it ends
        var deciding = Executors.newFixedThreadPool(4);
        var blocking = Executors.newCachedThreadPool(); // grows with the calls that hang
        try (var orders = Autoscaler.builder("orders")
                .target(fleet)
                .policy(policy)
                .trigger(trigger)
                .scheduler(Scheduler.of(timer))
                .executor(deciding)
                .blockingExecutor(blocking)
                .build()
                .start()) {
            shutdown.await();
        } finally {
            timer.shutdownNow();
            deciding.shutdownNow();
            blocking.shutdownNow();
        }
    }

    @Test
    void aLoopOfYourOwn() {
        var now = Instant.parse("2026-01-05T08:00:00Z");
        var lag = Measurement.of("lag", averageValue(50), Reading.of(200));
        var state = turn(policy, ScalingState.initial(), now, api.wanted(), lag, count -> {
            api.setWanted(count);
            return true;
        });
        assertThat(api.wanted()).isEqualTo(4);
        assertThat(state.lastActiveAt()).contains(now);
    }

    private static ScalingState turn(
            ScalingPolicy policy, ScalingState state, Instant now, int count, Measurement lag, IntPredicate resize) {
        Decision decision = policy.decide(state, Observation.of(now, Replicas.of(count), lag));
        boolean applied = decision.changes() && resize.test(decision.to());
        return decision.next(applied);
    }

    @Test
    void theFormulaAlone() {
        int replicas = ScalingPolicy.desiredReplicas(740, averageValue(50), Replicas.of(9), 1, 20);
        assertThat(replicas).isEqualTo(15);
    }
}

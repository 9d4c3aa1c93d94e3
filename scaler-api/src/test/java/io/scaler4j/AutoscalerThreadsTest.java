package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop on its own threads and in real time. Nothing here sleeps: latches tell when. */
@Timeout(60)
class AutoscalerThreadsTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).build();

    private final FakeTarget target = new FakeTarget(1);

    @Test
    void aReadThatBlocksForEverIsATimeoutAndIsInterruptedWhenTheAutoscalerCloses() throws Exception {
        var interrupted = new CountDownLatch(1);
        var forEver = new CountDownLatch(1);
        Scaler blocking = request -> {
            try {
                forEver.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Reading.of(0);
        };
        var autoscaler = Autoscaler.builder("blocking")
                .target(target)
                .policy(POLICY)
                .trigger(Trigger.of("blocking", blocking, averageValue(1)))
                .trigger(Trigger.of("backlog", request -> Reading.of(3), averageValue(1)))
                .readTimeout(ofSeconds(2))
                .build();

        Decision decision = autoscaler.evaluate();
        assertThat(decision.to()).as("the neighbour's recommendation").isEqualTo(3);
        assertThat(decision.explanation().recommendations().get(0).reading())
                .isEqualTo(Reading.failure(Reading.Failure.Kind.TIMEOUT, "no answer within 2 s"));

        autoscaler.close();
        assertThat(interrupted.await(60, SECONDS)).isTrue();
        assertNoThreadsOf("blocking");
    }

    @Test
    void aSlowObserverFallsBehindWithoutHoldingTheLoop() throws Exception {
        var goOn = new CountDownLatch(1);
        var seen = new AtomicInteger();
        AutoscalerObserver slow = new AutoscalerObserver() {
            @Override
            public void decided(String autoscaler, Observation observation, Decision decision) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                seen.incrementAndGet();
            }
        };
        int turns = ObserverQueue.CAPACITY + 50;
        try (var autoscaler = Autoscaler.builder("slow-observer")
                .target(target)
                .policy(POLICY)
                .trigger(Trigger.of("backlog", request -> Reading.of(1), averageValue(1)))
                .observer(slow)
                .build()) {
            for (int turn = 0; turn < turns; turn++) {
                autoscaler.evaluate();
            }
            assertThat(seen).hasValue(0);
            goOn.countDown();
        }
        assertThat(seen.get())
                .as("what fits into the queue, and the one it was busy with")
                .isBetween(1, ObserverQueue.CAPACITY + 1);
        assertNoThreadsOf("slow-observer");
    }

    @Test
    void aWriteUnderWayIsWaitedForWhenTheAutoscalerCloses() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var written = new AtomicBoolean();
        ScaleTarget slow = new ScaleTarget() {
            @Override
            public Replicas replicas() {
                return Replicas.of(1);
            }

            @Override
            public void scaleTo(int replicas, Decision why) throws InterruptedException {
                writing.countDown();
                goOn.await();
                written.set(true);
            }
        };
        var autoscaler = Autoscaler.builder("slow-write")
                .target(slow)
                .policy(POLICY)
                .trigger(Trigger.of("backlog", request -> Reading.of(5), averageValue(1)))
                .build()
                .start();
        assertThat(writing.await(60, SECONDS)).isTrue();
        var close = CompletableFuture.runAsync(autoscaler::close);
        assertThat(close).isNotDone();
        goOn.countDown();
        close.get(60, SECONDS);
        assertThat(written).isTrue();
        assertNoThreadsOf("slow-write");
    }

    @Test
    void turnsNeverOverlapWhoeverAsksForThem() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        Scaler counting = request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            return Reading.of(1);
        };
        var askers = Executors.newFixedThreadPool(8);
        try (var autoscaler = Autoscaler.builder("busy")
                .target(target)
                .policy(POLICY)
                .trigger(Trigger.of("backlog", counting, averageValue(1)))
                .interval(ofMillis(1))
                .build()
                .start()) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                asked.add(askers.submit(autoscaler::evaluate));
                autoscaler.poke();
            }
            for (Future<?> turn : asked) {
                turn.get(20, SECONDS);
            }
        } finally {
            askers.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertNoThreadsOf("busy");
    }

    @RepeatedTest(50)
    void closingWhileTurnsAreMadeWritesNothingAfterwards() throws Exception {
        var closed = new AtomicBoolean();
        var late = new AtomicBoolean();
        var value = new AtomicInteger();
        ScaleTarget watched =
                ScaleTarget.of(() -> 1 + value.get() % 5, count -> late.compareAndSet(false, closed.get()));
        var autoscaler = Autoscaler.builder("racing")
                .target(watched)
                .policy(POLICY)
                .trigger(Trigger.of("backlog", request -> Reading.of(value.incrementAndGet() % 20), averageValue(1)))
                .interval(ofMillis(1))
                .build()
                .start();
        var together = new CyclicBarrier(2);
        var poking = CompletableFuture.runAsync(() -> {
            await(together);
            for (int i = 0; i < 50; i++) {
                autoscaler.poke();
            }
        });
        await(together);
        autoscaler.close();
        closed.set(true);
        poking.get(60, SECONDS);
        assertThat(late).isFalse();
        assertNoThreadsOf("racing");
    }

    @Test
    void theThreadsOfAPoolAreReplicas() throws Exception {
        var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
        try (var autoscaler = Autoscaler.builder("pool")
                .target(ScaleTarget.of(pool))
                .policy(ScalingPolicy.builder().replicas(1, 8).build())
                .trigger(Trigger.of("backlog", request -> Reading.of(50), averageValue(10)))
                .interval(ofSeconds(1))
                .build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(5);
            assertThat(pool.getCorePoolSize()).isEqualTo(5);
            assertThat(pool.getMaximumPoolSize()).isEqualTo(5);
            ScaleTarget.of(pool).scaleTo(2, autoscaler.evaluate());
            assertThat(pool.getCorePoolSize()).isEqualTo(2);
            ScaleTarget.of(pool).scaleTo(0, autoscaler.evaluate());
            assertThat(pool.getCorePoolSize()).isZero();
            assertThat(pool.getMaximumPoolSize()).as("a pool has at least one").isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aPoolThatMayGrowKeepsItsMaximum() {
        var pool = new ThreadPoolExecutor(2, 8, 1, SECONDS, new SynchronousQueue<>());
        try {
            ScaleTarget target = ScaleTarget.of(pool);
            assertThat(sizesAfter(target, pool, 4)).isEqualTo("4 of 8");
            assertThat(sizesAfter(target, pool, 12)).isEqualTo("12 of 12");
            assertThat(sizesAfter(target, pool, 1)).isEqualTo("1 of 8");
            assertThat(sizesAfter(target, pool, 0)).isEqualTo("0 of 8");
            pool.setMaximumPoolSize(20);
            assertThat(sizesAfter(target, pool, 3)).as("the caller changed it").isEqualTo("3 of 20");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aPoolOfFixedSizeStaysOne() {
        var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
        try {
            ScaleTarget target = ScaleTarget.of(pool);
            assertThat(sizesAfter(target, pool, 9)).isEqualTo("9 of 9");
            assertThat(sizesAfter(target, pool, 2)).isEqualTo("2 of 2");
            assertThat(sizesAfter(target, pool, 0)).isEqualTo("0 of 1");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void queuedTasksAreRunWhateverThePoolIsScaledTo() throws Exception {
        var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
        var goOn = new CountDownLatch(1);
        List<Future<Boolean>> tasks = new ArrayList<>();
        try {
            ScaleTarget target = ScaleTarget.of(pool);
            for (int i = 0; i < 20; i++) {
                tasks.add(pool.submit(() -> goOn.await(20, SECONDS)));
            }
            target.scaleTo(1, null);
            assertThat(pool.getPoolSize())
                    .as("each that works finishes its task")
                    .isEqualTo(4);
            target.scaleTo(6, null);
            assertThat(pool.getPoolSize())
                    .as("threads for what is queued are started at once")
                    .isEqualTo(6);
            target.scaleTo(0, null);
            goOn.countDown();
            for (Future<Boolean> task : tasks) {
                assertThat(task.get(20, SECONDS)).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String sizesAfter(ScaleTarget target, ThreadPoolExecutor pool, int replicas) {
        try {
            target.scaleTo(replicas, null);
            assertThat(target.replicas()).isEqualTo(Replicas.of(replicas));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return pool.getCorePoolSize() + " of " + pool.getMaximumPoolSize();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the threads to end, which close() has asked them to. */
    private static void assertNoThreadsOf(String autoscaler) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("scaler4j-" + autoscaler + "-")) {
                thread.join(60_000);
                assertThat(thread.isAlive()).as(thread.getName() + " is alive").isFalse();
            }
        }
    }
}

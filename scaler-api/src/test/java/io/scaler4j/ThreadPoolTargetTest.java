package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sizes of a pool, whatever counts are asked for in whatever order. */
class ThreadPoolTargetTest {

    private static final Decision WHY = ScalingPolicy.builder()
            .replicas(1, 20)
            .build()
            .decide(
                    ScalingState.initial(),
                    Observation.of(
                            Instant.parse("2026-01-05T08:00:00Z"),
                            Replicas.of(1),
                            Measurement.of("lag", averageValue(1), Reading.of(1))));

    private final List<ThreadPoolExecutor> pools = new ArrayList<>();

    private ThreadPoolExecutor pool(int core, int maximum) {
        var pool = new ThreadPoolExecutor(core, maximum, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pools.add(pool);
        return pool;
    }

    @AfterEach
    void shutDown() {
        pools.forEach(ThreadPoolExecutor::shutdownNow);
    }

    @Test
    void aPoolWithAMaximumAboveItsSizeKeepsItWheneverTheCountAllows() {
        Seeds.each((random, replay) -> {
            int core = random.nextInt(1, 5);
            int maximum = core + random.nextInt(1, 10);
            ThreadPoolExecutor pool = pool(core, maximum);
            ScaleTarget target = ScaleTarget.of(pool);
            for (int i = 0; i < 20; i++) {
                int count = random.nextInt(25);
                scale(target, count);
                assertThat(pool.getCorePoolSize()).as(replay).isEqualTo(count);
                assertThat(pool.getMaximumPoolSize()).as(replay).isEqualTo(Math.max(maximum, count));
                assertThat(read(target)).as(replay).isEqualTo(Replicas.of(count));
            }
        });
    }

    @Test
    void aPoolOfFixedSizeStaysOne() {
        Seeds.each((random, replay) -> {
            int size = random.nextInt(1, 10);
            ThreadPoolExecutor pool = pool(size, size);
            ScaleTarget target = ScaleTarget.of(pool);
            for (int i = 0; i < 20; i++) {
                int count = random.nextInt(25);
                scale(target, count);
                assertThat(pool.getCorePoolSize()).as(replay).isEqualTo(count);
                assertThat(pool.getMaximumPoolSize()).as(replay).isEqualTo(Math.max(1, count));
            }
        });
    }

    @Test
    void scalingOutStartsThreadsForQueuedTasksAndScalingInInterruptsNone() throws InterruptedException {
        ThreadPoolExecutor pool = pool(1, 1);
        ScaleTarget target = ScaleTarget.of(pool);
        var running = new CountDownLatch(3);
        var end = new CountDownLatch(1);
        var done = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> {
                running.countDown();
                try {
                    end.await();
                    done.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        scale(target, 3);
        assertThat(running.await(60, TimeUnit.SECONDS)).as("all three at once").isTrue();
        scale(target, 1);
        end.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(3);
    }

    @Test
    void aPoolThatIsShutDownCanBeNeitherReadNorScaled() {
        ThreadPoolExecutor pool = pool(2, 2);
        ScaleTarget target = ScaleTarget.of(pool);
        assertThat(target).hasToString("thread pool of 2");
        pool.shutdown();
        String sentence = "the thread pool is shut down; close the autoscaler before the pool that it scales";
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(target::replicas)
                .withMessage(sentence);
        assertThatExceptionOfType(ScaleTargetException.class)
                .isThrownBy(() -> target.scaleTo(3, WHY))
                .withMessage(sentence);
        assertThat(pool.getCorePoolSize()).isEqualTo(2);
    }

    private static void scale(ScaleTarget target, int count) {
        try {
            target.scaleTo(count, WHY);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Replicas read(ScaleTarget target) {
        try {
            return target.replicas();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

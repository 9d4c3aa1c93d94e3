package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import com.sun.management.ThreadMXBean;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code fleet}: 10,000 autoscalers of one registry, each with one trigger that a lambda reads and a target of two
 * fields, for real: what a turn costs, how late turns are, and how long building and closing all of them takes.
 */
final class FleetSuite implements Suite {

    private static final int AUTOSCALERS = 10_000;
    static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 4;
    private static final int THREADS = 2;

    @Override
    public List<Metric> measure(boolean quick) {
        return quick ? measure(AUTOSCALERS / 100, Duration.ofMillis(250)) : measure(AUTOSCALERS, INTERVAL);
    }

    /** What it costs to run so many autoscalers, in this process. */
    static List<Metric> measure(int autoscalers, Duration interval) {
        List<AutoscalerSpec> specs = specs(autoscalers, interval);
        var turns = new TurnCounter();
        long heapBefore = Resources.heapBytes();
        var workers = Executors.newFixedThreadPool(THREADS);
        var blocking = Executors.newFixedThreadPool(THREADS);
        try (var registry = AutoscalerRegistry.builder()
                .executor(workers)
                .blockingExecutor(blocking)
                .observer(turns)
                .build()) {
            long begin = System.nanoTime();
            CompletableFuture.allOf(specs.stream()
                            .map(spec -> registry.apply(spec, target()).toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .join();
            double build = millisSince(begin);
            turns.await(autoscalers);
            double firstTurns = millisSince(begin);
            sleep(interval.multipliedBy(WARM_UP_ROUNDS));
            long heap = Resources.heapBytes() - heapBefore;

            turns.latest.reset();
            long turnsBefore = turns.ended.get();
            double cpuBefore = Resources.cpuMillis();
            long garbageBefore = allocatedBytes();
            long from = System.nanoTime();
            sleep(interval.multipliedBy(ROUNDS));
            double millis = millisSince(from);
            double cpu = Resources.cpuMillis() - cpuBefore;
            double garbage = allocatedBytes() - garbageBefore;
            double count = turns.ended.get() - turnsBefore;
            double latest = turns.latest.get();

            begin = System.nanoTime();
            registry.close();
            double close = millisSince(begin);
            return List.of(
                    metric("turns", count, "turns"),
                    metric("turn-cpu", 1_000 * cpu / count, "us"),
                    metric("turn-garbage", garbage / count, "B"),
                    metric("core-share", 100 * cpu / millis, "%"),
                    metric("latest-turn", latest / 1e6, "ms"),
                    metric("heap", (double) heap / autoscalers, "B"),
                    metric("build", build, "ms"),
                    metric("first-turns", firstTurns, "ms"),
                    metric("close", close, "ms"));
        } finally {
            workers.shutdown();
            blocking.shutdown();
        }
    }

    private static List<AutoscalerSpec> specs(int autoscalers, Duration interval) {
        ScalingPolicy policy = ScalingPolicy.builder().replicas(0, 100).build();
        var specs = new ArrayList<AutoscalerSpec>();
        for (int i = 0; i < autoscalers; i++) {
            var reads = new AtomicInteger(i);
            Scaler backlog = request -> Reading.of(200 + 40 * (reads.incrementAndGet() % 7));
            specs.add(AutoscalerSpec.builder("autoscaler-" + i)
                    .policy(policy)
                    .trigger(TriggerPlan.of(MetricSpec.of("backlog", averageValue(50)), context -> backlog))
                    .interval(interval)
                    .build());
        }
        return specs;
    }

    private static ScaleTarget target() {
        var replicas = new AtomicInteger(1);
        return ScaleTarget.of(replicas::get, replicas::set);
    }

    /** What all threads that live have allocated; the pools are fixed, so that none ends in between. */
    private static long allocatedBytes() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void sleep(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("fleet", name, value, unit);
    }

    /** Counts the turns, and keeps how late the latest one began. */
    private static final class TurnCounter implements AutoscalerObserver {

        final AtomicLong ended = new AtomicLong();
        final LongAccumulator latest = new LongAccumulator(Math::max, 0);

        @Override
        public void turnEnded(Turn turn) {
            ended.incrementAndGet();
            latest.accumulate(turn.lateness().toNanos());
        }

        void await(int turns) {
            while (ended.get() < turns) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}

package io.scaler4j.cpu;

import static io.scaler4j.metric.MetricTarget.utilization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A function that is scaled on its processor time: 50 % of a request of 100 milli-cores, as the HPA would. */
class CpuFunctionTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int REQUEST_MILLI = 100;

    /** A fleet whose replicas use what a load says, in virtual time. */
    private static final class Fleet implements AutoCloseable {
        private final Autoscaler autoscaler;
        private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
        private int replicas = 1;
        private IntFunction<Integer> milliPerReplica = count -> 0;

        Fleet(ScalingPolicy policy) {
            var scaler = CpuScaler.builder()
                    .sampler(ReplicaSampler.of(this::samples))
                    .build();
            autoscaler = Autoscaler.builder("function")
                    .target(ScaleTarget.of(() -> replicas, count -> replicas = count))
                    .policy(policy)
                    .trigger(scaler.trigger("cpu", utilization(50)))
                    .interval(INTERVAL)
                    .time(time)
                    .scheduler(time)
                    .executor(Runnable::run)
                    .build();
        }

        private List<ReplicaSample> samples() {
            return IntStream.range(0, replicas)
                    .mapToObj(i -> ReplicaSample.builder("replica " + i)
                            .requestMilli(REQUEST_MILLI)
                            .usage(milliPerReplica.apply(replicas), time.instant(), INTERVAL)
                            .build())
                    .toList();
        }

        /** One turn with this load in all. */
        int turnWithTotal(int totalMilli) throws InterruptedException {
            return turnWith(count -> totalMilli / count);
        }

        /** One turn with this load of each replica. */
        int turnWithEach(int milli) throws InterruptedException {
            return turnWith(count -> milli);
        }

        private int turnWith(IntFunction<Integer> load) throws InterruptedException {
            milliPerReplica = load;
            Decision decision = autoscaler.evaluate();
            time.advance(INTERVAL);
            return decision.to();
        }

        @Override
        public void close() {
            autoscaler.close();
        }
    }

    @Test
    void aLoadThatDoublesIsFollowedStepByStepAndItsEndAfterTheWindow() throws InterruptedException {
        try (var fleet = new Fleet(ScalingPolicy.builder().replicas(1, 20).build())) {
            var series = new ArrayList<Integer>();
            for (int total = 50; total <= 1600; total *= 2) {
                series.add(fleet.turnWithTotal(total));
            }
            assertThat(series).containsExactly(1, 2, 4, 8, 16, 20);
            int turns = 0;
            while (fleet.turnWithTotal(0) == 20) {
                turns++;
            }
            assertThat(INTERVAL.multipliedBy(turns + 1L))
                    .as("from the last turn with load to the first that shrinks")
                    .isEqualTo(Duration.ofSeconds(300));
            assertThat(fleet.turnWithTotal(0)).isEqualTo(1);
        }
    }

    @Test
    void aConstantOverloadShowsTheRateRules() throws InterruptedException {
        try (var fleet = new Fleet(ScalingPolicy.builder().replicas(1, 20).build())) {
            assertThat(series(fleet, 500, 4)).containsExactly(5, 10, 20, 20);
        }
    }

    @Test
    void aConstantOverloadUnderTheRulesOfAnHpaWithoutBehavior() throws InterruptedException {
        try (var fleet =
                new Fleet(ScalingPolicy.builder().replicas(1, 20).legacy().build())) {
            assertThat(series(fleet, 500, 5)).containsExactly(4, 8, 16, 20, 20);
        }
    }

    private static List<Integer> series(Fleet fleet, int milliOfEach, int turns) throws InterruptedException {
        var series = new ArrayList<Integer>();
        for (int turn = 0; turn < turns; turn++) {
            series.add(fleet.turnWithEach(milliOfEach));
        }
        return series;
    }

    /** Child JVMs that share a load and really use it; a replica of them asks for 200 milli-cores. */
    private static final class Pool implements ScaleTarget, AutoCloseable {
        private final List<BurningJvm> jvms = new ArrayList<>();
        private final List<Integer> counts = new ArrayList<>();
        private long totalMilli;

        Pool() {
            scaleTo(1);
        }

        synchronized List<ProcessHandle> handles() {
            return jvms.stream().map(BurningJvm::handle).toList();
        }

        synchronized int size() {
            return jvms.size();
        }

        synchronized void load(long milli) {
            totalMilli = milli;
            jvms.forEach(jvm -> jvm.burn(totalMilli / jvms.size()));
        }

        @Override
        public synchronized Replicas replicas() {
            return Replicas.of(jvms.size());
        }

        @Override
        public void scaleTo(int count, Decision why) {
            scaleTo(count);
        }

        private synchronized void scaleTo(int count) {
            while (jvms.size() < count) {
                jvms.add(BurningJvm.start());
            }
            while (jvms.size() > count) {
                jvms.remove(jvms.size() - 1).close();
            }
            counts.add(count);
            load(totalMilli);
        }

        @Override
        public synchronized void close() {
            jvms.forEach(BurningJvm::close);
        }
    }

    @Test
    void realJvmsFollowALoadThatGrowsAndItsEnd() {
        try (var pool = new Pool();
                var autoscaler = autoscaler(pool)) {
            pool.load(80);
            turnsUntil(1, autoscaler, pool); // 40 % of 200 milli-cores
            turnsUntil(1, autoscaler, pool);
            pool.load(150);
            turnsUntil(2, autoscaler, pool); // 75 %
            assertThat(pool.counts)
                    .as("what a load of 150 milli-cores asks for")
                    .containsExactly(1, 2);
            pool.load(250);
            turnsUntil(3, autoscaler, pool); // 62 % of each of two
            pool.load(0);
            turnsUntil(1, autoscaler, pool);
            System.out.println("replicas of real JVMs: " + pool.counts);
            assertThat(pool.counts).startsWith(1, 2).contains(3).endsWith(1).allMatch(count -> count <= 3);
        }
    }

    private static Autoscaler autoscaler(Pool pool) {
        var sampler = ProcessSampler.builder()
                .processes(pool::handles)
                .requestMilli(200)
                .shortestWindow(Duration.ofSeconds(1))
                .window(Duration.ofSeconds(1))
                .build();
        return Autoscaler.builder("pool")
                .target(pool)
                .policy(ScalingPolicy.builder()
                        .replicas(1, 3)
                        .scaleDown(ScalingRules.builder()
                                .stabilizationWindow(Duration.ofSeconds(5))
                                .percent(100, Duration.ofSeconds(1))
                                .build())
                        .build())
                .trigger(CpuScaler.builder().sampler(sampler).build().trigger("cpu", utilization(50)))
                .interval(Duration.ofSeconds(2))
                .targetTimeout(Duration.ofMinutes(1))
                .build();
    }

    /** A turn every 1.5 s, so that a change of the load is behind the whole window of the next but one. */
    private static void turnsUntil(int count, Autoscaler autoscaler, Pool pool) {
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ofMillis(1500))
                .pollInterval(Duration.ofMillis(1500))
                .until(() -> autoscaler.evaluate().to() == count && pool.size() == count);
    }
}

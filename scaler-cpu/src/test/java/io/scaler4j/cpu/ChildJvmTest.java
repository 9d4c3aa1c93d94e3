package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A real JVM that burns processor time, sampled from outside and from inside, and compared with what it has used by its
 * own count. That is asked right before and right after each sample, so the load of the machine does not matter.
 */
class ChildJvmTest {

    private static final Duration ENOUGH = Duration.ofSeconds(2);
    private static final double TOLERANCE = 0.10;

    /** The child's own count around one sample. */
    private record Around(long before, long after) {}

    @FunctionalInterface
    private interface Sampling {
        void run() throws Exception;
    }

    @Test
    void usageIsThatWhichTheChildCountsItself() throws Exception {
        try (var child = BurningJvm.start()) {
            var sampler = ProcessSampler.builder()
                    .processes(() -> List.of(child.handle()))
                    .shortestWindow(Duration.ofMillis(500))
                    .build();
            child.burn(700);
            Around first = around(child, () -> assertThat(kindOf(sampler)).isEqualTo("NOT_YET"));
            burnEnough(child);
            var sample = new ReplicaSample[1];
            Around second =
                    around(child, () -> sample[0] = sampler.sample(now()).get(0));
            assertAsCounted("from outside", sample[0], first, second);
            assertThat(sample[0].name()).isEqualTo("process " + child.handle().pid());
            assertThat(sample[0].ready()).contains(true);
        }
    }

    @Test
    void aJvmMeasuresItself() throws Exception {
        try (var child = BurningJvm.start()) {
            child.burn(700);
            Around first =
                    around(child, () -> assertThat(child.sampleOfItself()).isEqualTo("NOT_YET"));
            burnEnough(child);
            var said = new String[1];
            Around second = around(child, () -> said[0] = child.sampleOfItself());
            String[] numbers = said[0].split(" ", 2);
            var sample = ReplicaSample.builder("self")
                    .usage(Long.parseLong(numbers[0]), Instant.now(), Duration.ofNanos(Long.parseLong(numbers[1])))
                    .build();
            assertAsCounted("from inside", sample, first, second);
        }
    }

    @Test
    void aRealControlGroupCountsWhatTheChildCounts() throws Exception {
        try (var group = RealCgroup.createOrSkip();
                var child = BurningJvm.start()) {
            group.add(child.handle().pid());
            var sampler = CgroupSampler.builder()
                    .folder(group.counting())
                    .requestMilli(500)
                    .shortestWindow(Duration.ofMillis(500))
                    .build();
            child.burn(700);
            Around first = around(child, () -> assertThat(kindOf(sampler)).isEqualTo("NOT_YET"));
            burnEnough(child);
            var sample = new ReplicaSample[1];
            Around second =
                    around(child, () -> sample[0] = sampler.sample(now()).get(0));
            assertAsCounted("by its control group", sample[0], first, second);
            assertThat(sample[0].requestMilli()).hasValue(500);
        }
    }

    @Test
    void aRealLimitIsSeenAndSoIsThatItIsHit() throws Exception {
        try (var group = RealCgroup.createOrSkip();
                var child = BurningJvm.start()) {
            group.limitOrSkip(20_000, 100_000);
            group.add(child.handle().pid());
            var sampler = CgroupSampler.builder()
                    .cgroup(group.cgroup())
                    .shortestWindow(Duration.ofMillis(500))
                    .build();
            child.burn(1000);
            assertThat(kindOf(sampler)).isEqualTo("NOT_YET");
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(SamplingException.class)
                    .until(() -> {
                        var samples = sampler.sample(now());
                        assertThat(samples.get(0).requestMilli()).hasValue(200);
                        return sampler.throttledShare().orElse(0) > 0;
                    });
            System.out.printf(
                    "throttled share at a limit of 200 milli-cores: %.2f%n",
                    sampler.throttledShare().orElseThrow());
        }
    }

    /** The group that the tests run in: a counter that moves, whatever else it holds. */
    @Test
    void theOwnControlGroupIsFoundAndCounts() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/cgroup")), "skipped: no /proc/self/cgroup on this machine");
        Cgroup own;
        try {
            own = OwnCgroup.find(Path.of("/proc/self"));
        } catch (IOException e) {
            assumeTrue(false, "skipped: no control group with processor time is mounted: " + e);
            return;
        }
        System.out.println("own control group: " + own);
        long before = own.read(0).cpuNanos();
        await().atMost(Duration.ofMinutes(1)).until(() -> own.read(0).cpuNanos() > before);
    }

    private static String kindOf(ReplicaSampler sampler) throws Exception {
        try {
            return sampler.sample(now()).toString();
        } catch (SamplingException e) {
            return e.kind().toString();
        }
    }

    private static Around around(BurningJvm child, Sampling sampling) throws Exception {
        long before = child.ownCpuNanos();
        sampling.run();
        return new Around(before, child.ownCpuNanos());
    }

    private static void burnEnough(BurningJvm child) {
        long until = child.ownCpuNanos() + ENOUGH.toNanos();
        await().atMost(Duration.ofMinutes(2)).until(() -> child.ownCpuNanos() >= until);
    }

    private static void assertAsCounted(String how, ReplicaSample sample, Around first, Around second) {
        double measured =
                sample.usageMilli().orElseThrow() / 1000.0 * sample.window().toNanos();
        long least = second.before() - first.after();
        long most = second.after() - first.before();
        System.out.printf(
                "%s: %.1f ms of processor time in %d ms, by its own count %.1f to %.1f ms%n",
                how, measured / 1e6, sample.window().toMillis(), least / 1e6, most / 1e6);
        assertThat(measured).isBetween(least * (1 - TOLERANCE), most * (1 + TOLERANCE));
        assertThat(sample.usageMilli().orElseThrow()).isPositive();
        assertThat((double) most).isCloseTo(least, within(least * 1.0)); // or nothing would be compared
    }

    private static SampleRequest now() {
        return SampleRequest.of(Resource.CPU, ReadRequest.of(Instant.now(), Duration.ofSeconds(10)));
    }
}

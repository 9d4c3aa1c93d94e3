package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processor time of random loads, and what is told about it. */
class CpuLoadTest {

    private static final String SEEDS = "io.scaler4j.simulation.Seeds#all";

    private static double value(Load load, Duration elapsed) {
        return ((Reading.Value) load.at(elapsed)).activationValue();
    }

    /** Cores that are used in a second, over all replicas; the model tells the mean over a window. */
    private static long used(CpuModel model) {
        return ((Reading.Samples) model.read())
                .replicas().stream()
                        .mapToLong(sample -> sample.usageMilli().orElse(0))
                        .sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void replicasUseWhatTheWorkNeedsAndNeverMoreThanTheirLimit(long seed) {
        var random = new SplittableRandom(seed);
        long limit = 200 + random.nextInt(2_000);
        long starting = random.nextInt(4_000);
        CpuLoad load = CpuLoad.cores(Load.bursts(0.3, random.nextInt(1, 6), ofSeconds(90), ofSeconds(30)))
                .limitMilli(limit)
                .startingMilli(starting)
                .window(ofSeconds(1));
        var model = new CpuModel(load, Instant.EPOCH, 2, ofSeconds(random.nextInt(20)), ZERO);
        double given = 0;
        double done = 0;
        for (int i = 1; i <= 300; i++) {
            int second = i;
            given += second % 90 >= 1 && second % 90 <= 30 ? value(load.cores(), ofSeconds(second - 1)) : 0.3;
            model.advanceTo(ofSeconds(second).toNanos());
            var samples = ((Reading.Samples) model.read()).replicas();
            assertThat(samples)
                    .as(Seeds.replay(seed))
                    .allSatisfy(
                            sample -> assertThat(sample.usageMilli().orElse(0)).isBetween(0L, limit));
            done += samples.stream()
                            .filter(sample -> isReadySince(sample, second - 1))
                            .mapToLong(sample -> sample.usageMilli().orElse(0))
                            .sum()
                    / 1_000.0;
            if (random.nextInt(20) == 0) {
                model.scaleTo(random.nextInt(8));
            }
        }
        assertThat(done).as("%s: work is not made up", Seeds.replay(seed)).isLessThanOrEqualTo(given + 0.5);
    }

    /** What it used while it started is no work. */
    private static boolean isReadySince(ReplicaSample sample, int second) {
        return sample.ready().orElse(false)
                && !sample.readyChangedAt().orElseThrow().isAfter(Instant.EPOCH.plusSeconds(second));
    }

    @Test
    void workThatFitsIsUsedInFullAndSharedEvenly() {
        var model = new CpuModel(CpuLoad.cores(Load.constant(3)).limitMilli(4_000), Instant.EPOCH, 4, ZERO, ZERO);
        model.advanceTo(ofMinutes(1).toNanos());
        assertThat(used(model)).isEqualTo(3_000);
        model.scaleTo(0);
        model.advanceTo(ofMinutes(2).toNanos());
        assertThat(((Reading.Samples) model.read()).replicas()).isEmpty();
        model.scaleTo(1);
        model.advanceTo(ofMinutes(3).toNanos());
        assertThat(used(model))
                .as("what waited is done as soon as there is room")
                .isEqualTo(4_000);
    }

    @Test
    void aLoadThatFailsIsAFailedReadingAndTheWorkGoesOn() {
        Load work = Load.constant(2).failing(ofSeconds(30), ofSeconds(60));
        var model = new CpuModel(CpuLoad.cores(work), Instant.EPOCH, 1, ZERO, ZERO);
        model.advanceTo(ofSeconds(45).toNanos());
        assertThat(model.read()).isEqualTo(work.at(ofSeconds(45)));
        model.advanceTo(ofSeconds(60).toNanos());
        assertThat(used(model)).isEqualTo(2_000);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void processorTimeThatIsNoneIsRefusedWithItsValue() {
        CpuLoad load = CpuLoad.cores(Load.constant(1));
        assertThat(load.requestMilli()).isEqualTo(1_000);
        assertThat(load.limitMilli()).isEqualTo(Long.MAX_VALUE);
        assertThat(load.startingMilli()).isZero();
        assertThat(load.window()).hasSeconds(15);
        assertThat(load.limitMilli(100).startingMilli(300).startingMilli())
                .as("no more than the limit")
                .isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load.requestMilli(0))
                .withMessage("request of a replica must be at least 1 m, was 0 m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load.limitMilli(-5))
                .withMessage("limit of a replica must be at least 1 m, was -5 m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load.startingMilli(-1))
                .withMessage("usage of a starting replica must be at least 0 m, was -1 m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load.window(ZERO))
                .withMessage("the window of a sample must be more than 0 s, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuLoad.cores(null))
                .withMessage("the work of a CPU load must not be null");
    }
}

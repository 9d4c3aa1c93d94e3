package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage over a window, whatever the times of the readings: against a list of all of them, and exact arithmetic. */
class UsagePropertiesTest {

    private static final long SEED = 20_261_129;
    private static final long SECOND = 1_000_000_000;

    /** With readings that are all kept, the window begins at the one nearest to its length. */
    @Test
    void theWindowIsTheNearestThereIsInAListOfAllReadings() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 2_000; i++) {
            long length = (5 + random.nextInt(60)) * SECOND;
            var window = new UsageWindow(Duration.ofNanos(length), UsageWindow.SHORTEST);
            List<CpuReading> all = new ArrayList<>();
            long now = random.nextLong(1_000 * SECOND) - 500 * SECOND;
            long cpu = 0;
            for (int turn = 0; turn < 40; turn++) {
                var reading = CpuReading.of(now, cpu);
                Optional<CpuUsage> usage = window.add(reading);
                long at = now;
                Optional<CpuReading> nearest = all.stream()
                        .reduce((one, other) -> distance(other, at, length) <= distance(one, at, length) ? other : one);
                Optional<CpuUsage> expected = nearest.filter(
                                first -> at - first.atNanos() >= UsageWindow.SHORTEST.toNanos())
                        .flatMap(first -> CpuUsage.between(first, reading));
                assertThat(usage.map(CpuUsage::elapsed))
                        .as("turn %d of %d", turn, length)
                        .isEqualTo(expected.map(CpuUsage::elapsed));
                assertThat(usage).isEqualTo(expected);
                all.add(reading);
                now += length / 32 + 1 + random.nextLong(length); // never so soon that it is not kept
                cpu += random.nextLong(4 * SECOND);
            }
        }
    }

    private static long distance(CpuReading reading, long now, long length) {
        return Math.abs(now - reading.atNanos() - length);
    }

    /** However often it is asked: the usage is that of a stretch that ends now and is about as long as the window. */
    @ParameterizedTest(name = "asked each {0} ms")
    @ValueSource(longs = {1, 20, 137, 468, 469, 1_000, 4_999, 5_000, 7_500, 15_000, 22_000})
    void askedRegularlyTheWindowIsNeverMoreThanHalfAStepFromItsLength(long step) {
        var window = new UsageWindow(UsageWindow.USUAL, UsageWindow.SHORTEST);
        long usual = UsageWindow.USUAL.toMillis();
        for (long at = 0; at < 120_000; at += step) {
            Optional<CpuUsage> usage = window.add(CpuReading.of(at * 1_000_000, at * 250_000));
            if (at >= usual + step && step <= usual) {
                long elapsed = usage.orElseThrow().elapsed().toMillis();
                assertThat(elapsed).isBetween(usual - Math.max(step, 470), usual + Math.max(step, 470));
                assertThat(usage.orElseThrow().milli()).isEqualTo(250);
            }
        }
    }

    /** A counter that began again, or a clock that did not move on: no usage, and never a negative one. */
    @Test
    void whateverReadingsComeUsageIsNeverNegative() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 1_000; i++) {
            var window = new UsageWindow(UsageWindow.USUAL, UsageWindow.SHORTEST);
            long now = 0;
            for (int turn = 0; turn < 60; turn++) {
                now += random.nextInt(4) == 0 ? -random.nextLong(20 * SECOND) : random.nextLong(20 * SECOND);
                var reading =
                        new CpuReading(now, random.nextLong(100 * SECOND), random.nextInt(100), random.nextInt(100));
                window.add(reading).ifPresent(usage -> {
                    assertThat(usage.cpuNanos()).isNotNegative();
                    assertThat(usage.elapsedNanos()).isGreaterThanOrEqualTo(UsageWindow.SHORTEST.toNanos());
                    assertThat(usage.milli()).isNotNegative();
                    assertThat(usage.throttledShare().orElse(0)).isNotNegative();
                });
                assertThat(window.size()).isLessThanOrEqualTo(61);
            }
        }
    }

    @Test
    void milliCoresPercentAndLoadAreThoseOfExactArithmetic() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 5_000; i++) {
            long cpu = random.nextLong() >>> (1 + random.nextInt(60));
            long elapsed = 1 + (random.nextLong() >>> (1 + random.nextInt(60)));
            long request = 1 + random.nextInt(64_000);
            var usage = new CpuUsage(cpu, elapsed, 0, 0);
            BigDecimal cores = new BigDecimal(cpu).divide(new BigDecimal(elapsed), 60, RoundingMode.HALF_EVEN);
            assertThat(usage.milli())
                    .as("%d in %d", cpu, elapsed)
                    .isEqualTo(saturated(new BigDecimal(cpu)
                            .multiply(BigDecimal.valueOf(1_000))
                            .divide(new BigDecimal(elapsed), 0, RoundingMode.UP)));
            assertThat(usage.percentOfMilli(request))
                    .isEqualTo(saturated(new BigDecimal(cpu)
                            .multiply(BigDecimal.valueOf(100_000))
                            .divide(
                                    new BigDecimal(elapsed).multiply(BigDecimal.valueOf(request)),
                                    0,
                                    RoundingMode.DOWN)));
            assertThat(usage.loadOf(4)).isCloseTo(cores.doubleValue() / 4, within(cores.doubleValue() * 1e-9 + 1e-300));
        }
    }

    private static long saturated(BigDecimal number) {
        return number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    @ParameterizedTest(name = "{0} of {1} periods")
    @CsvSource({"0, 0, ", "0, 10, 0", "5, 10, 0.5", "10, 10, 1"})
    void theShareOfThrottledPeriods(long throttled, long periods, Double share) {
        assertThat(new CpuUsage(1, 1, periods, throttled).throttledShare())
                .isEqualTo(share == null ? OptionalDouble.empty() : OptionalDouble.of(share));
    }

    /** Each of the three counters shows a restart, also if the others have grown past their old values. */
    @ParameterizedTest
    @CsvSource({"99, 50, 5, true", "100, 49, 5, true", "100, 50, 4, true", "100, 50, 5, false", "200, 60, 9, false"})
    void aRestartShowsInAnyCounter(long cpu, long periods, long throttled, boolean restarted) {
        var before = new CpuReading(0, 100, 50, 5);
        var now = new CpuReading(10 * SECOND, cpu, periods, throttled);
        assertThat(now.isBefore(before)).isEqualTo(restarted);
        assertThat(CpuUsage.between(before, now).isEmpty()).isEqualTo(restarted);
    }
}

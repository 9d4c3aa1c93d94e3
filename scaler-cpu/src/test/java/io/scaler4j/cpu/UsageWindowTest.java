package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageWindowTest {

    private static final long SECOND = 1_000_000_000;

    private final UsageWindow window = new UsageWindow(UsageWindow.USUAL, UsageWindow.SHORTEST);

    private Optional<CpuUsage> at(double seconds, long cpuMillis) {
        return window.add(CpuReading.of(Math.round(seconds * SECOND), cpuMillis * 1_000_000));
    }

    @Test
    void theFirstReadingIsNoUsageNorIsOneThatComesTooSoon() {
        assertThat(at(0, 0)).isEmpty();
        assertThat(at(4.9, 1000)).isEmpty();
        assertThat(at(5, 1000)).map(CpuUsage::milli).hasValue(200L);
    }

    @Test
    void theWindowIsTheOneBetweenTwoTurnsEvenIfTheyComeALittleEarlyOrLate() {
        at(0, 0);
        for (double early : new double[] {14.99, 29.97, 45.02, 60.01}) {
            assertThat(at(early, 0).orElseThrow().elapsed())
                    .isBetween(Duration.ofMillis(14_900), Duration.ofMillis(15_100));
        }
    }

    @Test
    void turnsThatComeFastOrSlowGetTheNearestWindowThereIs() {
        at(0, 0);
        for (int second = 1; second <= 100; second++) {
            Optional<CpuUsage> usage = at(second, second * 300L);
            if (second >= 5) {
                assertThat(usage.orElseThrow().milli()).isEqualTo(300);
                assertThat(usage.orElseThrow().elapsed()).isEqualTo(Duration.ofSeconds(Math.min(second, 15)));
            }
        }
        assertThat(at(220, 100 * 300 + 120 * 50).orElseThrow().elapsed()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void whatIsKeptIsBoundedHoweverFastTurnsCome() {
        for (int turn = 0; turn < 100_000; turn++) {
            at(turn / 1000.0, turn);
            assertThat(window.size()).isLessThanOrEqualTo(40);
        }
    }

    @Test
    void aCounterThatBeganAnewStartsOver() {
        at(0, 50_000);
        at(15, 60_000);
        assertThat(at(30, 100)).isEmpty();
        assertThat(at(45, 1_600)).map(CpuUsage::milli).hasValue(100L);
    }

    @ParameterizedTest(name = "{0} ns in {1} ns are {2} milli-cores, {3} % of 500")
    @CsvSource({
        "0, 10, 0, 0",
        "1, 1000000000, 1, 0",
        "10000000000, 10000000000, 1000, 200",
        "2500000001, 10000000000, 251, 50",
        "9223372036854775807, 1, 9223372036854775807, 9223372036854775807"
    })
    void milliCoresAreRoundedUpAndPercentDown(long cpu, long elapsed, long milli, long percent) {
        var usage = new CpuUsage(cpu, elapsed, 0, 0);
        assertThat(usage.milli()).isEqualTo(milli);
        assertThat(usage.percentOfMilli(500)).isEqualTo(percent);
        assertThat(usage.throttledShare()).isEmpty();
    }

    @Test
    void timeThatDoesNotPassIsNoWindow() {
        assertThat(CpuUsage.between(CpuReading.of(7, 1), CpuReading.of(7, 2))).isEmpty();
        assertThat(CpuUsage.between(CpuReading.of(7, 1), CpuReading.of(6, 2))).isEmpty();
    }

    @Test
    void limitsAreReadAndNoneIsNone() {
        assertThat(CpuLimit.parse("50000 100000\n")).map(CpuLimit::milli).hasValue(500L);
        assertThat(CpuLimit.parse("20000")).map(CpuLimit::milli).hasValue(200L);
        assertThat(CpuLimit.parse("max 100000")).isEmpty();
        assertThat(CpuLimit.of(-1, 100_000)).isEmpty();
        assertThat(new CpuUsage(1_000_000, 10_000_000, 20, 5).percentOf(new CpuLimit(16_667, 100_000)))
                .isEqualTo(59);
        assertThat(new CpuUsage(1, 1, 20, 5).throttledShare()).hasValue(0.25);
    }
}

package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void aRampEndsAndStays() {
        Load ramp = Load.ramp(10, 30, ofMinutes(2));
        assertThat(value(ramp, ZERO)).isEqualTo(10);
        assertThat(value(ramp, ofMinutes(1))).isEqualTo(20);
        assertThat(value(ramp, ofMinutes(9))).isEqualTo(30);
    }

    @Test
    void aNumberOfAnyTypeIsTakenAsADouble() {
        Number eight = 8;
        Load load = Load.constant(eight).then(ofMinutes(1), Long.valueOf(3));
        assertThat(value(load, ZERO)).isEqualTo(8);
        assertThat(value(load, ofMinutes(1))).isEqualTo(3);
        Number none = null;
        assertThatNullPointerException()
                .isThrownBy(() -> load.then(ofMinutes(2), none))
                .withMessage("value must not be null; give the value at all times");
    }

    @Test
    void aSineSwingsAroundItsMean() {
        Load sine = Load.sine(100, 40, ofMinutes(60));
        assertThat(value(sine, ZERO)).isEqualTo(100);
        assertThat(value(sine, ofMinutes(15))).isCloseTo(140, within(1e-9));
        assertThat(value(sine, ofMinutes(45))).isCloseTo(60, within(1e-9));
    }

    @Test
    void aDayHasItsRhythmAndAWeekItsWeekend() {
        Load day = Load.diurnal(20, 400, 0.5);
        assertThat(value(day, ofHours(4))).isCloseTo(20, within(1e-9));
        assertThat(value(day, ofHours(16))).isCloseTo(400, within(1e-9));
        assertThat(value(day, ofDays(4).plusHours(16))).as("Friday").isCloseTo(400, within(1e-9));
        assertThat(value(day, ofDays(5).plusHours(16))).as("Saturday").isCloseTo(200, within(1e-9));
        assertThat(value(day, ofDays(7).plusHours(16))).as("Monday").isCloseTo(400, within(1e-9));
    }

    @Test
    void burstsComeAtIntervals() {
        Load bursts = Load.bursts(1, 9, ofMinutes(10), ofSeconds(30));
        assertThat(value(bursts, ZERO)).isEqualTo(9);
        assertThat(value(bursts, ofSeconds(30))).isEqualTo(1);
        assertThat(value(bursts, ofMinutes(20).plusSeconds(29))).isEqualTo(9);
    }

    @Test
    void aFlashCrowdComesAtOnceAndLeavesByHalves() {
        Load crowd = Load.flashCrowd(10, 90, ofMinutes(1), ofMinutes(5));
        assertThat(value(crowd, ZERO)).isEqualTo(10);
        assertThat(value(crowd, ofSeconds(30))).isEqualTo(50);
        assertThat(value(crowd, ofMinutes(1))).isEqualTo(90);
        assertThat(value(crowd, ofMinutes(6))).isCloseTo(50, within(1e-9));
        assertThat(value(crowd, ofMinutes(11))).isCloseTo(30, within(1e-9));
    }

    @Test
    void whatFollowsHasABeginningOfItsOwn() {
        Load load = Load.constant(5).then(ofMinutes(1), Load.ramp(0, 60, ofMinutes(1)));
        assertThat(value(load, ofSeconds(59))).isEqualTo(5);
        assertThat(value(load, ofSeconds(60))).isZero();
        assertThat(value(load, ofSeconds(90))).isEqualTo(30);
    }

    @Test
    void poissonNoiseHasTheMeanAndTheVarianceOfItsDistribution() {
        for (double mean : new double[] {0.3, 4, 60, 5_000}) {
            Load noisy = Load.constant(mean).withPoissonNoise(20_260_105);
            double[] drawn = IntStream.range(0, 20_000)
                    .mapToDouble(second -> value(noisy, ofSeconds(second)))
                    .toArray();
            double average = java.util.Arrays.stream(drawn).average().orElseThrow();
            double variance = java.util.Arrays.stream(drawn)
                    .map(each -> (each - average) * (each - average))
                    .average()
                    .orElseThrow();
            assertThat(average).as("mean of %s", mean).isCloseTo(mean, within(4 * Math.sqrt(mean / drawn.length)));
            assertThat(variance / mean).as("variance of %s", mean).isCloseTo(1, within(0.06));
        }
    }

    @Test
    void noiseIsTheSameForTheSameSeedAndDiffersForAnother() {
        Load load = Load.constant(50);
        double[] first = values(load.withPoissonNoise(1));
        assertThat(values(load.withPoissonNoise(1))).isEqualTo(first);
        assertThat(values(load.withPoissonNoise(2))).isNotEqualTo(first);
        assertThat(value(Load.constant(0).withPoissonNoise(1), ZERO)).isZero();
    }

    @Test
    void failsForATimeNoiseOrNot() {
        Load load = Load.constant(5).failing(ofMinutes(1), ofMinutes(2)).withPoissonNoise(3);
        assertThat(load.at(ofSeconds(59))).isInstanceOf(Reading.Value.class);
        assertThat(load.at(ofSeconds(60))).isInstanceOf(Reading.Failure.class);
        assertThat(load.at(ofSeconds(119))).isInstanceOf(Reading.Failure.class);
        assertThat(load.at(ofSeconds(120))).isInstanceOf(Reading.Value.class);
    }

    @Test
    void whatIsNoNumberIsAFailure() {
        assertThat(Load.of(elapsed -> Double.NaN).at(ZERO)).isInstanceOf(Reading.Failure.class);
    }

    @Test
    void asAScalerItGoesByTheTimeOfTheRequest() throws Exception {
        var start = Instant.parse("2026-01-05T08:00:00Z");
        var scaler = Load.ramp(0, 60, ofMinutes(1)).asScaler(start);
        assertThat(scaler.read(ReadRequest.of(start.plusSeconds(20), ofSeconds(1))))
                .isEqualTo(Reading.of(20));
        assertThat(scaler.read(ReadRequest.of(start.minusSeconds(20), ofSeconds(1))))
                .isEqualTo(Reading.of(0));
    }

    @Test
    void refusesDurationsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.ramp(0, 1, ZERO))
                .withMessage("the duration of a ramp must be more than 0 s, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.sine(0, 1, ofSeconds(-1)))
                .withMessageContaining("period of a sine");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.bursts(0, 1, ofSeconds(1), ZERO))
                .withMessageContaining("length of a burst");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.flashCrowd(0, 1, ofSeconds(1), ZERO))
                .withMessageContaining("half life of a flash crowd");
    }

    private static double value(Load load, Duration elapsed) {
        return ((Reading.Value) load.at(elapsed)).activationValue();
    }

    private static double[] values(Load load) {
        return IntStream.range(0, 20)
                .mapToDouble(second -> value(load, ofSeconds(second)))
                .toArray();
    }
}

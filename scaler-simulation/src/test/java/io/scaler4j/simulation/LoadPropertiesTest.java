package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads of random numbers, at random times. */
class LoadPropertiesTest {

    private static final String SEEDS = "io.scaler4j.simulation.Seeds#all";

    private static Duration time(SplittableRandom random) {
        return ofMillis(random.nextLong(ofDays(3).toMillis()));
    }

    private static double value(Load load, Duration elapsed) {
        return ((Reading.Value) load.at(elapsed)).activationValue();
    }

    private static Load any(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Load.constant(random.nextInt(100));
            case 1 -> Load.ramp(random.nextInt(100), random.nextInt(100), ofMinutes(1 + random.nextInt(100)));
            case 2 -> Load.diurnal(random.nextInt(10), 10 + random.nextInt(100), random.nextDouble());
            case 3 -> Load.bursts(1, random.nextInt(100), ofMinutes(1 + random.nextInt(50)), ofSeconds(30));
            default -> Load.flashCrowd(5, 50 + random.nextInt(50), ofMinutes(2), ofMinutes(1 + random.nextInt(9)));
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void theSameTimeGivesTheSameReadingInWhateverOrderItIsRead(long seed) {
        var random = new SplittableRandom(seed);
        Load load = any(random)
                .withPoissonNoise(seed)
                .failing(ofHours(5), ofHours(6))
                .then(ofHours(30), any(random));
        List<Duration> times = List.of(time(random), time(random), time(random));
        List<Reading> forwards = times.stream().map(load::at).toList();
        List<Reading> backwards = List.of(load.at(times.get(2)), load.at(times.get(1)), load.at(times.get(0)));
        assertThat(backwards).as(Seeds.replay(seed)).containsExactly(forwards.get(2), forwards.get(1), forwards.get(0));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void whatFollowsIsReadFromItsOwnBeginningAndNothingElseChanges(long seed) {
        var random = new SplittableRandom(seed);
        Load one = any(random);
        Load next = any(random);
        Duration after = time(random);
        Duration at = time(random);
        Reading expected = at.compareTo(after) < 0 ? one.at(at) : next.at(at.minus(after));
        assertThat(one.then(after, next).at(at)).as(Seeds.replay(seed)).isEqualTo(expected);
        assertThat(one.then(after, next).at(after)).as(Seeds.replay(seed)).isEqualTo(next.at(ZERO));
        assertThat(one.then(after, 7).at(after.plus(at))).as(Seeds.replay(seed)).isEqualTo(Reading.of(7));
        assertThat(one.then(ZERO, next).at(at)).as(Seeds.replay(seed)).isEqualTo(next.at(at));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void aLoadFailsFromTheBeginningOfItsTimeToBeforeItsEnd(long seed) {
        var random = new SplittableRandom(seed);
        Load load = any(random);
        Duration from = time(random);
        Duration to = from.plus(time(random)).plusMillis(1);
        Load failing = load.failing(from, to);
        assertThat(failing.at(from))
                .as(Seeds.replay(seed))
                .isEqualTo(failing.at(to.minusNanos(1)))
                .isEqualTo(Reading.failure(
                        Reading.Failure.Kind.UNAVAILABLE, "the load was told to fail from " + from + " to " + to));
        assertThat(failing.at(to)).as(Seeds.replay(seed)).isEqualTo(load.at(to));
        if (!from.isZero()) {
            assertThat(failing.at(from.minusNanos(1))).as(Seeds.replay(seed)).isEqualTo(load.at(from.minusNanos(1)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void aRampNeverLeavesItsEndsAndGoesOneWay(long seed) {
        var random = new SplittableRandom(seed);
        double from = random.nextDouble(-100, 100);
        double to = random.nextDouble(-100, 100);
        Load ramp = Load.ramp(from, to, time(random).plusMillis(1));
        Duration at = time(random);
        double now = value(ramp, at);
        double later = value(ramp, at.plus(time(random)));
        assertThat(now).as(Seeds.replay(seed)).isBetween(Math.min(from, to) - 1e-9, Math.max(from, to) + 1e-9);
        assertThat((later - now) * (to - from)).as(Seeds.replay(seed)).isGreaterThanOrEqualTo(-1e-6);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void whatComesAgainIsTheSameAfterEachPeriod(long seed) {
        var random = new SplittableRandom(seed);
        Duration period = ofSeconds(2 + random.nextInt(10_000));
        Duration at = ofMillis(random.nextLong(period.toMillis()));
        Duration again = at.plus(period.multipliedBy(1 + random.nextInt(50)));
        Load sine = Load.sine(50, 20, period);
        assertThat(value(sine, again)).as(Seeds.replay(seed)).isCloseTo(value(sine, at), within(1e-6));
        assertThat(value(sine, at)).as(Seeds.replay(seed)).isBetween(30.0, 70.0);
        Duration lasting = period.dividedBy(2);
        Load bursts = Load.bursts(1, 9, period, lasting);
        assertThat(value(bursts, again))
                .as(Seeds.replay(seed))
                .isEqualTo(value(bursts, at))
                .isEqualTo(at.compareTo(lasting) < 0 ? 9 : 1);
        Load week = Load.diurnal(10, 90, 0.5);
        assertThat(value(week, at.plusDays(7))).as(Seeds.replay(seed)).isCloseTo(value(week, at), within(1e-6));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void aCrowdIsHalfAsLargeAfterEachHalfLife(long seed) {
        var random = new SplittableRandom(seed);
        Duration rise = ofSeconds(1 + random.nextInt(300));
        Duration halfLife = ofSeconds(1 + random.nextInt(300));
        Load crowd = Load.flashCrowd(10, 500, rise, halfLife);
        Duration at = rise.plusMillis(random.nextInt(600_000));
        assertThat(value(crowd, at.plus(halfLife)) - 10)
                .as(Seeds.replay(seed))
                .isCloseTo((value(crowd, at) - 10) / 2, within(1e-6));
        assertThat(value(crowd, at)).as(Seeds.replay(seed)).isBetween(10.0, 500.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void noiseIsAWholeNumberOfAtLeastZeroAndFailuresStay(long seed) {
        var random = new SplittableRandom(seed);
        Duration at = time(random);
        double drawn = value(any(random).withPoissonNoise(seed), at);
        assertThat(drawn).as(Seeds.replay(seed)).isGreaterThanOrEqualTo(0).isEqualTo(Math.rint(drawn));
        assertThat(value(Load.constant(-random.nextInt(100)).withPoissonNoise(seed), at))
                .as(Seeds.replay(seed))
                .isZero();
        Load failing = Load.constant(5).failing(ZERO, ofDays(4));
        assertThat(failing.withPoissonNoise(seed).at(at)).as(Seeds.replay(seed)).isEqualTo(failing.at(at));
    }
}

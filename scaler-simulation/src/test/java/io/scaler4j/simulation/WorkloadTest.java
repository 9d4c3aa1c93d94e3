package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as they arrive, and what is said of how they are worked on. */
class WorkloadTest {

    private static final Duration LENGTH = ofMinutes(10);
    private static final Workload PLAIN = Workload.queue(Load.constant(2), ofMillis(400));

    private static QueueModel model(Workload workload, int replicas) {
        return new QueueModel(workload, new ReplicaPool(workload, replicas, ZERO, ZERO), LENGTH.toNanos());
    }

    private static QueueResult after(Workload workload, int replicas, Duration time) {
        QueueModel model = model(workload, replicas);
        model.advanceTo(time.toNanos());
        return model.result();
    }

    // ---- arrivals

    @Test
    void messagesArriveAtEvenDistancesAtTheRateOfTheSecond() {
        assertThat(after(PLAIN, 0, ofSeconds(10)).arrived()).isBetween(19L, 20L);
        Workload rising = Workload.queue(Load.ramp(0, 100, ofSeconds(100)), ofMillis(1));
        assertThat((double) after(rising, 0, ofSeconds(100)).arrived())
                .as("the sum of 0 to 99")
                .isCloseTo(4_950, within(1.0));
    }

    @Test
    void nothingArrivesWhileTheLoadFailsOrIsNegative() {
        Load load = Load.constant(5)
                .failing(ofSeconds(10), ofSeconds(20))
                .then(ofSeconds(30), -7)
                .then(ofSeconds(40), 5);
        QueueModel model = model(Workload.queue(load, ofMillis(1)), 0);
        model.advanceTo(ofMillis(10_000).toNanos());
        long before = model.result().arrived();
        model.advanceTo(ofMillis(19_999).toNanos());
        assertThat(model.result().arrived()).isEqualTo(before);
        model.advanceTo(ofSeconds(30).toNanos());
        long third = model.result().arrived();
        assertThat(third - before).isBetween(49L, 50L);
        model.advanceTo(ofMillis(39_999).toNanos());
        assertThat(model.result().arrived()).isEqualTo(third);
        model.advanceTo(ofSeconds(50).toNanos());
        assertThat(model.result().arrived()).isGreaterThan(third);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void arrivalsByChanceHaveTheRateAndAreTheSameForTheSameSeed(long seed) {
        Workload chance = Workload.queue(Load.constant(20), ofMillis(1)).withPoissonArrivals(seed);
        long arrived = after(chance, 0, ofSeconds(500)).arrived();
        assertThat((double) arrived).as(Seeds.replay(seed)).isCloseTo(10_000, within(6 * Math.sqrt(10_000)));
        assertThat(after(chance, 0, ofSeconds(500)).arrived())
                .as(Seeds.replay(seed))
                .isEqualTo(arrived);
    }

    @Test
    void everySeedIsByChanceAndNoneIsTheSameAsAnother() {
        for (long seed : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Workload chance = PLAIN.withPoissonArrivals(seed);
            assertThat(gaps(chance.withExponentialService(seed).newServiceTimes()))
                    .as("seed %s", seed)
                    .doesNotHaveDuplicates();
        }
        assertThat(gaps(PLAIN.withExponentialService(1).newServiceTimes()))
                .isNotEqualTo(gaps(PLAIN.withExponentialService(2).newServiceTimes()));
        assertThat(gaps(PLAIN.newServiceTimes())).containsOnly(1);
    }

    private static double[] gaps(Gaps gaps) {
        return DoubleStream.generate(gaps::next).limit(50).toArray();
    }

    @Test
    void serviceTimesByChanceHaveTheMeanAndTheSpreadOfAnExponentialDistribution() {
        Gaps gaps = Gaps.exponential(20_260_105);
        double[] drawn = DoubleStream.generate(gaps::next).limit(50_000).toArray();
        double mean = DoubleStream.of(drawn).average().orElseThrow();
        double aboveOne = DoubleStream.of(drawn).filter(each -> each > 1).count() / 50_000.0;
        assertThat(mean).isCloseTo(1, within(0.02));
        assertThat(aboveOne).isCloseTo(Math.exp(-1), within(0.01));
        assertThat(DoubleStream.of(drawn)).allMatch(each -> each >= 0 && Double.isFinite(each));
    }

    // ---- work

    @Test
    void noMoreReplicasWorkAtATimeThanThereArePartitions() {
        Workload slow = Workload.queue(Load.constant(10), ofSeconds(60));
        assertThat(after(slow, 8, ofSeconds(30)).underWay()).isEqualTo(8);
        assertThat(after(slow.partitions(3), 8, ofSeconds(30)).underWay()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 30})
    void aDelayedMetricTellsHowTheQueueWas(long seconds) {
        Workload plain = Workload.queue(Load.bursts(0, 8, ofSeconds(40), ofSeconds(10)), ofMillis(300));
        QueueModel now = model(plain, 1);
        QueueModel late = model(plain.metricDelay(ofSeconds(seconds)), 1);
        for (int second = 0; second < 120; second++) {
            late.advanceTo(ofSeconds(second).toNanos());
            if (second >= seconds) {
                now.advanceTo(ofSeconds(second - seconds).toNanos());
                assertThat(late.read()).as("second %s", second).isEqualTo(now.read());
            } else {
                assertThat(late.read()).as("second %s", second).isEqualTo(Reading.of(0));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void moreReplicasNeverMakeMessagesWaitLonger(long seed) {
        var random = new SplittableRandom(seed);
        Workload workload = Workload.queue(
                        Load.bursts(1, random.nextInt(2, 12), ofSeconds(90), ofSeconds(20)),
                        ofMillis(random.nextInt(50, 900)))
                .withPoissonArrivals(seed);
        int replicas = random.nextInt(1, 6);
        QueueResult few = after(workload, replicas, ofMinutes(5));
        QueueResult more = after(workload, replicas + 1, ofMinutes(5));
        assertThat(more.arrived()).as(Seeds.replay(seed)).isEqualTo(few.arrived());
        assertThat(more.done()).as(Seeds.replay(seed)).isGreaterThanOrEqualTo(few.done());
        assertThat(more.meanDelay()).as(Seeds.replay(seed)).isLessThanOrEqualTo(few.meanDelay());
        assertThat(more.delay(1)).as(Seeds.replay(seed)).isLessThanOrEqualTo(few.delay(1));
    }

    @Test
    void replicasThatAreNeverNeededAreNotUsed() {
        QueueResult idle = after(Workload.queue(Load.constant(0), ofSeconds(1)), 3, ofMinutes(1));
        assertThat(idle.utilization()).isZero();
        assertThat(idle.arrived()).isZero();
        QueueResult nobody = after(PLAIN, 0, ofMinutes(1));
        assertThat(nobody.utilization()).isZero();
        assertThat(nobody.waiting()).isEqualTo(nobody.arrived()).isPositive();
    }

    // ---- what is told

    static Stream<UnaryOperator<Workload>> changes() {
        return Stream.of(
                each -> each.withPoissonArrivals(1),
                each -> each.withExponentialService(1),
                each -> each.partitions(1),
                each -> each.metricDelay(ofSeconds(10)),
                each -> each.warmUp(ofMinutes(5), 4),
                each -> each.shutdownDrain(ZERO));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeIsACopy(UnaryOperator<Workload> change) {
        Workload workload = Workload.queue(Load.constant(5), ofSeconds(1));
        QueueResult before = after(workload, 2, ofMinutes(1));
        change.apply(workload);
        assertThat(after(workload, 2, ofMinutes(1))).hasToString(before.toString());
        assertThat(workload.partitions()).isEqualTo(Integer.MAX_VALUE);
        assertThat(workload.metricDelay()).isZero();
        assertThat(workload.warmUp()).isZero();
        assertThat(workload.coldFactor()).isEqualTo(1);
        assertThat(workload.drain()).isGreaterThan(ofMinutes(1_000_000));
    }

    @Test
    void changesAddUp() {
        Workload all = PLAIN.partitions(3)
                .metricDelay(ofSeconds(4))
                .warmUp(ofSeconds(5), 2)
                .shutdownDrain(ofSeconds(6));
        assertThat(all.partitions()).isEqualTo(3);
        assertThat(all.metricDelay()).hasSeconds(4);
        assertThat(all.warmUp()).hasSeconds(5);
        assertThat(all.coldFactor()).isEqualTo(2);
        assertThat(all.drain()).hasSeconds(6);
        assertThat(all.serviceTime()).isEqualTo(ofMillis(400));
    }

    private static void refuses(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void whatIsNoWorkloadIsRefusedWithItsValue() {
        Duration past = ofMillis(-1);
        refuses(() -> Workload.queue(Load.constant(1), ZERO), "the service time must be more than 0 s, was PT0S");
        refuses(() -> Workload.queue(null, ofSeconds(1)), "the arrivals of a queue must not be null");
        refuses(() -> PLAIN.partitions(0), "a queue needs at least 1 partition, was 0");
        refuses(() -> PLAIN.metricDelay(past), "the delay of a metric must be at least 0 s, was PT-0.001S");
        refuses(() -> PLAIN.shutdownDrain(past), "the time to drain must be at least 0 s, was PT-0.001S");
        refuses(() -> PLAIN.warmUp(past, 2), "the time to warm up must be at least 0 s, was PT-0.001S");
        for (double factor : new double[] {0.99, Double.NaN, Double.POSITIVE_INFINITY}) {
            refuses(
                    () -> PLAIN.warmUp(ZERO, factor),
                    "replicas that are not warm must need a factor of at least 1 as long, was " + factor);
        }
    }
}

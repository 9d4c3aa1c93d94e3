package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to messages while replicas come and go. */
class QueueModelTest {

    private static final Duration LENGTH = ofHours(1);
    private static final Workload TWO_LONG_MESSAGES =
            Workload.queue(Load.constant(1).then(ofSeconds(3), 0), ofSeconds(10));

    @Test
    void aReplicaThatGoesFinishesItsMessage() {
        QueueModel model = model(TWO_LONG_MESSAGES, 2);
        model.advanceTo(nanos(4));
        model.scaleTo(0);
        model.advanceTo(nanos(60));

        assertThat(model.result().done()).isEqualTo(2);
        assertThat(model.result().repeated()).isZero();
        assertThat(model.result().utilization()).as("20 s of 4 + 4 + 7 + 8 s").isEqualTo(20.0 / 23);
        assertThat(model.result())
                .hasToString("2 arrived, 2 done, 0 waiting, 0 under way; waited 0 ms on average, 0 ms at p50, 0 ms at"
                        + " p95, 0 ms at p99, 0 ms at most");
    }

    @Test
    void whatIsNotFinishedInTimeIsWorkedOnAgainAndBeforeTheOthers() {
        QueueModel model = model(TWO_LONG_MESSAGES.shutdownDrain(ofSeconds(3)), 2);
        model.advanceTo(nanos(4));
        model.scaleTo(1);
        model.advanceTo(nanos(7));
        assertThat(model.result().waiting()).as("the second message is back").isEqualTo(1);
        assertThat(model.read()).isEqualTo(Reading.of(2));
        model.advanceTo(nanos(20));
        assertThat(model.result().done()).isEqualTo(1);
        model.advanceTo(nanos(21));

        assertThat(model.result().done()).isEqualTo(2);
        assertThat(model.result().repeated()).isEqualTo(1);
        assertThat(model.result().delay(1)).as("from 2 s to 11 s").isEqualTo(ofSeconds(9));
    }

    @ParameterizedTest(name = "a drain of {0} s for a message of 8 s more: worked on again {1} times")
    @CsvSource({"0, 1", "7, 1", "8, 0", "9, 0"})
    void theTimeToDrainIsEnoughIfTheMessageIsDoneAtItsEnd(int seconds, long repeated) {
        QueueModel model = model(TWO_LONG_MESSAGES.shutdownDrain(ofSeconds(seconds)), 2);
        model.advanceTo(nanos(4));
        model.scaleTo(1);
        model.advanceTo(nanos(60));

        assertThat(model.result().repeated()).isEqualTo(repeated);
        assertThat(model.result().done()).isEqualTo(2);
    }

    @Test
    void theYoungestGoesThoughAnotherIsFree() {
        QueueModel model = model(TWO_LONG_MESSAGES.shutdownDrain(ZERO), 3);
        model.advanceTo(nanos(4));
        model.scaleTo(1);
        assertThat(model.result().underWay()).isEqualTo(1);
        assertThat(model.result().repeated()).isEqualTo(1);
        assertThat(model.result().waiting()).isEqualTo(1);
    }

    @Test
    void aReplicaIsSlowUntilItIsWarm() {
        var workload = Workload.queue(Load.constant(1), ofMillis(400)).warmUp(ofSeconds(30), 5);
        var model = new QueueModel(workload, new ReplicaPool(workload, 0, ofSeconds(10), ZERO), LENGTH.toNanos());
        model.scaleTo(1);

        model.advanceTo(nanos(40));
        assertThat(model.result().done())
                .as("messages of 2 s from 10 s to 40 s")
                .isEqualTo(15);
        model.advanceTo(nanos(44));
        assertThat(model.result().done()).as("and of 400 ms from then on").isEqualTo(25);
    }

    @Test
    void aMessageBegunByAColdReplicaIsSlowToItsEnd() {
        var workload = Workload.queue(Load.constant(1), ofMillis(600)).warmUp(ofSeconds(3), 10);
        var model = new QueueModel(workload, new ReplicaPool(workload, 0, ZERO, ZERO), LENGTH.toNanos());
        model.scaleTo(1);
        model.advanceTo(ofMillis(6_999).toNanos());
        assertThat(model.result().done()).isZero();
        model.advanceTo(ofMillis(7_600).toNanos());
        assertThat(model.result().done()).isEqualTo(2);
    }

    @Test
    void replicasOfTheBeginningAreWarm() {
        QueueModel model = model(Workload.queue(Load.constant(1), ofMillis(400)).warmUp(ofMinutes(10), 5), 1);
        model.advanceTo(nanos(60));
        assertThat(model.result().delay(1)).isZero();
    }

    @Test
    void aMessageThatStillWaitsCountsWithItsTimeSoFar() {
        QueueModel model = model(Workload.queue(Load.constant(1).then(ofSeconds(2), 0), ofSeconds(10)), 0);
        model.advanceTo(nanos(61));
        assertThat(model.result().delay(1)).isEqualTo(ofSeconds(60));
        assertThat(model.result().meanDelay()).isEqualTo(ofSeconds(60));
    }

    /** Whatever the pool does, and however short its replicas are given to drain. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void noMessageIsLostOrMade(long seed) {
        var random = new SplittableRandom(seed);
        Workload workload = random(random);
        var model = new QueueModel(
                workload,
                new ReplicaPool(workload, random.nextInt(5), anyTime(random), anyTime(random)),
                LENGTH.toNanos());

        Duration now = ZERO;
        while (now.compareTo(ofMinutes(20)) < 0) {
            now = now.plusMillis(random.nextInt(20_000));
            model.advanceTo(now.toNanos());
            model.scaleTo(random.nextInt(10));
            QueueResult result = model.result();
            assertThat(result.arrived())
                    .as("%s, at %s: %s", Seeds.replay(seed), now, result)
                    .isEqualTo(result.done() + result.waiting() + result.underWay());
            assertThat(result.utilization())
                    .as("%s, at %s", Seeds.replay(seed), now)
                    .isBetween(0.0, 1.0);
            if (workload.metricDelay().isZero()) {
                assertThat(model.read())
                        .as("%s, at %s", Seeds.replay(seed), now)
                        .isEqualTo(Reading.of(result.waiting() + result.underWay()));
            }
        }
        model.scaleTo(3);
        model.advanceTo(LENGTH.toNanos());

        QueueResult result = model.result();
        QueueModel untouched = model(workload, 0);
        untouched.advanceTo(LENGTH.toNanos());
        assertThat(result.arrived())
                .as("%s, the same messages, whatever the replicas", Seeds.replay(seed))
                .isEqualTo(untouched.result().waiting());
        assertThat(result.done()).as("%s, %s", Seeds.replay(seed), result).isEqualTo(result.arrived());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void withoutALimitNothingIsWorkedOnAgain(long seed) {
        var random = new SplittableRandom(seed);
        QueueModel model = model(Workload.queue(Load.constant(5), ofMillis(700)).withExponentialService(seed), 3);
        for (int second = 0; second < 600; second++) {
            model.advanceTo(nanos(second));
            model.scaleTo(random.nextInt(8));
        }
        assertThat(model.result().repeated()).as(Seeds.replay(seed)).isZero();
    }

    /** An open and a closed loop see the same replicas. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void thePoolHasWhatTheTargetShows(long seed) {
        var random = new SplittableRandom(seed);
        Duration startup = anyTime(random);
        Duration reaction = anyTime(random);
        Workload idle = Workload.queue(Load.constant(0), ofSeconds(1));
        var pool = new ReplicaPool(idle, 4, startup, reaction);
        var model = new QueueModel(idle, pool, LENGTH.toNanos());
        var target = new SimulatedTarget(4, startup, reaction);

        for (int second = 0; second < 600; second += random.nextInt(1, 20)) {
            Instant now = Instant.EPOCH.plusSeconds(second);
            model.advanceTo(nanos(second));
            assertThat(pool.working())
                    .as("%s, at %s", Seeds.replay(seed), now)
                    .isEqualTo(target.at(now).ready());
            int replicas = random.nextInt(12);
            model.scaleTo(replicas);
            target.scaleTo(replicas, now);
            assertThat(pool.working())
                    .as("%s, at %s", Seeds.replay(seed), now)
                    .isEqualTo(target.at(now).ready());
        }
    }

    /** About 1,500 messages within twenty minutes, of which three replicas can do 6,000 in forty. */
    private static Workload random(SplittableRandom random) {
        Load arrivals = Load.bursts(0.2, 4, ofMinutes(random.nextInt(3, 8)), ofMinutes(1));
        Workload workload = Workload.queue(arrivals.then(ofMinutes(20), 0), ofMillis(random.nextInt(1, 1_200)))
                .partitions(random.nextInt(3, 12))
                .shutdownDrain(ofMillis(random.nextInt(2_000)))
                .metricDelay(ofSeconds(random.nextInt(2) * random.nextInt(60)))
                .warmUp(ofSeconds(random.nextInt(60)), random.nextDouble(1, 4));
        workload = random.nextBoolean() ? workload.withPoissonArrivals(random.nextLong()) : workload;
        return random.nextBoolean() ? workload.withExponentialService(random.nextLong()) : workload;
    }

    private static Duration anyTime(SplittableRandom random) {
        return ofSeconds(random.nextInt(2) * random.nextInt(60));
    }

    private static QueueModel model(Workload workload, int replicas) {
        return new QueueModel(workload, new ReplicaPool(workload, replicas, ZERO, ZERO), LENGTH.toNanos());
    }

    private static long nanos(long seconds) {
        return ofSeconds(seconds).toNanos();
    }
}

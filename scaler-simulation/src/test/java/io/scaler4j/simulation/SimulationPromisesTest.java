package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a simulation is told, and what it refuses. */
class SimulationPromisesTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();
    private static final Workload QUEUE = Workload.queue(Load.constant(1), ofSeconds(1));

    private static Simulation simulation() {
        return Simulation.of(POLICY);
    }

    private static Simulation lag(double load) {
        return simulation().trigger("lag", averageValue(10), Load.constant(load));
    }

    private static List<Replicas> seen(Run run) {
        return run.turns().stream()
                .map(turn -> turn.observation().orElseThrow().replicas())
                .toList();
    }

    // ---- defaults

    @Test
    void unlessToldOtherwiseItStartsOneReplicaOnAMondayAndTurnsEvery15Seconds() {
        Run run = lag(10).lasting(ofSeconds(46));
        assertThat(run.start()).isEqualTo(1);
        assertThat(run.beginning()).isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
        assertThat(run.turns())
                .extracting(run::elapsed)
                .containsExactly(ZERO, ofSeconds(15), ofSeconds(30), ofSeconds(45));
        assertThat(run.queue()).isEmpty();
    }

    /** Kotlin makes no double of an int. */
    @Test
    void anActivationThresholdMayBeANumberOfAnyType() {
        Integer threshold = 5;
        Run run = Simulation.of(ScalingPolicy.builder().replicas(0, 20).build())
                .startingAt(0)
                .trigger("lag", averageValue(10), threshold, Load.constant(5).then(ofMinutes(1), 6))
                .lasting(ofMinutes(2));
        assertThat(run.replicasAt(ofSeconds(45))).as("5 is not above 5").isZero();
        assertThat(run.replicasAt(run.length())).as("6 is").isEqualTo(1);
    }

    @Test
    void theEndOfARunDoesNotBelongToIt() {
        assertThat(lag(10).lasting(ofSeconds(45)).turns()).hasSize(3);
    }

    // ---- time of the target

    @Test
    void newReplicasAreReadyWhenTheirTimeIsOver() {
        Run run = lag(50).readyAfter(ofSeconds(30)).lasting(ofSeconds(60));
        assertThat(seen(run))
                .containsExactly(Replicas.of(1), new Replicas(5, 5, 1), new Replicas(5, 5, 5), new Replicas(5, 5, 5));
    }

    @Test
    void aTargetThatActsLaterHasItsOldCountUntilThen() {
        Run run = lag(50).actsAfter(ofSeconds(30)).lasting(ofSeconds(60));
        assertThat(seen(run)).containsExactly(Replicas.of(1), new Replicas(5, 1, 1), Replicas.of(5), Replicas.of(5));
    }

    @Test
    void aWriteThatIsConfirmedLaterCountsForARateFromThenOn() {
        var slow = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleUp(ScalingRules.builder().replicas(1, ofSeconds(15)).build())
                .build();
        Run atOnce = Simulation.of(slow)
                .trigger("lag", averageValue(10), Load.constant(200))
                .lasting(ofMinutes(2));
        Run later = Simulation.of(slow)
                .trigger("lag", averageValue(10), Load.constant(200))
                .confirmsAfter(ofSeconds(1))
                .lasting(ofMinutes(2));
        assertThat(atOnce.series()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(later.series()).as("one turn more for each").containsExactly(1, 2, 3, 4, 5);
        assertThat(later.changes().get(0).outcome())
                .isEqualTo(new Turn.Scaled(later.beginning().plusSeconds(1)));
    }

    // ---- what interferes

    @Test
    void theLastControlThatHoldsAtATimeCounts() {
        Run run = lag(50).control(ZERO, ofMinutes(2), Control.none().pause())
                .control(ofSeconds(30), ofSeconds(45), Control.none().pauseAt(7))
                .lasting(ofMinutes(3));
        assertThat(run.replicasAt(ofSeconds(29))).isEqualTo(1);
        assertThat(run.replicasAt(ofSeconds(30))).isEqualTo(7);
        assertThat(run.replicasAt(ofSeconds(119))).isEqualTo(7);
    }

    @Test
    void severalSchedulesHoldTogetherByTheDateOfTheRun() {
        var beginning = Instant.parse("2026-06-01T12:00:00Z");
        List<Instant> asked = new ArrayList<>();
        Run run = lag(10).beginning(beginning)
                .schedule(now -> {
                    asked.add(now);
                    return ReplicaBounds.atLeast(4);
                })
                .schedule(now -> new ReplicaBounds(2, 6))
                .lasting(ofSeconds(30));
        assertThat(run.series()).containsExactly(1, 4);
        assertThat(asked).containsExactly(beginning, beginning.plusSeconds(15));
    }

    @Test
    void turnsInAGapAreMissingAndTheLoadGoesOn() {
        Run run = simulation()
                .trigger("lag", averageValue(10), Load.ramp(10, 130, ofMinutes(2)))
                .gap(ofSeconds(15), ofSeconds(60))
                .lasting(ofSeconds(75));
        assertThat(run.turns()).extracting(run::elapsed).containsExactly(ZERO, ofSeconds(60));
        assertThat(run.turns()
                        .get(1)
                        .observation()
                        .orElseThrow()
                        .measurements()
                        .get(0)
                        .reading())
                .isEqualTo(Reading.of(70));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void aRunThatGoesOnFromTheStateOfAnotherDoesWhatOneRunWouldHaveDone(long seed) {
        var policy =
                ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(3)).build();
        Load load = Load.bursts(0, 90, ofMinutes(7), ofMinutes(2)).withPoissonNoise(seed);
        Duration cut = ofSeconds(15L * (1 + new SplittableRandom(seed).nextInt(100)));
        Run whole = Simulation.of(policy).trigger("lag", averageValue(10), load).lasting(ofMinutes(30));
        Run first = Simulation.of(policy).trigger("lag", averageValue(10), load).lasting(cut);
        Run second = Simulation.of(policy)
                .beginning(first.beginning().plus(cut))
                .startingAt(first.replicasAt(cut))
                .state(first.state())
                .trigger("lag", averageValue(10), elapsed -> load.at(elapsed.plus(cut)))
                .lasting(ofMinutes(30).minus(cut));
        List<OptionalInt> parts = new ArrayList<>();
        first.turns().forEach(turn -> parts.add(turn.replicas()));
        second.turns().forEach(turn -> parts.add(turn.replicas()));
        assertThat(parts)
                .as("%s, cut at %s", Seeds.replay(seed), cut)
                .isEqualTo(whole.turns().stream().map(Turn::replicas).toList());
        assertThat(second.state()).as(Seeds.replay(seed)).isEqualTo(whole.state());
    }

    @Test
    void aTriggerWithAScalerOfItsOwnIsReadAtTheTimesOfTheRunAndStaysOpen() {
        List<Instant> times = new ArrayList<>();
        var closed = new boolean[1];
        var scaler = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                times.add(request.now());
                return Reading.of(30);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Run run = simulation()
                .trigger(Trigger.of("lag", scaler, averageValue(10)))
                .lasting(ofSeconds(30));
        assertThat(times).containsExactly(run.beginning(), run.beginning().plusSeconds(15));
        assertThat(run.series()).containsExactly(1, 3);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void aScalerThatThrowsIsAFailedReading() {
        Run run = simulation()
                .startingAt(5)
                .trigger(Trigger.of(
                        "lag",
                        request -> {
                            throw new IllegalStateException("on purpose");
                        },
                        averageValue(10)))
                .lasting(ofSeconds(30));
        assertThat(run.series()).as("unknown never scales in").containsExactly(5);
        assertThat(run.turns()
                        .get(0)
                        .observation()
                        .orElseThrow()
                        .measurements()
                        .get(0)
                        .reading())
                .isInstanceOf(Reading.Failure.class);
    }

    @Test
    void theReplicasUseTheProcessorTimeThatTheirLoadNeeds() {
        Run run = simulation()
                .cpu("cpu", utilization(50), CpuLoad.cores(Load.constant(2)).requestMilli(500))
                .lasting(ofMinutes(10));
        assertThat(run.replicasAt(ofMinutes(9)))
                .as("2 cores at 50 % of 0.5 cores each")
                .isEqualTo(8);
    }

    // ---- what is refused

    private static void refuses(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void aRunNeedsATriggerAndNamesThatDiffer() {
        refuses(
                () -> simulation().lasting(ofMinutes(1)),
                "a simulation needs a trigger; add one with trigger(..) or workload(..)");
        refuses(
                () -> lag(1).workload("lag", averageValue(1), QUEUE).lasting(ofMinutes(1)),
                "two triggers have the name \"lag\"; names tell triggers apart");
        refuses(() -> lag(1).lasting(ZERO), "the length of a run must be more than 0 s, was PT0S");
    }

    @Test
    void aRunHasOneQueueAndOneCpuLoad() {
        refuses(
                () -> simulation().workload("a", averageValue(1), QUEUE).workload("b", averageValue(1), QUEUE),
                "a run has one workload; \"a\" is there already");
        CpuLoad cpu = CpuLoad.cores(Load.constant(1));
        refuses(
                () -> simulation().cpu("a", utilization(50), cpu).cpu("b", utilization(50), cpu),
                "a run has one CPU load; \"a\" is there already");
    }

    @Test
    void targetsThatNoDecisionCouldUseAreRefusedAtOnce() {
        String plain = "trigger \"lag\" wants a utilization of 50 %, which needs a sample of each replica, but it reads"
                + " plain values; use cpu(..) for processor time that depends on the replicas, averageValue(..) or"
                + " value(..) for a plain number, or trigger(Trigger) with a scaler that reads samples";
        refuses(() -> simulation().trigger("lag", utilization(50), Load.constant(1)), plain);
        refuses(() -> simulation().workload("lag", utilization(50), QUEUE), plain);
        refuses(
                () -> simulation().cpu("cpu", value(1), CpuLoad.cores(Load.constant(1))),
                "trigger \"cpu\" wants a value of 1 in total, but it reads a sample of each replica; use"
                        + " utilization(..) or averageValue(..)");
        Load late = elapsed ->
                elapsed.isZero() ? Reading.failure(Reading.Failure.Kind.NOT_YET, "the first of two") : Reading.of(1);
        refuses(() -> simulation().trigger("lag", utilization(50), late).lasting(ofMinutes(1)), plain);
    }

    @Test
    void numbersAndTimesThatAreNoneAreRefusedWithTheirValue() {
        Duration past = ofSeconds(-1);
        refuses(() -> simulation().startingAt(-1), "a run must start at 0 replicas or more, was -1");
        refuses(() -> simulation().keepingLast(0), "a run must keep 1 turn or more, was 0");
        refuses(() -> simulation().every(ZERO), "the interval must be more than 0 s, was PT0S");
        refuses(() -> simulation().idleEvery(past), "the idle interval must be more than 0 s, was PT-1S");
        refuses(
                () -> simulation().confirmsAfter(past),
                "the time until a write is confirmed must be at least 0 s, was PT-1S");
        refuses(() -> simulation().actsAfter(past), "the time until a target acts must be at least 0 s, was PT-1S");
        refuses(
                () -> simulation().readyAfter(past),
                "the time until replicas are ready must be at least 0 s, was PT-1S");
        String segment = "a part of a run must begin at 0 s or later and end after it begins, was from ";
        refuses(() -> simulation().gap(past, ofSeconds(1)), segment + "PT-1S to PT1S");
        refuses(() -> simulation().failingWrites(ofSeconds(1), ofSeconds(1)), segment + "PT1S to PT1S");
        refuses(() -> simulation().control(ofSeconds(2), ofSeconds(1), Control.none()), segment + "PT2S to PT1S");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        refuses(() -> Simulation.of(null), "the policy of a simulation must not be null");
        refuses(() -> simulation().beginning(null), "the beginning of a run must not be null");
        refuses(
                () -> simulation().trigger("lag", null, Load.constant(1)),
                "the target of trigger \"lag\" must not be null");
        refuses(
                () -> simulation().trigger("lag", averageValue(1), null),
                "the load of trigger \"lag\" must not be null");
        Number none = null;
        refuses(
                () -> simulation().trigger("lag", averageValue(1), none, Load.constant(1)),
                "the activation threshold of trigger \"lag\" must not be null");
        refuses(() -> simulation().trigger(null), "the trigger must not be null");
        refuses(
                () -> simulation().workload("lag", averageValue(1), null),
                "the workload of trigger \"lag\" must not be null");
        refuses(
                () -> simulation().cpu("cpu", utilization(1), null),
                "the CPU load of trigger \"cpu\" must not be null");
        refuses(() -> simulation().every(null), "the interval must not be null");
        refuses(() -> simulation().schedule(null), "the schedule must not be null");
        refuses(() -> simulation().control(ZERO, ofSeconds(1), null), "the control must not be null");
        refuses(() -> simulation().state(null), "the state must not be null");
        refuses(() -> simulation().readyAfter(null), "the time until replicas are ready must not be null");
    }
}

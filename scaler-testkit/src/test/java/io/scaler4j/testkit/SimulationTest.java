package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Stage;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Workload;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(2)).build();

    @Test
    void halvesOncePerMinuteAfterTheBacklogIsGone() {
        var policy = ScalingPolicy.builder()
                .replicas(2, 20)
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(Duration.ZERO)
                        .percent(50, ofMinutes(1))
                        .build())
                .build();

        Run run = Simulation.of(policy)
                .startingAt(16)
                .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 0))
                .every(ofSeconds(15))
                .lasting(ofMinutes(20));

        assertThat(run).neverScalesUp().wentThrough(16, 8, 4, 2).settlesAt(2).within(ofMinutes(9));
        assertThat(run.turns()).hasSize(80);
    }

    @Test
    void isTheSameEveryTime() {
        Simulation simulation = Simulation.of(POLICY)
                .trigger(
                        "lag", averageValue(50), Load.sine(400, 400, ofHours(1)).withPoissonNoise(1));

        assertThat(simulation.lasting(ofHours(3)).turns())
                .isEqualTo(simulation.lasting(ofHours(3)).turns());
    }

    @Test
    void theEndOfARunDoesNotBelongToIt() {
        Run run = busy(100).lasting(ofSeconds(30));
        assertThat(run.turns()).extracting(run::elapsed).containsExactly(Duration.ZERO, ofSeconds(15));
    }

    @Test
    void aWriteThatFailsIsTriedAgainAtTheNextTurn() {
        Run run = busy(100).failingWrites(Duration.ZERO, ofSeconds(30)).lasting(ofMinutes(1));

        assertThat(run.turns())
                .extracting(turn -> !(turn.outcome() instanceof Turn.NotWritten))
                .containsExactly(false, false, true, true);
        assertThat(run.series()).containsExactly(1, 2);
        assertThat(run.replicasAt(ofSeconds(29))).isEqualTo(1);
        assertThat(run.replicasAt(ofSeconds(30))).isEqualTo(2);
    }

    @Test
    void anOperatorMayInterfereForATime() {
        Run run = busy(100)
                .control(Duration.ZERO, ofSeconds(30), Control.none().pause())
                .lasting(ofMinutes(1));

        assertThat(run).holdsFor(ofSeconds(30)).settlesAt(2);
        assertThat(run.turns().get(0).decision().orElseThrow()).holds().because(Reason.PAUSED);
    }

    @Test
    void noTurnsAreMadeInAGap() {
        Run run = Simulation.of(POLICY)
                .startingAt(10)
                .trigger("lag", averageValue(50), Load.constant(500).then(ofMinutes(5), 0))
                .gap(ofMinutes(5), ofMinutes(60))
                .lasting(ofMinutes(61));

        assertThat(run.turns()).hasSize(20 + 4);
        assertThat(run).neverScalesDown();
        assertThat(run.turns().get(20).decision().orElseThrow().explanation().steps())
                .first()
                .satisfies(step -> assertThat(step.stage()).isEqualTo(Stage.GAP));
    }

    @Test
    void replicasTakeTheirTimeToBecomeReady() {
        Run run = busy(100).readyAfter(ofSeconds(40)).lasting(ofMinutes(2));

        assertThat(run.turns())
                .extracting(turn -> turn.observation().orElseThrow().replicas())
                .startsWith(Replicas.of(1), new Replicas(2, 2, 1), new Replicas(2, 2, 1), Replicas.of(2));
    }

    @Test
    void aSlowTargetShowsTheOldCountForAWhile() {
        Run slow = busy(100).actsAfter(ofSeconds(20)).lasting(ofMinutes(1));
        assertThat(slow.turns())
                .extracting(turn -> turn.observation().orElseThrow().replicas())
                .containsExactly(Replicas.of(1), new Replicas(2, 1, 1), Replicas.of(2), Replicas.of(2));

        Run slowToBecomeReady =
                busy(100).actsAfter(ofSeconds(20)).readyAfter(ofSeconds(15)).lasting(ofMinutes(1));
        assertThat(slowToBecomeReady.turns())
                .extracting(turn -> turn.observation().orElseThrow().replicas())
                .containsExactly(Replicas.of(1), new Replicas(2, 1, 1), new Replicas(2, 2, 1), Replicas.of(2));
    }

    @Test
    void theReplicasOfASlowTargetWorkOnForAWhile() {
        var workload = Workload.queue(Load.constant(10), Duration.ofMillis(100));
        var policy = ScalingPolicy.builder().replicas(1, 10).build();
        Simulation simulation = Simulation.of(policy).startingAt(0).workload("lag", averageValue(5), workload);

        long atOnce = simulation.lasting(ofMinutes(1)).queue().orElseThrow().done();
        long slow = simulation
                .actsAfter(ofSeconds(50))
                .lasting(ofMinutes(1))
                .queue()
                .orElseThrow()
                .done();

        assertThat(slow).as("nothing is done before 50 s").isBetween(90L, 100L);
        assertThat(atOnce).isGreaterThan(500);
    }

    @Test
    void schedulesGoByTheDateOfTheRun() {
        Run run = Simulation.of(POLICY)
                .trigger("lag", averageValue(50), Load.constant(10))
                .beginning(Instant.parse("2026-03-29T07:59:00Z"))
                .schedule(instant -> instant.isBefore(Instant.parse("2026-03-29T08:00:00Z"))
                        ? ReplicaBounds.none()
                        : ReplicaBounds.atLeast(5))
                .lasting(ofMinutes(2));

        assertThat(run).wentThrough(1, 5).holdsFor(ofMinutes(1));
    }

    @Test
    void aTriggerThatAbstainsIsNotReadWhileTheTargetSleeps() {
        Run run = Simulation.of(POLICY)
                .startingAt(0)
                .trigger("lag", averageValue(50), Load.constant(0))
                .trigger(Trigger.of(
                                "memory",
                                request -> {
                                    throw new IllegalStateException("must not be read");
                                },
                                MetricTarget.averageValue(1))
                        .abstains())
                .lasting(ofMinutes(1));

        assertThat(run.turns())
                .extracting(turn ->
                        turn.observation().orElseThrow().measurements().get(1).reading())
                .allSatisfy(reading -> assertThat(reading)
                        .isInstanceOfSatisfying(
                                Reading.Failure.class,
                                failure -> assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.NOT_YET)));
    }

    @Test
    void goesOnFromTheStateOfAnEarlierRun() {
        Run first = busy(1000).lasting(ofMinutes(10));
        Run second = Simulation.of(POLICY)
                .state(first.state())
                .beginning(START.plus(first.length()))
                .startingAt(first.replicasAt(first.length()))
                .trigger("lag", averageValue(50), Load.constant(50))
                .lasting(ofMinutes(10));

        assertThat(second).holdsFor(ofMinutes(4)).settlesAt(1);
    }

    @Test
    void keepsNoMoreTurnsThanAskedFor() {
        Run all = busy(100).lasting(ofMinutes(5));
        Run last = busy(100).keepingLast(3).lasting(ofMinutes(5));

        assertThat(last.turns()).isEqualTo(all.turns().subList(17, 20));
        assertThat(last.state()).isEqualTo(all.state());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).keepingLast(0))
                .withMessage("a run must keep 1 turn or more, was 0");
    }

    @Test
    void refusesWhatMakesNoRun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(POLICY).lasting(ofMinutes(1)))
                .withMessage("a simulation needs a trigger; add one with trigger(..) or workload(..)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).trigger("lag", averageValue(1), Load.constant(1))
                        .lasting(ofMinutes(1)))
                .withMessage("two triggers have the name \"lag\"; names tell triggers apart");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).gap(ofMinutes(2), ofMinutes(1)))
                .withMessageContaining("was from PT2M to PT1M");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).startingAt(-1))
                .withMessage("a run must start at 0 replicas or more, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).actsAfter(ofSeconds(-1)))
                .withMessage("the time until a target acts must be at least 0 s, was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).readyAfter(ofSeconds(-1)))
                .withMessage("the time until replicas are ready must be at least 0 s, was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> busy(1).lasting(Duration.ZERO))
                .withMessage("the length of a run must be more than 0 s, was PT0S");
    }

    private static Simulation busy(double lag) {
        return Simulation.of(POLICY).trigger("lag", averageValue(50), Load.constant(lag));
    }

    @Test
    void aWriteThatIsConfirmedLaterHoldsARateForOneMoreTurn() {
        var policy = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleUp(ScalingRules.builder().replicas(1, ofSeconds(30)).build())
                .build();
        var simulation = Simulation.of(policy).trigger("lag", averageValue(50), Load.constant(500));
        assertThat(simulation.lasting(ofMinutes(2)).replicasAt(ofMinutes(2)))
                .as("a step every 30 s, the first at once")
                .isEqualTo(5);
        assertThat(simulation.confirmsAfter(ofMillis(100)).lasting(ofMinutes(2)).replicasAt(ofMinutes(2)))
                .as("a step every 45 s")
                .isEqualTo(4);
    }

    @Test
    void nullsAreRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(null))
                .withMessage("the policy of a simulation must not be null");
        var simulation = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.trigger("lag", averageValue(50), null))
                .withMessage("the load of trigger \"lag\" must not be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.trigger("lag", null, Load.constant(1)))
                .withMessage("the target of trigger \"lag\" must not be null");
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.trigger(null));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.workload("lag", averageValue(50), null));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.cpu("cpu", averageValue(50), null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.every(null))
                .withMessage("the interval must not be null");
    }
}

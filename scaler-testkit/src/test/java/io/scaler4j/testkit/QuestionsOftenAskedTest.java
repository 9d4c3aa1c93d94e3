package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.DeactivationMode;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Stage;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What users of KEDA and the HPA ask again and again, answered by runs. */
class QuestionsOftenAskedTest {

    @Test
    @DisplayName(
            "Why does the cooldown not apply above zero replicas? It is for the step to zero; above it the window counts")
    void whyDoesTheCooldownNotApplyAboveZero() {
        var policy =
                ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(30)).build();

        Run run = Simulation.of(policy)
                .startingAt(10)
                .trigger(
                        "lag",
                        averageValue(50),
                        Load.constant(500).then(ofMinutes(10), 60).then(ofMinutes(60), 0))
                .lasting(ofHours(2));

        assertThat(run).wentThrough(10, 2, 1, 0);
        assertThat(decisionAt(run, ofMinutes(14))).holds().isHeldBy(Stage.STABILIZE);
        assertThat(decisionAt(run, ofMinutes(16))).leadsTo(2);
        assertThat(decisionAt(run, ofMinutes(60 + 29))).leadsTo(1);
        assertThat(decisionAt(run, ofMinutes(60 + 29)).explanation().steps())
                .anySatisfy(step -> assertThat(step.reason()).isEqualTo(Reason.COOLDOWN));
        assertThat(run).reachesZeroWithin(ofMinutes(60 + 31));
    }

    @Test
    @DisplayName("Why is the last replica never reached? A ratio of 1.01 is within the tolerance of 10 %")
    void whyIsTheLastReplicaNeverReached() {
        Load justAboveTen = Load.constant(505);
        var usual = ScalingPolicy.builder().replicas(1, 20).build();
        var exact = ScalingPolicy.builder().replicas(1, 20).tolerance(0).build();

        Run held = startingAt(10, usual, justAboveTen).lasting(ofHours(1));
        Run reached = startingAt(10, exact, justAboveTen).lasting(ofHours(1));

        assertThat(held).holdsFor(ofHours(1));
        assertThat(decisionAt(held, ofMinutes(30))).holds().because(Reason.WITHIN_TOLERANCE);
        assertThat(reached).wentThrough(10, 11);
    }

    @Test
    @DisplayName(
            "Why from N to 0 at once? A target that is inactive is scaled to zero past windows and rates, unless GRADUAL is chosen")
    void whyFromManyToZeroAtOnce() {
        ScalingPolicy.Builder byHalves = ScalingPolicy.builder()
                .replicas(0, 20)
                .cooldown(ofMinutes(2))
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(ZERO)
                        .percent(50, ofMinutes(5))
                        .build());
        Load thatEnds = Load.constant(800).then(ofMinutes(2), 0);

        Run immediate = startingAt(16, byHalves.build(), thatEnds).lasting(ofHours(1));
        Run gradual = startingAt(
                        16, byHalves.deactivation(DeactivationMode.GRADUAL).build(), thatEnds)
                .lasting(ofHours(1));

        assertThat(immediate).wentThrough(16, 8, 0);
        assertThat(gradual).wentThrough(16, 8, 4, 2, 1, 0);
    }

    @Test
    @DisplayName(
            "Why does a cron window end late? Its trigger asks for replicas, which the window for scaling down remembers;"
                    + " a scheduled minimum is no recommendation, and ends on time")
    void whyDoesACronWindowEndLate() {
        Instant end = Instant.parse("2026-01-05T01:00:00Z");
        var policy = ScalingPolicy.builder().replicas(1, 20).build();
        Load untilOne = Load.constant(10).then(ofHours(1), 0);

        Run byTrigger = Simulation.of(policy)
                .startingAt(10)
                .trigger("office hours", averageValue(1), untilOne)
                .lasting(ofHours(2));
        Run byBounds = startingAt(10, policy, Load.constant(50))
                .schedule(instant -> instant.isBefore(end) ? ReplicaBounds.atLeast(10) : ReplicaBounds.none())
                .lasting(ofHours(2));

        assertThat(byTrigger).holdsFor(ofHours(1).plusMinutes(4)).wentThrough(10, 1);
        assertThat(decisionAt(byTrigger, ofHours(1).plusMinutes(4))).holds().isHeldBy(Stage.STABILIZE);
        assertThat(byBounds).holdsFor(ofHours(1)).wentThrough(10, 1);
        assertThat(decisionAt(byBounds, ofHours(1))).leadsTo(1);
    }

    @Test
    @DisplayName("Why does a partial outage not scale in? What cannot be read may be large; growth goes on")
    void whyDoesAPartialOutageNotScaleIn() {
        var policy = ScalingPolicy.builder().replicas(1, 20).build();

        Run run = Simulation.of(policy)
                .startingAt(10)
                .trigger("orders", averageValue(50), Load.constant(500).failing(ofMinutes(10), ofMinutes(60)))
                .trigger("returns", averageValue(50), Load.constant(100).then(ofMinutes(40), 700))
                .lasting(ofHours(1));

        assertThat(run).neverScalesDown().wentThrough(10, 14);
        assertThat(decisionAt(run, ofMinutes(30))).holds().because(Reason.FAILED_READING);
    }

    private static Simulation startingAt(int replicas, ScalingPolicy policy, Load load) {
        return Simulation.of(policy).startingAt(replicas).trigger("lag", averageValue(50), load);
    }

    private static Decision decisionAt(Run run, Duration elapsed) {
        return run.turns().stream()
                .filter(turn -> run.elapsed(turn).equals(elapsed))
                .findFirst()
                .orElseThrow()
                .decision()
                .orElseThrow();
    }
}

package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Stage;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each assertion holds where it should, and fails with a timeline where it should not. */
class PolicyAssertionsTest {

    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, 20)
            .cooldown(ofMinutes(1))
            .scaleDown(ScalingRules.builder().stabilizationWindow(ofMinutes(2)).build())
            .build();

    /** Up to 4 at once, down to 2 after the window of five minutes, to 0 after the cooldown of a minute. */
    private final Run run = Simulation.of(POLICY)
            .startingAt(1)
            .trigger(
                    "lag",
                    averageValue(50),
                    Load.constant(200).then(ofMinutes(5), 100).then(ofMinutes(20), 0))
            .lasting(ofMinutes(30));

    @Test
    void runs() {
        assertThat(run)
                .staysWithin(0, 4)
                .wentThrough(1, 4, 2, 0)
                .wentThrough(4, 2)
                .hasNoFlapping()
                .reachesZeroWithin(ofMinutes(22))
                .settlesAt(0)
                .within(ofMinutes(22));
    }

    @Test
    void whatFailsPrintsTheTimelineAroundIt() {
        fails(
                () -> assertThat(run).neverScalesUp(),
                "expected a run that never scales up, but it does at 0:00:00:",
                ">   0:00:00     4  lag 200  RECOMMEND 1 -> 4 lag 200 of 50 per replica");
        fails(
                () -> assertThat(run).neverScalesDown(),
                "never scales down, but it does at 0:06:45:",
                "    0:06:30",
                "4 -> 2");
        fails(() -> assertThat(run).staysWithin(1, 4), "never leaves 1 to 4 replicas", "DEACTIVATE 2 -> 0");
        fails(() -> assertThat(run).wentThrough(4, 0), "[4, 0] in a row, were [1, 4, 2, 0]:");
        fails(() -> assertThat(run).holdsFor(ofSeconds(15)), "never changes within 0:00:15, but it does at 0:00:00:");
        fails(() -> assertThat(run).settlesAt(2), "expected 2 replicas at the end, were 0:");
        fails(() -> assertThat(run).reachesZeroWithin(ofMinutes(10)), "expected 0 replicas from 0:10:00 on");
        fails(
                () -> assertThat(run).hasNoFlappingWithin(ofMinutes(10)),
                "no change to be undone within 0:10:00, but that of 0:00:00 was at 0:06:45:");
    }

    @Test
    void decisions() {
        Decision up = run.turns().get(0).decision().orElseThrow();
        Decision held = run.turns().get(21).decision().orElseThrow();

        assertThat(up).leadsTo(4).because(Reason.RATIO);
        assertThat(held).holds().isHeldBy(Stage.STABILIZE).because(Reason.WINDOW);
        fails(() -> assertThat(up).leadsTo(5), "expected a decision for 5 replicas, was for 4:", "RECOMMEND");
        fails(() -> assertThat(up).holds(), "expected a decision for 1 replicas, was for 4:");
        fails(() -> assertThat(up).because(Reason.MAXIMUM), "expected MAXIMUM to decide, was RATIO of RECOMMEND:");
        fails(() -> assertThat(up).isHeldBy(Stage.RATE_LIMIT), "expected RATE_LIMIT to hold the count back");
    }

    private static void fails(ThrowingCallable assertion, String... parts) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .satisfies(error -> org.assertj.core.api.Assertions.assertThat(error.getMessage())
                        .contains(parts));
    }
}

package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();

    private final Decision kept = decide(100);
    private final Decision grows = decide(200);

    private static Observation seen(double lag) {
        return Observation.of(NOW, Replicas.of(2), Measurement.of("lag", averageValue(50), Reading.of(lag)));
    }

    private static Decision decide(double lag) {
        return POLICY.decide(ScalingState.initial(), seen(lag));
    }

    private static Turn turn(double lag, Decision decision, Turn.Outcome outcome) {
        return Turn.of("orders", NOW, seen(lag), decision, outcome);
    }

    private static Turn.Outcome refused(String sentence) {
        return new Turn.NotWritten(Turn.Cause.REFUSED, Optional.of(new ScaleTargetException(sentence, null)));
    }

    @Test
    void theStateThatIsLeftFollowsFromTheOutcome() {
        assertThat(turn(100, kept, new Turn.Unchanged()).next()).isEqualTo(kept.next(true));
        Turn scaled = turn(200, grows, new Turn.Scaled(NOW.plusMillis(300)));
        assertThat(scaled.next()).isEqualTo(grows.next(NOW.plusMillis(300))).isNotEqualTo(grows.next(true));
        assertThat(turn(200, grows, refused("locked")).next())
                .isEqualTo(grows.next(false))
                .isNotEqualTo(grows.next(true));
        ScalingState before = grows.next(true);
        assertThat(Turn.undecided("orders", NOW, before, new IllegalStateException("no counts"))
                        .next())
                .isEqualTo(before);
    }

    @Test
    void theCountThatIsLeftIsTheDecidedOneOnlyIfTheTargetTookIt() {
        assertThat(turn(100, kept, new Turn.Unchanged()).replicas()).hasValue(2);
        assertThat(turn(200, grows, new Turn.Scaled(NOW)).replicas()).hasValue(4);
        assertThat(turn(200, grows, refused("locked")).replicas()).hasValue(2);
        assertThat(Turn.undecided("orders", NOW, ScalingState.initial(), new IllegalStateException("no counts"))
                        .replicas())
                .isEmpty();
    }

    @Test
    void anOutcomeThatContradictsTheDecisionIsRefused() {
        var undecided = new Turn.NoDecision(new IllegalStateException("no counts"));
        for (Turn.Outcome outcome : List.of(new Turn.Scaled(NOW), refused("locked"), undecided)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> turn(100, kept, outcome))
                    .withMessage("the outcome of a decision 2 -> 2 must be Unchanged, was " + outcome);
        }
        for (Turn.Outcome outcome : List.of(new Turn.Unchanged(), undecided)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> turn(200, grows, outcome))
                    .withMessage("the outcome of a decision 2 -> 4 must be Scaled or NotWritten, was " + outcome);
        }
    }

    @Test
    void turnsAreEqualIfAllTheyTellIsEqual() {
        Turn refused = turn(200, grows, refused("locked"));
        assertThat(refused)
                .isEqualTo(turn(200, decide(200), refused("locked")))
                .hasSameHashCodeAs(turn(200, decide(200), refused("locked")))
                .isNotEqualTo(turn(200, grows, refused("gone")))
                .isNotEqualTo(turn(200, grows, new Turn.Scaled(NOW)));
    }

    @Test
    void aTurnIsALine() {
        assertThat(turn(200, grows, refused("locked")))
                .hasToString("2026-01-05T08:00:00Z orders 2 -> 4 not written, REFUSED: locked: " + grows);
        assertThat(turn(100, kept, new Turn.Unchanged()))
                .hasToString("2026-01-05T08:00:00Z orders 2 -> 2 unchanged: " + kept);
        assertThat(Turn.undecided("orders", NOW, ScalingState.initial(), new IllegalStateException("no counts")))
                .hasToString("2026-01-05T08:00:00Z orders no decision: IllegalStateException: no counts");
    }

    @Test
    void turnsOfWhichAnythingDiffersAreNotEqual() {
        var scaled = new Turn.Scaled(NOW);
        Turn turn = turn(200, grows, scaled);
        var late = new Turn("orders", NOW, Duration.ofSeconds(1), Map.of(), seen(200), grows, scaled, grows.next(NOW));
        var slow = new Turn(
                "orders",
                NOW,
                Duration.ZERO,
                Map.of("lag", Duration.ofSeconds(1)),
                seen(200),
                grows,
                scaled,
                grows.next(NOW));
        assertThat(turn)
                .isNotEqualTo(Turn.of("bills", NOW, seen(200), grows, scaled))
                .isNotEqualTo(Turn.of("orders", NOW.plusMillis(1), seen(200), grows, scaled))
                .isNotEqualTo(Turn.of("orders", NOW, seen(201), grows, scaled))
                .isNotEqualTo(turn(200, grows, new Turn.Scaled(NOW.plusMillis(1))))
                .isNotEqualTo(late)
                .isNotEqualTo(slow)
                .isNotEqualTo(turn.toString());
        assertThat(late).isNotEqualTo(slow);
    }

    @Test
    void turnsWithoutADecisionAreEqualForTheSameProblemAndState() {
        Turn turn = undecided("no counts", ScalingState.initial());
        assertThat(turn)
                .isEqualTo(undecided("no counts", ScalingState.initial()))
                .hasSameHashCodeAs(undecided("no counts", ScalingState.initial()))
                .isNotEqualTo(undecided("no route", ScalingState.initial()))
                .isNotEqualTo(undecided("no counts", grows.next(true)));
        assertThat(turn.observation()).isEmpty();
        assertThat(turn.decision()).isEmpty();
        assertThat(turn.lateness()).isZero();
        assertThat(turn.latencies()).isEmpty();
        assertThat(turn.outcome())
                .hasSameHashCodeAs(undecided("no counts", grows.next(true)).outcome());
    }

    private static Turn undecided(String problem, ScalingState state) {
        return Turn.undecided("orders", NOW, state, new IllegalStateException(problem));
    }

    @Test
    void aRequestNeedsTimeAndACountOfAtLeastZero() {
        assertThat(ReadRequest.of(NOW, Duration.ofNanos(1)).timeout()).hasNanos(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadRequest.of(NOW, Duration.ZERO))
                .withMessage("deadline must be after now (" + NOW + "), was " + NOW);
        ScaleRequest request = ScaleRequest.of(grows, NOW, Duration.ofSeconds(3));
        assertThat(request.replicas()).isEqualTo(4);
        assertThat(request.decision()).isEqualTo(grows);
        assertThat(request.timeout()).hasSeconds(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaleRequest.of(grows, NOW, Duration.ofSeconds(-1)))
                .withMessageStartingWith("deadline must be after now");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleRequest(-1, grows, NOW, NOW.plusSeconds(1)))
                .withMessage("replicas must be at least 0, was -1");
    }
}

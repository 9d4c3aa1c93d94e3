package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.scaler4j.ScaleTargetException;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another policy on a recording: which counts it sees. Each test records its turns by hand. */
class WhatIfTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final ScalingPolicy PATIENT =
            ScalingPolicy.builder().replicas(1, 20).build();
    private static final ScalingPolicy EAGER = ScalingPolicy.builder()
            .replicas(1, 20)
            .scaleDown(ScalingRules.builder().stabilizationWindow(Duration.ZERO).build())
            .build();

    @TempDir
    Path directory;

    private Recorder recorder;
    private ScalingState state = ScalingState.initial();
    private Instant now = START;
    private int replicas = 10;

    @BeforeEach
    void open() {
        recorder = Recorder.builder(directory, "orders").policy(PATIENT).build();
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private void turn(double lag) {
        turn(lag, Replicas.of(replicas), observation -> observation, true);
    }

    private void turn(double lag, Replicas counts, UnaryOperator<Observation> with, boolean written) {
        Observation observation =
                with.apply(Observation.of(now, counts, Measurement.of("lag", averageValue(50), Reading.of(lag))));
        Decision decision = PATIENT.decide(state, observation);
        recorder.turnEnded(Turn.of("orders", now, observation, decision, outcome(decision, written)));
        boolean done = written || !decision.changes();
        state = decision.next(done);
        replicas = done ? decision.to() : decision.from();
        now = now.plusSeconds(15);
    }

    private Turn.Outcome outcome(Decision decision, boolean written) {
        if (!decision.changes()) {
            return new Turn.Unchanged();
        }
        return written
                ? new Turn.Scaled(now)
                : new Turn.NotWritten(Turn.Cause.REFUSED, Optional.of(new ScaleTargetException("locked", null)));
    }

    private Replay replay() {
        return Replay.of(Recording.of(directory, "orders"), PATIENT);
    }

    /** What the other policy saw, which keeps to its own counts. */
    private List<Observation> seenBy(ScalingPolicy policy) {
        List<Observation> seen = new ArrayList<>();
        replay().whatIf((before, observation) -> {
            seen.add(observation);
            return policy.decide(before, observation);
        });
        return seen;
    }

    private List<Replicas> countsSeenBy(ScalingPolicy policy) {
        return seenBy(policy).stream().map(Observation::replicas).toList();
    }

    @Test
    void theSamePolicyPartsNowhere() {
        turn(500);
        turn(900);
        turn(100);
        turn(100);
        Comparison same = replay().whatIf(PATIENT);
        assertThat(same.firstDivergence()).isEmpty();
        assertThat(same.scores().get("other")).isEqualTo(same.scores().get("one"));
    }

    @Test
    void anotherPolicyGoesOnFromWhatItSetItself() {
        turn(500);
        turn(100);
        turn(100);
        turn(100);
        assertThat(countsSeenBy(EAGER))
                .containsExactly(Replicas.of(10), Replicas.of(10), Replicas.of(2), Replicas.of(2));
        assertThat(replay().whatIf(EAGER).firstDivergence()).hasValueSatisfying(parted -> {
            assertThat(parted.one().replicas().orElseThrow()).isEqualTo(10);
            assertThat(parted.other().replicas().orElseThrow()).isEqualTo(2);
            assertThat(parted.elapsed()).isEqualTo(Duration.ofSeconds(15));
        });
        assertThat(replicas).as("recorded").isEqualTo(10);
    }

    @Test
    void theRecordedReadyReplicasCountWhileTheCountIsTheRecordedOne() {
        turn(500, new Replicas(10, 9, 7), seen -> seen, true);
        turn(100, new Replicas(10, 10, 8), seen -> seen, true);
        turn(100, new Replicas(10, 10, 9), seen -> seen, true);
        assertThat(countsSeenBy(EAGER))
                .containsExactly(new Replicas(10, 9, 7), new Replicas(10, 10, 8), Replicas.of(2));
    }

    @Test
    void someoneElsesChangeIsMadeInBothRuns() {
        turn(500);
        turn(100);
        replicas = 7;
        turn(100);
        turn(100);
        assertThat(countsSeenBy(EAGER))
                .containsExactly(Replicas.of(10), Replicas.of(10), Replicas.of(7), Replicas.of(2));
    }

    @Test
    void aTargetThatTookNoChangeTakesNoneOfAnotherPolicyEither() {
        turn(500);
        turn(900, Replicas.of(10), seen -> seen, false);
        turn(100);
        turn(100);
        var steep = ScalingPolicy.builder().replicas(15, 20).build();
        assertThat(countsSeenBy(steep))
                .containsExactly(Replicas.of(10), Replicas.of(15), Replicas.of(15), Replicas.of(15));
        assertThat(replay().whatIf(EAGER).firstDivergence().orElseThrow().elapsed())
                .isEqualTo(Duration.ofSeconds(30));
        var grows = ScalingPolicy.builder()
                .replicas(1, 40)
                .scaleUp(ScalingRules.builder()
                        .percent(900, Duration.ofSeconds(15))
                        .build())
                .build();
        assertThat(countsSeenBy(grows))
                .as("refused at the second turn")
                .startsWith(Replicas.of(10), Replicas.of(10), Replicas.of(10));
    }

    @Test
    void operatorsAndSchedulesAreTheSame() {
        turn(500, Replicas.of(10), seen -> seen.with(Control.none().pause()), true);
        turn(500, Replicas.of(10), seen -> seen.with(ReplicaBounds.atLeast(4)).every(Duration.ofSeconds(20)), true);
        assertThat(seenBy(EAGER))
                .isEqualTo(replay().run().turns().stream()
                        .map(turn -> turn.observation().orElseThrow())
                        .toList());
    }

    @Test
    void whereTheRecordingBeginsAnewTheOtherPolicyDoesToo() {
        turn(500);
        turn(100);
        turn(100);
        state = ScalingState.initial(); // a restart that forgot
        turn(100);
        turn(100);
        assertThat(countsSeenBy(EAGER))
                .containsExactly(Replicas.of(10), Replicas.of(10), Replicas.of(2), Replicas.of(10), Replicas.of(2));
    }

    @Test
    void aFileThatBeginsIsNoNewBeginning() {
        turn(500);
        turn(100);
        recorder.close();
        open();
        turn(100);
        turn(100);
        assertThat(countsSeenBy(EAGER))
                .containsExactly(Replicas.of(10), Replicas.of(10), Replicas.of(2), Replicas.of(2));
    }

    @Test
    void aReplayThatCameToOtherCountsIsNothingToCompareWith() {
        turn(500);
        turn(100);
        Replay wrong = Replay.of(Recording.of(directory, "orders"), EAGER);
        assertThatIllegalStateException()
                .isThrownBy(() -> wrong.whatIf(PATIENT))
                .withMessageStartingWith("a what-if compares with the recorded run, so the replay needs the policy that"
                        + " was recorded; it came to another count at 2026-01-05T08:00:15Z (orders.jsonl, line 3):");
    }

    @Test
    void twoPoliciesAreComparedOnTheRecordingOfAThird() {
        turn(500);
        turn(100);
        turn(100);
        ScalingPolicy four = ScalingPolicy.builder().replicas(4, 4).build();
        Comparison comparison = Replay.compare(Recording.of(directory, "orders"), EAGER, four);
        assertThat(comparison.firstDivergence()).hasValueSatisfying(parted -> {
            assertThat(parted.one().replicas()).hasValue(10);
            assertThat(parted.other().replicas()).hasValue(4);
            assertThat(parted.elapsed()).isZero();
        });
        assertThat(comparison.scores().get("one"))
                .isEqualTo(replay().whatIf(EAGER).scores().get("other"));
    }
}

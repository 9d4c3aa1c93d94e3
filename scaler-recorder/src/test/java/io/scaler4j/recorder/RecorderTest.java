package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written, and when. */
class RecorderTest extends LoopFixture {

    @Test
    void aTurnIsALineBelowItsHeader() throws IOException {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            turn(recorder, 180.5);
        }
        assertThat(Files.readAllLines(current()))
                .containsExactly(
                        "{\"scaler4j-recording\":1,\"autoscaler\":\"orders\",\"policy\":\"" + POLICY
                                + "\",\"interval\":\"PT15S\",\"state\":\""
                                + ScalingState.initial().toText()
                                + "\",\"triggers\":[{\"name\":\"lag\",\"averageValue\":50.0}]}",
                        "{\"at\":\"2026-01-05T08:00:00Z\",\"n\":2,\"r\":[100000],\"to\":2,\"s\":\""
                                + checksum(0)
                                + "\",\"why\":\"RECOMMEND 2 -> 2 lag 100 of 50 per replica, within the tolerance \\u00B7"
                                + " STABILIZE 2 -> 2 the windows agree \\u00B7 RATE_LIMIT 2 -> 2 no change wanted\"}",
                        "{\"at\":\"2026-01-05T08:00:15Z\",\"n\":2,\"r\":[180500],\"to\":4,\"s\":\""
                                + checksum(1)
                                + "\",\"why\":\"RECOMMEND 2 -> 4 lag 180.5 of 50 per replica \\u00B7"
                                + " STABILIZE 4 -> 4 the windows agree \\u00B7"
                                + " RATE_LIMIT 4 -> 4 allowed: 4 per 15 s or 100 % per 15 s\"}");
    }

    /** The end of the text of the state that a turn left behind. */
    private String checksum(int turn) {
        ScalingState state = ScalingState.initial();
        for (Observation observation : seen.subList(0, turn + 1)) {
            state = POLICY.decide(state, observation).next(true);
        }
        return state.toText().replaceFirst(".*;crc=", "");
    }

    @Test
    void everythingThatIsRareIsWrittenInShortKeys() throws IOException {
        var lag = Measurement.of(
                        "lag",
                        MetricTarget.value(12.5),
                        Reading.failure(Reading.Failure.Kind.TIMEOUT, "no answer within 10 s"))
                .activatesAbove(2)
                .tolerance(new Tolerance(0.2, 0.3))
                .abstains()
                .fallback(Fallback.replicas(4).afterFailingFor(Duration.ofMinutes(2)));
        var observation = Observation.of(START, new Replicas(3, 2, 1), lag)
                .with(ReplicaBounds.atLeast(2))
                .with(Control.none().pauseAt(3).pauseScaleIn().forceActivation(true));
        try (Recorder recorder = Recorder.builder(directory, "orders").build()) {
            recorder.turnEnded(ended("orders", observation, POLICY.decide(state, observation)));
        }
        assertThat(Files.readString(current()))
                .contains(
                        "\"triggers\":[{\"name\":\"lag\",\"value\":12.5,\"activatesAbove\":2.0,\"tolerance\":[0.2,0.3],"
                                + "\"abstains\":true,\"fallback\":{\"replicas\":4,\"behavior\":\"STATIC\",\"failures\":3,"
                                + "\"failingFor\":\"PT2M\"}}]}")
                .contains("\"n\":[3,2,1],\"r\":[{\"x\":\"TIMEOUT\",\"m\":\"no answer within 10 s\"}],"
                        + "\"b\":[2,2147483647],\"c\":{\"paused\":true,\"at\":3,\"in\":true,\"active\":true},\"to\":3")
                .doesNotContain("policy");
        assertThat(turns()).extracting(RecordedTurn::observation).containsExactly(observation);
        assertThat(turns()).extracting(RecordedTurn::policy).containsExactly(Optional.empty());
    }

    @Test
    void theTargetsAnswerIsPartOfTheTurn() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 200);
            turn(recorder, 400, Target.REFUSES);
            turn(recorder, 400, Target.IS_NOT_ASKED);
            turn(recorder, 400);
            turn(recorder, 400);
        }
        assertThat(turns()).extracting(RecordedTurn::isWritten).containsExactly(true, false, false, true, true);
        assertThat(turns()).extracting(RecordedTurn::replicas).containsExactly(4, 4, 4, 8, 8);
        assertThat(turns())
                .extracting(RecordedTurn::problem)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("the fleet is locked"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(turns()).filteredOn(turn -> turn.state().isPresent()).hasSize(1);
        assertThat(turns().get(4).leaves(state)).isTrue();
        assertThat(turns().get(3).leaves(state)).isFalse();
    }

    @Test
    void whyAChangeWasNotWrittenIsPartOfTheTurn() throws IOException {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 200, Target.REFUSES);
            turn(recorder, 200, Target.IS_NOT_ASKED);
            turn(recorder, 100);
        }
        assertThat(turns())
                .extracting(RecordedTurn::notWritten)
                .containsExactly(Optional.of(Turn.Cause.REFUSED), Optional.of(Turn.Cause.DRY_RUN), Optional.empty());
        assertThat(Files.readAllLines(current()).get(1))
                .contains("\"to\":4,\"w\":false,\"x\":\"REFUSED\",\"e\":\"the fleet is locked\",");
    }

    @Test
    void aRecordingOfBeforeHasNoCauseAndIsReadAllTheSame() throws IOException {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 200, Target.REFUSES);
        }
        String text = Files.readString(current());
        assertThat(text).contains("\"x\":\"REFUSED\",");
        Files.writeString(current(), text.replace("\"x\":\"REFUSED\",", ""));
        RecordedTurn old = turns().get(0);
        assertThat(old.isWritten()).isFalse();
        assertThat(old.notWritten()).isEmpty();
        assertThat(old.problem()).contains("the fleet is locked");
    }

    @Test
    void onlyATurnThatHasEndedWithADecisionIsWritten() {
        try (Recorder recorder = recorder().build()) {
            Decision decision = decide(200);
            recorder.decided("orders", seen.get(0), decision);
            recorder.turnEnded(Turn.undecided("orders", now, state, new IllegalStateException("no counts")));
            assertThat(current()).doesNotExist();
            recorder.turnEnded(ended("orders", seen.get(0), decision));
            assertThat(turns()).hasSize(1);
        }
    }

    @Test
    void anEventThatWasLostIsFollowedByTheState() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            turn(recorder, 100);
            follow(decide(300), true);
            turn(recorder, 300);
            turn(recorder, 300);
        }
        List<RecordedTurn> turns = turns();
        assertThat(turns).hasSize(4);
        assertThat(turns.get(2).state()).isPresent().isNotEqualTo(turns.get(0).state());
        assertThat(turns.get(3).state()).isEmpty();
    }

    @Test
    void aRestartOfTheAutoscalerGoesOnInTheSameFile() throws IOException {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            recorder.closed("orders");
            turn(recorder, 100);
            recorder.closed("orders");
            state = ScalingState.initial();
            turn(recorder, 100);
        }
        assertThat(names()).containsExactly("orders.jsonl");
        assertThat(turns())
                .extracting(RecordedTurn::state)
                .containsExactly(
                        Optional.of(ScalingState.initial()), Optional.empty(), Optional.of(ScalingState.initial()));
    }

    @Test
    void theTimeOfTheConfirmedWriteIsPartOfTheTurn() throws IOException {
        try (Recorder recorder = recorder().build()) {
            Decision decision = decide(200);
            Instant later = now.plusMillis(250);
            recorder.turnEnded(Turn.of("orders", now, seen.get(0), decision, new Turn.Scaled(later)));
            follow(decision, true);
            state = decision.next(later);
            turn(recorder, 200);
            turn(recorder, 400);
        }
        assertThat(turns())
                .extracting(RecordedTurn::confirmedAt)
                .containsExactly(Optional.of(START.plusMillis(250)), Optional.empty(), Optional.empty());
        assertThat(turns())
                .extracting(turn -> turn.state().isPresent())
                .as("each goes on from the state of the one before")
                .containsExactly(true, false, false);
        Decision again = POLICY.decide(ScalingState.initial(), seen.get(0));
        assertThat(turns().get(0).outcomeOf(again)).isEqualTo(new Turn.Scaled(START.plusMillis(250)));
        assertThat(turns().get(0).leaves(again.next(START.plusMillis(250)))).isTrue();
        assertThat(turns().get(0).leaves(again.next(true))).isFalse();
        assertThat(Files.readAllLines(current()).get(1)).contains("\"to\":4,\"wAt\":\"2026-01-05T08:00:00.250Z\",");
    }

    @Test
    void aSecondAutoscalerOfTheNameIsRefusedWhileTheFirstIsOpen() {
        try (Recorder recorder = recorder().build()) {
            recorder.attachedTo("orders");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> recorder.attachedTo("orders"))
                    .withMessageStartingWith(
                            "it records an autoscaler of the name \"orders\" already; make a recorder");
            recorder.detached("billing");
            assertThatIllegalArgumentException().isThrownBy(() -> recorder.attachedTo("orders"));
            recorder.detached("orders");
            assertThat(recorder.attachedTo("orders")).isSameAs(recorder);
        }
    }
}

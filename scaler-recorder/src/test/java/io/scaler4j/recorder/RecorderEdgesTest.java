package io.scaler4j.recorder;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Headers, files and texts where something changes or ends. */
class RecorderEdgesTest extends LoopFixture {

    private void see(Recorder recorder, Measurement... measurements) {
        see(recorder, Observation.of(now, Replicas.of(replicas), List.of(measurements)));
    }

    private void see(Recorder recorder, Observation observation) {
        var decision = POLICY.decide(state, observation);
        seen.add(observation);
        recorder.turnEnded(ended("orders", observation, decision));
        follow(decision, true);
    }

    private static Measurement lag(double target) {
        return Measurement.of("lag", averageValue(target), Reading.of(100));
    }

    private long headers() throws IOException {
        try (Stream<String> lines = Files.lines(current())) {
            return lines.filter(line -> line.startsWith("{\"scaler4j-recording\""))
                    .count();
        }
    }

    @Test
    void anotherTriggerTargetOrIntervalBeginsAnew() throws IOException {
        try (Recorder recorder = recorder().build()) {
            see(recorder, lag(50));
            see(recorder, lag(50));
            assertThat(headers()).isEqualTo(1);
            see(recorder, lag(51));
            assertThat(headers()).as("another target").isEqualTo(2);
            see(recorder, lag(51).activatesAbove(3));
            assertThat(headers()).as("another threshold").isEqualTo(3);
            see(recorder, lag(51).activatesAbove(3), lag(51));
            assertThat(headers()).as("one more trigger").isEqualTo(4);
            see(recorder, lag(51), lag(51).activatesAbove(3));
            assertThat(headers()).as("another order").isEqualTo(5);
            see(
                    recorder,
                    Observation.of(now, Replicas.of(replicas), List.of(lag(51), lag(51).activatesAbove(3)))
                            .every(Duration.ofSeconds(30)));
            assertThat(headers()).as("another interval").isEqualTo(6);
        }
        assertThat(turns()).extracting(RecordedTurn::observation).isEqualTo(seen);
        assertThat(turns())
                .as("what is true before a header is told with it")
                .filteredOn(turn -> turn.state().isPresent())
                .hasSize(6);
    }

    @Test
    void theStateOfAHeaderIsWhatTheTurnBeforeLeft() {
        try (Recorder recorder = recorder().build()) {
            see(recorder, lag(50));
            see(recorder, lag(51));
        }
        List<RecordedTurn> turns = turns();
        assertThat(turns.get(0).leaves(turns.get(1).state().orElseThrow())).isTrue();
        assertThat(turns.get(1).leaves(turns.get(1).state().orElseThrow())).isFalse();
    }

    @Test
    void thePolicyIsToldWithEachTurnIfTheRecorderKnowsIt() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
        }
        try (Recorder recorder = Recorder.builder(directory, "orders").build()) {
            turn(recorder, 100);
        }
        assertThat(turns())
                .extracting(RecordedTurn::policy)
                .containsExactly(Optional.of(POLICY.toString()), Optional.empty());
    }

    @Test
    void withoutFinishedFilesOnlyTheCurrentOneIsKept() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(1).maxFiles(0).build()) {
            turn(recorder, 100);
            turn(recorder, 200);
            turn(recorder, 300);
        }
        assertThat(names()).containsExactly("orders.jsonl");
        assertThat(turns()).extracting(RecordedTurn::observation).containsExactly(seen.get(2));
    }

    @Test
    void filesOfOthersInTheDirectoryAreLeftAlone() throws IOException {
        List<String> others = List.of("orders.jsonl.1.gz", "orders.jsonl.000001.gz.bak", "orders2.jsonl", "notes.txt");
        for (String other : others) {
            Files.writeString(directory.resolve(other), "mine");
        }
        try (Recorder recorder = recorder().maxFileBytes(1).maxFiles(1).build()) {
            for (int turn = 0; turn < 4; turn++) {
                turn(recorder, 100);
            }
        }
        for (String other : others) {
            assertThat(directory.resolve(other)).hasContent("mine");
        }
        assertThat(turns()).hasSize(2);
    }

    @Test
    void numbersGoOnAfterTheHighestThatIsThere() throws IOException {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
        }
        Files.move(current(), directory.resolve("orders.jsonl.999999"));
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
        }
        recorder().build().close();
        assertThat(names()).containsExactlyInAnyOrder("orders.jsonl.1000000.gz", "orders.jsonl.999999.gz");
        assertThat(turns())
                .as("by number, not by name")
                .extracting(RecordedTurn::observation)
                .isEqualTo(seen);
    }

    @Test
    void anEmptyFileIsNoRecordingOfAnythingAndIsWrittenTo() throws IOException {
        Files.createFile(current());
        assertThat(turns()).isEmpty();
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
        }
        assertThat(names()).containsExactly("orders.jsonl");
        assertThat(turns()).hasSize(1);
    }

    @Test
    void anAutoscalerOfAnotherNameMayComeAndGo() {
        try (Recorder recorder = recorder().build()) {
            assertThat(recorder.attachedTo("bills")).isSameAs(recorder);
            assertThat(recorder.attachedTo("bills")).isSameAs(recorder);
            assertThat(recorder.attachedTo("orders")).isSameAs(recorder);
            recorder.detached("bills");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> recorder.attachedTo("orders"))
                    .withMessageStartingWith("it records an autoscaler of the name \"orders\" already");
            recorder.detached("orders");
            assertThatCode(() -> recorder.attachedTo("orders")).doesNotThrowAnyException();
        }
    }

    @Test
    void aFileThatCannotBeClosedIsToldAndTheLockIsReleased() {
        Recorder recorder = recorder()
                .opener(path -> new CurrentFile(new RandomAccessFile(path.toFile(), "rw") {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        throw new IOException("broken pipe");
                    }
                }))
                .build();
        turn(recorder, 100);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(recorder::close)
                .withMessage("the recording of orders could not be closed: broken pipe");
        assertThatCode(recorder::close).as("a second call does nothing").doesNotThrowAnyException();
        recorder().build().close();
    }

    @Test
    void theDirectoryIsMadeWithAllAboveIt() {
        Path deep = directory.resolve("a/b/c");
        try (Recorder recorder = Recorder.builder(deep, "orders").build()) {
            turn(recorder, 100);
            assertThat(recorder.lostTurns()).isZero();
        }
        assertThat(turns(Recording.of(deep, "orders"))).hasSize(1);
    }

    @Test
    void textsNameWhatTheyAreOf() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            turn(recorder, 300, Target.REFUSES);
            assertThat(recorder).hasToString("recorder of orders");
        }
        assertThat(Recording.of(directory, "orders")).hasToString("recording orders");
        assertThat(Recording.of(current())).hasToString("recording " + current());
        RecordedTurn held = turns().get(0);
        RecordedTurn refused = turns().get(1);
        assertThat(held).hasToString("2026-01-05T08:00:00Z 2 -> 2 " + held.explanation());
        assertThat(refused).hasToString("2026-01-05T08:00:15Z 2 -> 6 NOT WRITTEN " + refused.explanation());
        assertThat(held.place()).isEqualTo("orders.jsonl, line 2");
        assertThat(refused.place()).isEqualTo("orders.jsonl, line 3");
        assertThat(refused.replicas()).isEqualTo(2);
        assertThat(held.explanation()).doesNotContain("\n");
    }

    @Test
    void aRecordingMayBeReadAnyNumberOfTimes() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
        }
        Recording recording = Recording.of(directory, "orders");
        assertThat(turns(recording)).hasSize(1);
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 200);
        }
        assertThat(turns(recording)).as("with what came since").hasSize(2);
    }
}

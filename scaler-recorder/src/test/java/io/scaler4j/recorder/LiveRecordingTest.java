package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording that is read while it is written, and one of many processes, limits and lost turns. */
class LiveRecordingTest extends LoopFixture {

    static LongStream seeds() {
        return RecordingPropertiesTest.seeds();
    }

    @Test
    void eachTurnCanBeReadAsSoonAsItHasEnded() {
        try (Recorder recorder = recorder().build()) {
            for (int turn = 0; turn < 20; turn++) {
                turn(recorder, 100 + turn);
                assertThat(turns()).extracting(RecordedTurn::observation).isEqualTo(seen);
            }
        }
    }

    /** It is the same file: what comes behind its end is read on. */
    @Test
    void aReaderThatHasNotReachedTheEndSeesWhatIsWrittenMeanwhile() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            try (Stream<RecordedTurn> stream = Recording.of(directory, "orders").turns()) {
                Iterator<RecordedTurn> each = stream.iterator();
                assertThat(each.next().observation()).isEqualTo(seen.get(0));
                turn(recorder, 200);
                assertThat(each.next().observation()).isEqualTo(seen.get(1));
                assertThat(each.hasNext()).isFalse();
            }
        }
    }

    @Test
    void aReaderOfAFinishedFileIsNotDisturbedByTheNext() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(1).build()) {
            for (int turn = 0; turn < 4; turn++) {
                turn(recorder, 100 + turn);
            }
            List<RecordedTurn> turns = new ArrayList<>();
            try (Stream<RecordedTurn> stream =
                    Recording.of(directory.resolve("orders.jsonl.000001.gz")).turns()) {
                Iterator<RecordedTurn> each = stream.iterator();
                turn(recorder, 200);
                turn(recorder, 300);
                each.forEachRemaining(turns::add);
            }
            assertThat(turns).extracting(RecordedTurn::observation).containsExactly(seen.get(0));
        }
        assertThat(open()).isEmpty();
    }

    @Test
    void aStreamThatIsClosedBeforeItsEndLeavesNoFileOpen() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(1).build()) {
            for (int turn = 0; turn < 4; turn++) {
                turn(recorder, 100 + turn);
            }
        }
        try (Stream<RecordedTurn> stream = Recording.of(directory, "orders").turns()) {
            assertThat(stream.limit(2)).hasSize(2);
        }
        assertThat(open()).isEmpty();
    }

    /** Processes follow each other, limits differ, and some turns are lost on the way to the recorder. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensTheTurnsAreReadInOrderAndEachFileByItself(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        List<Integer> written = new ArrayList<>();
        for (int process = random.nextInt(1, 4); process > 0; process--) {
            long limit = random.nextInt(1, 4_000);
            try (Recorder recorder =
                    recorder().maxFileBytes(limit).maxFiles(1_000).build()) {
                for (int turn = random.nextInt(20); turn > 0; turn--) {
                    if (random.nextInt(5) == 0) {
                        follow(decide(random.nextInt(500)), random.nextBoolean());
                    } else {
                        written.add(seen.size());
                        turn(recorder, random.nextInt(500), Target.values()[random.nextInt(3)]);
                    }
                }
                assertThat(recorder.lostTurns()).as("seed %s", seed).isZero();
            }
        }
        List<RecordedTurn> all = new ArrayList<>();
        for (String name : names()) {
            List<RecordedTurn> turns = turns(Recording.of(directory.resolve(name)));
            if (Files.size(directory.resolve(name)) > 0) {
                assertThat(turns.get(0).state()).as("seed %s, %s", seed, name).isPresent();
            }
            all.addAll(turns);
        }
        assertThat(all)
                .as("seed %s", seed)
                .extracting(RecordedTurn::observation)
                .isEqualTo(written.stream().map(seen::get).toList());
        assertEachStateIsKnown(all, seed);
    }

    /** A replay needs the state before each turn: that of its header, or what the turn before left behind. */
    private static void assertEachStateIsKnown(List<RecordedTurn> turns, long seed) {
        var state = turns.isEmpty() ? null : turns.get(0).state().orElseThrow();
        for (RecordedTurn turn : turns) {
            state = turn.state().orElse(state);
            var decision = POLICY.decide(state, turn.observation());
            assertThat(decision.to()).as("seed %s, %s", seed, turn.place()).isEqualTo(turn.to());
            state = decision.next(turn.isWritten());
            assertThat(turn.leaves(state)).as("seed %s, %s", seed, turn.place()).isTrue();
        }
    }
}

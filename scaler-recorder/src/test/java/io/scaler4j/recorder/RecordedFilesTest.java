package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The files of a recording: their sizes, names, numbers and ends. */
class RecordedFilesTest extends LoopFixture {

    private static final int LIMIT = 3_000;

    @Test
    void aFileIsFinishedBeforeItGrowsBeyondTheLimit() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(LIMIT).build()) {
            for (int turn = 0; turn < 40; turn++) {
                turn(recorder, 100 + turn);
                assertThat(Files.size(current())).isLessThanOrEqualTo(LIMIT);
            }
        }
        assertThat(names())
                .startsWith("orders.jsonl.000001.gz", "orders.jsonl.000002.gz")
                .endsWith("orders.jsonl");
        assertThat(turns()).extracting(RecordedTurn::observation).isEqualTo(seen);
    }

    @Test
    void eachFileCanBeReadByItself() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(LIMIT).build()) {
            for (int turn = 0; turn < 40; turn++) {
                turn(recorder, 100 + turn);
            }
        }
        List<RecordedTurn> all = new ArrayList<>();
        for (String name : names()) {
            List<RecordedTurn> turns = turns(Recording.of(directory.resolve(name)));
            assertThat(turns).first().satisfies(turn -> assertThat(turn.state()).isPresent());
            all.addAll(turns);
        }
        assertThat(all).extracting(RecordedTurn::observation).isEqualTo(seen);
        assertThat(all).filteredOn(turn -> turn.state().isPresent()).hasSameSizeAs(names());
    }

    @Test
    void theOldestFilesAreDeleted() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(LIMIT).maxFiles(2).build()) {
            for (int turn = 0; turn < 100; turn++) {
                turn(recorder, 100 + turn);
            }
        }
        assertThat(names()).hasSize(3).doesNotContain("orders.jsonl.000001.gz");
        List<RecordedTurn> turns = turns();
        assertThat(turns).extracting(RecordedTurn::observation).isEqualTo(seen.subList(100 - turns.size(), 100));
    }

    @Test
    void aTurnLargerThanTheLimitHasAFileOfItsOwn() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(1).build()) {
            turn(recorder, 100);
            turn(recorder, 100);
        }
        assertThat(names()).containsExactly("orders.jsonl.000001.gz", "orders.jsonl");
        assertThat(turns()).hasSize(2);
    }

    @Test
    void whatAnEarlierProcessLeftIsFinishedFirst() throws IOException {
        for (int process = 0; process < 3; process++) {
            try (Recorder recorder = recorder().build()) {
                turn(recorder, 100);
            }
        }
        assertThat(names()).containsExactly("orders.jsonl.000001.gz", "orders.jsonl.000002.gz", "orders.jsonl");
        assertThat(turns()).extracting(RecordedTurn::observation).isEqualTo(seen);
    }

    @Test
    void aCrashWhileAFileWasFinishedCostsNothing() throws IOException {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
        }
        Path renamed = directory.resolve("orders.jsonl.000001");
        Files.move(current(), renamed);
        Files.writeString(directory.resolve("orders.jsonl.000001.gz.tmp"), "half");
        assertThat(turns()).hasSize(1);
        recorder().build().close();
        assertThat(names()).containsExactly("orders.jsonl.000001.gz");
        assertThat(turns()).hasSize(1);

        Files.writeString(renamed, "the same, not deleted yet");
        assertThat(turns()).hasSize(1);
        recorder().build().close();
        assertThat(names()).containsExactly("orders.jsonl.000001.gz");
    }

    @Test
    void namesThatAreNoFileNamesAreWrittenInAnotherForm() throws IOException {
        String name = "../orders/eu: 1";
        try (Recorder recorder = Recorder.builder(directory, name).build()) {
            recorder.turnEnded(ended(name, seen(100), POLICY.decide(state, seen(100))));
        }
        assertThat(names()).containsExactly("..%2Forders%2Feu%3A+1.jsonl");
        assertThat(turns(Recording.of(directory, name)))
                .extracting(RecordedTurn::autoscaler)
                .containsExactly(name);
    }

    private Observation seen(double lag) {
        decide(lag);
        return seen.get(seen.size() - 1);
    }

    @Test
    void autoscalersOfOneDirectoryDoNotMix() {
        try (Recorder one = recorder().build();
                Recorder other =
                        Recorder.builder(directory, "orders.jsonl.000001").build()) {
            turn(one, 100);
            other.turnEnded(ended("orders.jsonl.000001", seen(70), POLICY.decide(state, seen(70))));
            one.closed("orders");
        }
        recorder().build().close();
        Recorder.builder(directory, "orders.jsonl.000001").build().close();
        assertThat(turns()).extracting(RecordedTurn::autoscaler).containsExactly("orders");
        assertThat(turns(Recording.of(directory, "orders.jsonl.000001")))
                .extracting(RecordedTurn::autoscaler)
                .containsExactly("orders.jsonl.000001");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noFileStaysOpen() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(LIMIT).build()) {
            for (int turn = 0; turn < 20; turn++) {
                turn(recorder, 100);
            }
            assertThat(open()).hasSize(2).contains(current().toRealPath()); // and its lock
            recorder.close();
            assertThat(open()).isEmpty();
        }
        try (var turns = Recording.of(directory, "orders").turns()) {
            assertThat(open()).isEmpty();
            var each = turns.iterator();
            each.next();
            assertThat(open()).hasSize(1);
            each.forEachRemaining(turn -> {});
            assertThat(open()).as("at the end").isEmpty();
        }
        try (var turns = Recording.of(directory, "orders").turns()) {
            assertThat(turns.iterator().hasNext()).isTrue();
        }
        assertThat(open()).as("after closing early").isEmpty();
    }

    @Test
    void aSecondRecorderIsKeptAway() {
        try (Recorder recorder = recorder().build()) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> recorder().build())
                    .withMessage("autoscaler \"orders\" cannot be recorded in " + directory
                            + ": another recorder writes there");
            turn(recorder, 100);
        }
        recorder().build().close();
    }

    @Test
    void allThatIsWrongWithTheOptionsIsSaidAtOnce() {
        assertThatThrownBy(() -> Recorder.builder(directory, " ")
                        .maxFileBytes(0)
                        .maxFiles(-1)
                        .build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "the autoscaler's name must not be blank",
                        "maxFileBytes must be at least 1, was 0",
                        "maxFiles must be at least 0, was -1");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnErrorOfTheBuilder() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(
                        () -> Recorder.builder(file.resolve("below"), "orders").build())
                .withMessageStartingWith("autoscaler \"orders\" cannot be recorded in " + file.resolve("below") + ": "
                        + file.resolve("below") + " failed: ");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Recorder.builder(file, "orders").build())
                .withMessage("autoscaler \"orders\" cannot be recorded in " + file + ": " + file
                        + " is there already and is not a directory");
    }

    @Test
    void exceptionsOfAFileSystemSayTheirReason() {
        assertThat(IoReasons.of(new AccessDeniedException("/a"))).isEqualTo("/a may not be used, permission is denied");
        assertThat(IoReasons.of(new NoSuchFileException("/a"))).isEqualTo("/a does not exist");
        assertThat(IoReasons.of(new DirectoryNotEmptyException("/a"))).isEqualTo("/a is a directory that is not empty");
        assertThat(IoReasons.of(new FileSystemException("/a", null, "Read-only file system")))
                .isEqualTo("/a failed: Read-only file system");
        assertThat(IoReasons.of(new FileSystemException("/a"))).isEqualTo("/a failed with a FileSystemException");
        assertThat(IoReasons.of(new ReadOnlyFileSystemException())).isEqualTo("the file system is read-only");
        assertThat(IoReasons.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(IoReasons.of(new IOException())).isEqualTo("java.io.IOException");
    }

    @Test
    void nullsAreRefusedWithEverythingElse() {
        assertThatThrownBy(() -> Recorder.builder(null, null).policy(null).build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "directory must not be null",
                        "policy must not be null; leave it out if it is not to be noted",
                        "the autoscaler's name must not be blank");
    }
}

package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is damaged, half-written or of another time. */
class RecordingTest extends LoopFixture {

    @BeforeEach
    void recordThreeTurns() {
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            turn(recorder, 200);
            turn(recorder, 200);
        }
    }

    @Test
    void aLastLineThatIsThereInPartIsLeftOutAndNamed() throws IOException {
        byte[] whole = Files.readAllBytes(current());
        for (int cut : new int[] {1, 2, 50}) {
            Files.write(current(), Arrays.copyOf(whole, whole.length - cut));
            List<String> leftOut = new ArrayList<>();
            try (var turns = Recording.of(directory, "orders").turns(leftOut::add)) {
                assertThat(turns).hasSize(2);
            }
            assertThat(leftOut)
                    .containsExactly("orders.jsonl, line 4 of the recording is there in part only, and is left out;"
                            + " the process that recorded was stopped while it was written");
        }
    }

    @Test
    void aHalfLineStaysTheLastOfItsFile() throws IOException {
        byte[] whole = Files.readAllBytes(current());
        Files.write(current(), Arrays.copyOf(whole, whole.length - 5));
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 200);
        }
        List<String> leftOut = new ArrayList<>();
        try (var turns = Recording.of(directory, "orders").turns(leftOut::add)) {
            assertThat(turns)
                    .extracting(RecordedTurn::observation)
                    .containsExactly(seen.get(0), seen.get(1), seen.get(3));
        }
        assertThat(leftOut).singleElement().asString().startsWith("orders.jsonl.000001.gz, line 4 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "n":2          | "n":2,,      | Unexpected character
            "n":2          | "n":[2,2]    | "n" is not 3 numbers
            "n":2          | "n":-1       | replicas must be at least 0
            "n":2          | "n":3000000000 | integer overflow
            "r":[100000]   | "r":[1,2]    | it has 2 readings, and its header 1 triggers
            "r":[100000]   | "r":[true]   | "r" is no list of readings
            "r":[100000]   | "r":[{"x":"?","m":""}] | No enum constant
            "r":[100000]   | "r":[null]   | it has a VALUE_NULL, which no field may be
            "at":"2026     | "at":"soon   | could not be parsed
            "to":2,        |              | "to" is missing
            "to":2         | "to":"2"     | "to" is no whole number
            """)
    void damageIsNamedWithItsFileItsLineAndTheReason(String before, String after, String reason) throws IOException {
        String text = Files.readString(current());
        Files.writeString(
                current(),
                text.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after == null ? "" : after)));
        assertThat(Files.readString(current())).isNotEqualTo(text);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessageStartingWith("the recording " + current() + " is damaged at line 2: ")
                .withMessageContaining(reason)
                .withMessageEndingWith("; cut it there, or take that file out");
    }

    @Test
    void aStateThatIsDamagedIsNamedToo() throws IOException {
        replace("active=never", "active=0");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessageContaining(" is damaged at line 1: scaling state is damaged: its checksum does not fit");
    }

    @Test
    void aFileWithoutAHeaderIsNoRecording() throws IOException {
        List<String> lines = Files.readAllLines(current());
        Files.write(current(), lines.subList(1, lines.size()));
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessageContaining(
                        " is damaged at line 1: it is no header of a recording, with which every file begins");
    }

    @Test
    void aFormatOfAnotherTimeIsRefused() throws IOException {
        replace("\"scaler4j-recording\":1", "\"scaler4j-recording\":2");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessage("the recording " + current()
                        + " is of format version 2, and this library reads version 1; upgrade the library");
    }

    @Test
    void aFieldThatIsNotKnownIsNoDamage() throws IOException {
        replace("\"n\":2", "\"new\":[{}],\"n\":2");
        assertThat(turns()).hasSize(3);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void damageLeavesNoFileOpen() throws IOException {
        replace("\"n\":2", "\"n\":[]");
        var turns = Recording.of(directory, "orders").turns();
        assertThatExceptionOfType(RecordingException.class).isThrownBy(turns::toList);
        assertThat(open()).isEmpty();
    }

    @Test
    void aCompressedFileThatWasCutIsDamaged() throws IOException {
        recorder().build().close();
        Path finished = directory.resolve("orders.jsonl.000001.gz");
        try (var channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(finished) - 20);
        }
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessageContaining("orders.jsonl.000001.gz is damaged at line ");
        Files.write(finished, new byte[0]);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessageContaining("orders.jsonl.000001.gz is damaged at line 1: ");
    }

    @Test
    void aFileThatIsFinishedMeanwhileIsAskedForAgain() throws IOException {
        try (var turns = Recording.of(directory, "orders").turns()) {
            recorder().build().close();
            assertThatExceptionOfType(RecordingException.class)
                    .isThrownBy(turns::toList)
                    .withMessage("the recording " + current()
                            + " cannot be opened; if its recorder finished it meanwhile, read again");
        }
        assertThat(turns()).hasSize(3);
    }

    @Test
    void aRecordingThatIsNotThereIsSaidSo() {
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.of(directory, "billing"))
                .withMessage("there is no recording of autoscaler \"billing\": no billing.jsonl or"
                        + " billing.jsonl.000001.gz in " + directory);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.of(directory.resolve("nowhere"), "orders"))
                .withMessageStartingWith("there is no recording of autoscaler \"orders\"");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.of(directory.resolve("other.jsonl")))
                .withMessage("there is no recording " + directory.resolve("other.jsonl"));
    }

    private void replace(String before, String after) throws IOException {
        String text = Files.readString(current());
        assertThat(text).contains(before);
        Files.writeString(current(), text.replace(before, after));
    }
}

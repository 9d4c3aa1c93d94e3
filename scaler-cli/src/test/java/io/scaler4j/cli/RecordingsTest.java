package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.recorder.RecordingException;
import io.scaler4j.simulation.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which recording an argument means. */
class RecordingsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    @TempDir
    Path folder;

    private Path recorded(String... names) {
        for (String name : names) {
            TestRecordings.record(folder, name, TestFiles.ORDERS, START, Duration.ofMinutes(2), Load.constant(400));
        }
        return folder;
    }

    private static long turns(String... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran.out().lines().filter(line -> line.startsWith("2026-")).count();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"orders", "shop/orders", "a b", "ö", "50%", "a.b"})
    void theOnlyRecordingOfAFolderNeedsNoName(String name) {
        recorded(name);
        assertThat(turns("explain", folder.toString(), "--all")).isBetween(8L, 9L);
        assertThat(turns("explain", folder.toString(), "--all", "--autoscaler", name))
                .isBetween(8L, 9L);
    }

    @Test
    void ofSeveralOneIsNamed() {
        recorded("orders", "mails", "web");
        assertThatThrownBy(() -> new Recordings().open(folder))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("--autoscaler must say whose recording")
                .hasMessageContaining("mails, orders, web");
        assertThat(turns("explain", folder.toString(), "--all", "--autoscaler", "mails"))
                .isBetween(8L, 9L);
    }

    @Test
    void aFileIsARecordingWhateverItsNameIs() throws IOException {
        recorded("orders");
        Path moved = Files.move(folder.resolve("orders.jsonl"), folder.resolve("monday"));
        assertThat(turns("explain", moved.toString(), "--all")).isBetween(8L, 9L);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"notes.txt", "orders.json", "orders.jsonl.bak", ".jsonl"})
    void otherFilesAreNoRecordings(String name) throws IOException {
        Files.writeString(folder.resolve(name), "x");
        assertThatThrownBy(() -> new Recordings().open(folder))
                .isInstanceOf(MisuseException.class)
                .hasMessageEndingWith("there are none");
    }

    @Test
    void whatIsNotThereIsToldWhenItIsRead() {
        Ran ran = Ran.of("explain", folder.resolve("none").toString());
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("there is no recording").hasLineCount(1);
        assertThatThrownBy(() -> new Recordings()
                        .open(folder.resolve("none"))
                        .turns(left -> {})
                        .toList())
                .isInstanceOf(RecordingException.class);
    }

    @Test
    void aFileThatIsNoRecordingIsRefusedWithItsLine() throws IOException {
        for (String text : List.of("nonsense\n", "{}\n", "[1]\n")) {
            Path file = Files.writeString(folder.resolve("orders.jsonl"), text);
            Ran ran = Ran.of("explain", file.toString());
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err())
                    .startsWith("scaler4j: ")
                    .contains("orders.jsonl")
                    .hasLineCount(1);
        }
    }
}
